import { describe, expect, it } from 'vitest'

import { countText } from '../../src/domain/textLength.ts'

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
