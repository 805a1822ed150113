import { describe, expect, it } from 'vitest'

import { isSameContent } from '../../src/domain/sameContent.ts'

const written = { root: { children: [{ children: [{ text: '春', type: 'text' }], type: 'paragraph' }], type: 'root' } }
const edited = {
  root: {
    children: [
      {
        children: [{ detail: 0, format: 0, mode: 'normal', style: '', text: '春', type: 'text', version: 1 }],
        direction: 'ltr',
        format: '',
        indent: 0,
        textFormat: 0,
        type: 'paragraph',
        version: 1,
      },
    ],
    direction: 'ltr',
    format: '',
    indent: 0,
    type: 'root',
    version: 1,
  },
}

describe('isSameContent', () => {
  it.each([
    ['nothing in whatever form', null, ''],
    ['an empty list and nothing', [], undefined],
    ['a date and its text', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['a rich text and the same after the editor filled in its defaults', written, edited],
  ])('takes %s for the same', (_title, one, other) => {
    expect(isSameContent(one, other)).toBe(true)
  })

  it.each([
    ['another word', '春', '夏'],
    ['bold where there was none', { format: 1, text: '春' }, { format: 0, text: '春' }],
    ['another order of pictures', ['a', 'b'], ['b', 'a']],
    ['zero and nothing', 0, null],
  ])('tells apart %s', (_title, one, other) => {
    expect(isSameContent(one, other)).toBe(false)
  })
})
