import { describe, expect, it } from 'vitest'

import type { TextUnit } from '../../../src/domain/channelManifest.ts'
import { countText } from '../../../src/domain/textLength.ts'
import { MAX_PARTS, splitThread } from '../../../src/domain/writing/splitThread.ts'

const split = (text: string, max: number, unit: TextUnit = 'grapheme') =>
  splitThread({ fits: (part) => countText(part, unit) <= max, text })

/** What a reader puts together again. */
const joined = (parts: readonly string[] | null) =>
  (parts ?? []).map((part) => part.replace(/ \(\d+\/\d+\)$/, '')).join('')

describe('splitThread', () => {
  it('leaves a text that fits as it is', () => {
    expect(split('两指量，两小时补一次。', 11)).toEqual(['两指量，两小时补一次。'])
  })

  it('cuts a text that is one over at the end of a sentence', () => {
    expect(split('出门前涂两指的量。游泳后马上补一次。', 17)).toEqual([
      '出门前涂两指的量。 (1/2)',
      '游泳后马上补一次。 (2/2)',
    ])
  })

  it.each([
    [
      'a paragraph before a sentence',
      '先清洁。再涂防晒，\n\n两小时后再补一次防晒，不要偷懒',
      21,
      '先清洁。再涂防晒， (1/2)',
    ],
    [
      'a clause where no sentence ends',
      '出门前半小时涂两指的量，脖子和耳后也别忘记了呀',
      20,
      '出门前半小时涂两指的量， (1/2)',
    ],
    ['anywhere where nothing ends', '字'.repeat(30), 20, `${'字'.repeat(14)} (1/3)`],
  ])('prefers %s', (_title, text, max, first) => {
    expect(split(text, max)?.[0]).toBe(first)
  })

  it.each([
    ['an address', '防晒怎么涂都在这里 https://brand.example/sun', 'https://brand.example/sun'],
    ['a hashtag', `${'字'.repeat(20)} #夏日防晒攻略 结束`, '#夏日防晒攻略'],
    ['a mention', `${'字'.repeat(20)} @brand.bsky.social 结束`, '@brand.bsky.social'],
  ])('never cuts through %s', (_title, text, whole) => {
    expect(split(text, 32)?.filter((part) => part.includes(whole))).toHaveLength(1)
  })

  it.each(['grapheme', 'half-width', 'utf16', 'utf8-byte'] as const)(
    'keeps every part within the limit, and loses nothing, in %s',
    (unit) => {
      const text = '海边的防晒👨‍👩‍👧要补涂，a little more。'.repeat(40)
      const parts = split(text, 280, unit) ?? []

      expect(parts.length).toBeGreaterThan(2)
      expect(parts.filter((part) => countText(part, unit) > 280)).toEqual([])
      expect(joined(parts)).toBe(text)
    },
  )

  it('counts to two digits', () => {
    const parts = split('字'.repeat(117), 17) ?? []

    expect(parts).toHaveLength(12)
    expect(parts[0]).toBe(`${'字'.repeat(10)} (1/12)`)
    expect(parts[11]).toMatch(/ \(12\/12\)$/)
  })

  it('is no thread of more than 25 parts, nor of what fits nowhere', () => {
    expect(split('字'.repeat(9 * 10 + 16 * 9), 17)).toHaveLength(MAX_PARTS)
    expect(split('字'.repeat(9 * 10 + 16 * 9 + 1), 17)).toBeNull()
    expect(split(`看 https://brand.example/${'a'.repeat(40)}`, 20)).toBeNull()
  })
})
