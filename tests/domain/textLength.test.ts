import { describe, expect, it } from 'vitest'

import { countText, graphemes } from '../../src/domain/textLength.ts'

describe('countText', () => {
  it.each([
    ['', { grapheme: 0, 'half-width': 0, utf16: 0, 'utf8-byte': 0 }],
    ['abc', { grapheme: 3, 'half-width': 3, utf16: 3, 'utf8-byte': 3 }],
    ['防晒霜', { grapheme: 3, 'half-width': 6, utf16: 3, 'utf8-byte': 9 }],
    ['SPF50+防晒', { grapheme: 8, 'half-width': 10, utf16: 8, 'utf8-byte': 12 }],
    ['。', { grapheme: 1, 'half-width': 2, utf16: 1, 'utf8-byte': 3 }],
    ['ﾊ', { grapheme: 1, 'half-width': 1, utf16: 1, 'utf8-byte': 3 }],
    ['👨‍👩‍👧', { grapheme: 1, 'half-width': 2, utf16: 8, 'utf8-byte': 18 }],
    ['e\u0301', { grapheme: 1, 'half-width': 1, utf16: 2, 'utf8-byte': 3 }],
    ['𠮷', { grapheme: 1, 'half-width': 2, utf16: 2, 'utf8-byte': 4 }],
  ] as const)('counts "%s" in every unit', (text, expected) => {
    expect({
      grapheme: countText(text, 'grapheme'),
      'half-width': countText(text, 'half-width'),
      utf16: countText(text, 'utf16'),
      'utf8-byte': countText(text, 'utf8-byte'),
    }).toEqual(expected)
  })
})

describe('graphemes', () => {
  it('are those of the segmenter, however long the text is', () => {
    const text = '海边👨‍👩‍👧补涂 a\u0301bc 🇨🇳🇨🇳\r\n한국어 กำ 1️⃣ naïve，'.repeat(200)
    const whole = new Intl.Segmenter('zh', { granularity: 'grapheme' })

    expect(graphemes(text)).toEqual(Array.from(whole.segment(text), ({ segment }) => segment))
  })

  it('are counted of a long text in a moment', () => {
    const began = performance.now()

    expect(countText('海边补涂'.repeat(50_000), 'grapheme')).toBe(200_000)
    // By the square of the length it takes a minute.
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
