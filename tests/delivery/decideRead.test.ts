import { describe, expect, it } from 'vitest'

import { decideRead } from '../../src/delivery/decideRead.ts'
import type { Principal } from '../../src/domain/http.ts'

const ours = { id: 'ours', isPublic: false }
const open = { id: 'open', isPublic: true }
const client: Principal = { id: 'c', channels: ['ours'], kind: 'api-client', scopes: ['delivery:read'] }
const writer: Principal = { ...client, scopes: ['engagement:write'] }
const editor: Principal = { id: 'u', kind: 'user', roles: ['editor'] }
const nobodyYet: Principal = { id: 'u', kind: 'user', roles: [] }

describe('decideRead', () => {
  it.each([
    ['lets a client read its channel', { channel: ours, isFeed: false, principal: client }, 'allow'],
    ['hides a channel of others', { channel: open, isFeed: false, principal: client }, 'hide'],
    ['hides a channel that is not there', { channel: null, isFeed: false, principal: client }, 'hide'],
    ['asks a client for its scope first', { channel: null, isFeed: false, principal: writer }, 'scope-missing'],
    ['lets people of the admin read all', { channel: ours, isFeed: false, principal: editor }, 'allow'],
    ['keeps out a person without a role', { channel: ours, isFeed: false, principal: nobodyYet }, 'scope-missing'],
    ['lets anybody read a public feed', { channel: open, isFeed: true, principal: null }, 'allow'],
    ['asks a stranger to sign in for anything else', { channel: open, isFeed: false, principal: null }, 'sign-in'],
    ['asks a stranger the same for no channel', { channel: null, isFeed: true, principal: null }, 'sign-in'],
  ] as const)('%s', (_title, given, expected) => {
    expect(decideRead(given)).toBe(expected)
  })
})
