import { describe, expect, it } from 'vitest'

import { createSecretBox } from '../../src/channels/secretBox.ts'

const box = createSecretBox({ secret: 'a secret of the installation' })

describe('createSecretBox', () => {
  it('opens what it sealed', () => {
    expect(box.open(box.seal('whsec_密钥'))).toBe('whsec_密钥')
  })

  it('seals the same text differently each time and in a versioned form', () => {
    const [one, other] = [box.seal('x'), box.seal('x')]

    expect(one).toMatch(/^v1\.[\w-]+$/)
    expect(one).not.toBe(other)
  })

  it('refuses what another secret sealed, without naming either', () => {
    const sealed = createSecretBox({ secret: 'another secret' }).seal('top-secret-value')

    expect(() => box.open(sealed)).toThrow(/another PAYLOAD_SECRET/)
    expect(() => box.open(sealed)).not.toThrow(/top-secret-value/)
  })

  it.each([
    ['a plain text', 'whsec_abc'],
    ['an empty text', ''],
    ['a text cut short', 'v1.AAAA'],
    ['another version', box.seal('x').replace('v1.', 'v2.')],
  ])('refuses %s', (_title, sealed) => {
    expect(() => box.open(sealed)).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION' }))
  })

  it('refuses a text of which one byte was changed', () => {
    const bytes = Buffer.from(box.seal('amount: 1').slice(3), 'base64url')

    bytes[bytes.length - 1]! ^= 1

    expect(() => box.open(`v1.${bytes.toString('base64url')}`)).toThrow()
  })
})
