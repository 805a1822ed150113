import { describe, expect, it } from 'vitest'

import { findLimitBreaches } from '../../src/channels/findLimitBreaches.ts'
import type { CountedContent } from '../../src/domain/writing/countParts.ts'

const codesOf = (args: Partial<CountedContent>): string[] =>
  findLimitBreaches({ images: 0, limits: {}, text: '', title: '', ...args }).map(({ code }) => code)

describe('findLimitBreaches', () => {
  it.each([
    ['graphemes', 'grapheme', 3, '海👨‍👩‍👧a', '海👨‍👩‍👧ab'],
    ['half-width units', 'half-width', 5, '海边a', '海边ab'],
    ['UTF-16 units', 'utf16', 3, '👋a', '👋ab'],
    ['UTF-8 bytes', 'utf8-byte', 4, '海a', '海ab'],
  ] as const)('finds a text that is one over, in %s', (_title, unit, max, fits, over) => {
    expect(codesOf({ limits: { text: { max, unit } }, text: fits })).toEqual([])
    expect(codesOf({ limits: { text: { max, unit } }, text: over })).toEqual(['TEXT_TOO_LONG'])
  })

  it('counts a text beside pictures by the limit of captions', () => {
    const limits = { caption: { max: 2, unit: 'utf16' }, text: { max: 9, unit: 'utf16' } } as const

    expect(codesOf({ limits, text: 'abc' })).toEqual([])
    expect(codesOf({ images: 1, limits, text: 'abc' })).toEqual(['CAPTION_TOO_LONG'])
    expect(codesOf({ limits, text: 'abc', videos: 1 })).toEqual(['CAPTION_TOO_LONG'])
  })

  it('counts pictures and films together', () => {
    const limits = { media: 3, videos: 2 }

    expect(codesOf({ images: 2, limits, videos: 1 })).toEqual([])
    expect(codesOf({ images: 2, limits, videos: 2 })).toEqual(['TOO_MANY_MEDIA'])
    expect(codesOf({ images: 4, limits })).toEqual(['TOO_MANY_MEDIA'])
  })

  it('counts everything else that a platform limits', () => {
    const limits = {
      excerpt: { max: 1, unit: 'grapheme' },
      images: 1,
      title: { max: 1, unit: 'grapheme' },
      topics: 1,
      videos: 0,
    } as const

    expect(codesOf({ excerpt: 'a', images: 1, limits, title: 'a', topics: 1 })).toEqual([])
    expect(codesOf({ excerpt: 'ab', images: 2, limits, title: 'ab', topics: 2, videos: 1 })).toEqual([
      'TITLE_TOO_LONG',
      'EXCERPT_TOO_LONG',
      'TOO_MANY_IMAGES',
      'TOO_MANY_VIDEOS',
      'TOO_MANY_TOPICS',
    ])
  })
})
