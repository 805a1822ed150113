import { describe, expect, it } from 'vitest'

import { isSecretPatch, maskSecrets, patchSecrets, SECRET_MASK } from '../../src/domain/secretPatch.ts'

const seal = (plain: string): string => `sealed(${plain})`
const stored = { key: 'sealed(old)', secret: 'sealed(s)' }

describe('patchSecrets', () => {
  it.each([
    ['keeps what is not named', {}, stored],
    ['keeps what comes back as its mask', { key: SECRET_MASK }, stored],
    ['keeps what comes back empty', { key: '' }, stored],
    ['seals what is entered', { key: 'new' }, { ...stored, key: 'sealed(new)' }],
    ['adds a new key', { token: 't' }, { ...stored, token: 'sealed(t)' }],
    ['removes what is set to null', { key: null }, { secret: 'sealed(s)' }],
    ['keeps all when nothing is given', undefined, stored],
  ])('%s', (_title, given, expected) => {
    expect(patchSecrets({ given, seal, stored })).toEqual(expected)
  })
})

describe('maskSecrets', () => {
  it('shows the names and nothing else', () => {
    expect(maskSecrets(stored)).toEqual({ key: SECRET_MASK, secret: SECRET_MASK })
  })
})

describe('isSecretPatch', () => {
  it.each([
    [{ a: 'b' }, true],
    [{ a: null }, true],
    [null, true],
    [['a'], false],
    [{ a: 1 }, false],
    ['a', false],
  ])('says of %j %s', (value, expected) => {
    expect(isSecretPatch(value)).toBe(expected)
  })
})
