import { describe, expect, it } from 'vitest'

import { parseRetryAfter } from '../../src/channels/retryAfter.ts'

const now = new Date('2026-11-22T12:00:00Z')

describe('parseRetryAfter', () => {
  it.each([
    [null, null],
    ['', null],
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['2027', 2_027_000],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Sun Nov 22 12:00:30 2026 GMT', 30_000],
    ['Sun, 22 Nov 2027 12:00:00 GMT', 86_400_000],
    ['999999999999', 86_400_000],
  ])('reads %o as %o ms', (text, expected) => {
    expect(parseRetryAfter(text, now)).toBe(expected)
  })
})
