import { describe, expect, it } from 'vitest'

import { redact } from '../../../src/channels/api/redact.ts'

describe('redact', () => {
  it.each([
    ['a secret', 'no such bot 12345:abc', ['12345:abc'], 'no such bot •••'],
    ['its form in an address', 'GET /a%2Fb', ['a/b_'.slice(0, 3), 'a/b'], 'GET /a%2Fb'],
    ['its form in an address, when long enough', 'GET /a%2Fb%3Dc', ['a/b=c'], 'GET /•••'],
    ['its form in JSON', String.raw`{"p":"a\"bcd"}`, ['a"bcd'], '{"p":"•••"}'],
    ['the longer of two first', 'token abcdefgh', ['abcd', 'abcdefgh'], 'token •••'],
    ['a token of somebody else', 'url?access_token=xyz&a=1', [], 'url?access_token=•••&a=1'],
    ['a field of JSON', '{"appSecret": "xyz", "a": 1}', [], '{"appSecret": "•••", "a": 1}'],
    ['a bearer', 'Authorization was Bearer xyz.abc', [], 'Authorization was Bearer •••'],
    ['nothing for an ordinary word', 'the key of it', ['it'], 'the key of it'],
  ])('hides %s', (_title, text, secrets, shown) => {
    expect(redact(text, secrets)).toBe(shown)
  })

  it('is short', () => {
    expect(redact('x'.repeat(100_000), [])).toHaveLength(300)
  })
})
