import { describe, expect, it } from 'vitest'

import { countText } from '../../../src/domain/textLength.ts'
import { shorten } from '../../../src/domain/writing/shorten.ts'
import type { TextUnit } from '../../../src/domain/channelManifest.ts'

const to = (text: string, max: number, unit: TextUnit = 'grapheme') =>
  shorten({ fits: (candidate) => countText(candidate, unit) <= max, most: max, text })

describe('shorten', () => {
  it.each([
    ['grapheme', '夏日防晒的一百种涂法', 9, '夏日防晒的一百种…'],
    ['grapheme', '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 3, '👨‍👩‍👧👨‍👩‍👧…'],
    ['half-width', '夏日防晒ab', 9, '夏日防…'],
    ['half-width', 'abcdefghijk', 10, 'abcdefgh…'],
    ['utf8-byte', '夏日防晒', 11, '夏日…'],
    ['utf8-byte', 'naïve idea', 10, 'naïve…'],
    ['utf16', '防晒👋👋', 5, '防晒👋…'],
  ] as const)('cuts a text that is one over, in %s: %s', (unit, text, max, expected) => {
    expect(countText(text, unit)).toBeGreaterThan(max)
    expect(to(text, max, unit)).toBe(expected)
    expect(countText(expected, unit)).toBeLessThanOrEqual(max)
  })

  it.each([
    ['the end of a sentence', '出门前涂两指。两小时补一次！游泳后马上补', 18, '出门前涂两指。两小时补一次！…'],
    ['the end of a clause', '出门前半小时先在脸上涂两指，脖子也别忘记了呀', 16, '出门前半小时先在脸上涂两指…'],
    [
      'the last character, where the sentence ends far off',
      '好。出门前半小时先在脸上涂两指的量',
      12,
      '好。出门前半小时先在脸…',
    ],
  ])('prefers %s', (_title, text, max, expected) => {
    expect(to(text, max)).toBe(expected)
  })

  it.each([
    ['an address', '防晒攻略 https://brand.example/sun 全文', 15, '防晒攻略…'],
    ['a variable', '防晒攻略见{{link}}全文', 11, '防晒攻略见…'],
  ])('never cuts through %s', (_title, text, max, expected) => {
    expect(to(text, max)).toBe(expected)
  })

  it('gives up where nothing fits', () => {
    expect(to('防晒', 1)).toBeNull()
  })
})
