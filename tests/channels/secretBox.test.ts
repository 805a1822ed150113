import { describe, expect, it } from 'vitest'

import { createSecretBox } from '../../src/channels/secretBox.ts'

/** Sealed by the first version under the secret of these tests. */
const V1 = 'v1.PcBDC-lPVfONT0HjchJ0ikLwu67Dmdyc2nxXtoVqe8cHjy2r_A'
const box = createSecretBox({ secret: 'a secret of the installation' })

describe('createSecretBox', () => {
  it('opens what it sealed', () => {
    expect(box.open(box.seal('whsec_密钥'))).toBe('whsec_密钥')
  })

  it('seals the same text differently each time and in a versioned form', () => {
    const [one, other] = [box.seal('x'), box.seal('x')]

    expect(one).toMatch(/^v2\.[\da-f]{8}\.[\w-]+$/)
    expect(one).not.toBe(other)
  })

  it('refuses what another secret sealed, without naming either', () => {
    const sealed = createSecretBox({ secret: 'another secret' }).seal('top-secret-value')

    expect(() => box.open(sealed)).toThrow(
      /another secret \(key [\da-f]{8}\): name that secret in CREDENTIALS_OLD_SECRETS/,
    )
    expect(() => box.open(sealed)).not.toThrow(/top-secret-value/)
  })

  it.each([
    ['a plain text', 'whsec_abc'],
    ['an empty text', ''],
    ['a text cut short', 'v1.AAAA'],
    ['another version', box.seal('x').replace('v2.', 'v3.')],
    ['a text of a version that has no key in it', box.seal('x').replace('v2.', 'v1.')],
  ])('refuses %s', (_title, sealed) => {
    expect(() => box.open(sealed)).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION' }))
  })

  it('refuses a text of which one byte was changed', () => {
    const [version, id, packed = ''] = box.seal('amount: 1').split('.')
    const bytes = Buffer.from(packed, 'base64url')

    bytes[bytes.length - 1]! ^= 1

    expect(() => box.open(`${version}.${id}.${bytes.toString('base64url')}`)).toThrow(/was changed/)
  })

  it('opens with former secrets and seals with the one of now', () => {
    const before = createSecretBox({ secret: 'the former secret' })
    const sealed = before.seal('kept')
    const after = createSecretBox({ oldSecrets: ['the former secret'], secret: 'the new secret' })

    expect(after.open(sealed)).toBe('kept')
    expect(after.isCurrent(sealed)).toBe(false)
    expect(after.isCurrent(after.seal('kept'))).toBe(true)
    expect(() => before.open(after.seal('kept'))).toThrow(/another secret/)
  })

  it('opens what was sealed before keys had names', () => {
    const sealed = 'v1.Q1LsOYKlz6Kbm3Xc9CGpZ2bZ3Y2mR9L9D0sUc0fJk1o0'

    expect(() => box.open(sealed)).toThrow(/another secret: name that secret/)
    expect(createSecretBox({ oldSecrets: ['a secret of the installation'], secret: 'new' }).open(V1)).toBe('of before')
  })
})
