import { describe, expect, it } from 'vitest'

import { hasCapability } from '../../src/domain/channelManifest.ts'

const capability = (isGranted: boolean) => ({
  checkedOn: '2026-11-22',
  isGranted,
  label: { en: 'Mass send', zh: '群发' },
  note: { en: 'Verified accounts.', zh: '认证账号可用。' },
})
const manifest = { capabilities: { mass: capability(false), publish: capability(true) } }

describe('hasCapability', () => {
  it.each([
    ['what the kind grants', 'publish', {}, true],
    ['what the kind does not grant', 'mass', {}, false],
    ['what was granted to the account', 'mass', { mass: true }, true],
    ['what was taken from the account', 'publish', { publish: false }, false],
    ['nothing that nobody knows', 'other', {}, false],
  ])('knows %s', (_title, name, capabilities, expected) => {
    expect(hasCapability({ limits: { capabilities }, manifest, name })).toBe(expected)
  })
})
