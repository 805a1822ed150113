import { describe, expect, it } from 'vitest'

import { wrapText } from '../../media/poster/wrapText.ts'

describe('wrapText', () => {
  it.each([
    ['between Chinese characters', { ems: 4, lines: 3, text: '换季泛红怎么办' }, ['换季泛红', '怎么办']],
    ['never before a mark', { ems: 4, lines: 3, text: '换季泛红，怎么办' }, ['换季泛', '红，怎么', '办']],
    ['at blanks between words', { ems: 5, lines: 3, text: 'good skin takes time' }, ['good', 'skin', 'takes…']],
    ['with … for what is left over', { ems: 4, lines: 1, text: '换季泛红怎么办' }, ['换季泛…']],
    ['a word that is wider than a line', { ems: 3, lines: 3, text: 'SUN MILK2026' }, ['SUN', 'MILK2', '026']],
    ['a text with characters that are not seen', { ems: 4, lines: 2, text: '\u0000补\n涂\u200b' }, ['补 涂\u200b']],
    ['nothing of what is not seen', { ems: 4, lines: 2, text: '\u200b \u0007' }, []],
    ['nothing of nothing', { ems: 4, lines: 2, text: '  ' }, []],
  ])('breaks %s', (_title, given, expected) => {
    expect(wrapText(given)).toEqual(expected)
  })
})
