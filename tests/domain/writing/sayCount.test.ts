import { describe, expect, it } from 'vitest'

import { sayCount } from '../../../src/domain/writing/sayCount.ts'

describe('sayCount', () => {
  it.each([
    ['says half-width characters in 字', { count: 46, max: 40, unit: 'half-width' }, 'zh', '23 / 20 字'],
    [
      'says them as they are in English',
      { count: 46, max: 40, unit: 'half-width' },
      'en',
      '46 / 40 half-width characters',
    ],
    ['says bytes', { count: 9, max: 10, unit: 'utf8-byte' }, 'zh', '9 / 10 字节'],
    ['says what is no text without a unit', { count: 3, max: 9 }, 'zh', '3 / 9'],
  ] as const)('%s', (_title, counted, language, said) => {
    expect(sayCount(counted, language)).toBe(said)
  })
})
