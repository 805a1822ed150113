import { describe, expect, it } from 'vitest'

import { findBodyMedia } from '../../src/domain/bodyMedia.ts'

const upload = (value: unknown) => ({ relationTo: 'media', type: 'upload', value })
const body = (...children: unknown[]) => ({ root: { children, type: 'root' } })

describe('findBodyMedia', () => {
  it.each([
    ['an upload by its id', body(upload('a')), ['a']],
    ['an upload as a document', body(upload({ id: 'a' })), ['a']],
    ['an upload as the database has it', body(upload({ toHexString: () => 'a' })), ['a']],
    ['one deep inside', body({ children: [{ children: [upload('a')], type: 'quote' }], type: 'list' }), ['a']],
    ['the picture of a card', body({ fields: { image: 'a', blockType: 'productCard' }, type: 'block' }), ['a']],
    ['each once, in order', body(upload('b'), upload('a'), upload('b')), ['b', 'a']],
    ['nothing in a text without pictures', body({ text: 'a', type: 'text' }), []],
    ['nothing in nothing', null, []],
  ])('finds %s', (_title, given, expected) => {
    expect(findBodyMedia(given)).toEqual(expected)
  })
})
