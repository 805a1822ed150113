import { describe, expect, it } from 'vitest'

import { decideAccess, to, toSome } from '../../src/access/grants.ts'
import { findClient, findPerson } from '../../src/access/people.ts'

const aPerson = (...roles: Parameters<typeof to>) => ({ canSeeFees: false, id: 'p', roles })
const own = ({ id }: { id: string }) => ({ id: { equals: id } })

describe('decideAccess', () => {
  it.each([
    ['refuses strangers', null, false],
    ['refuses a role that is not named', aPerson('analyst'), false],
    ['grants a role that is', aPerson('editor'), true],
    ['grants by query', aPerson('reviewer'), { id: { equals: 'p' } }],
    ['takes the widest of several roles', aPerson('reviewer', 'editor'), true],
  ] as const)('%s', (_title, person, expected) => {
    expect(decideAccess({ ...to('admin', 'editor'), ...toSome(own, 'reviewer') }, person)).toEqual(expected)
  })

  it('joins the queries of several roles', () => {
    const grants = { ...toSome(own, 'editor'), ...toSome(() => ({ kind: { equals: 'x' } }), 'analyst') }

    expect(decideAccess(grants, aPerson('editor', 'analyst'))).toEqual({
      or: [{ id: { equals: 'p' } }, { kind: { equals: 'x' } }],
    })
  })
})

describe('findPerson', () => {
  it.each([
    ['nobody', null],
    ['a machine', { id: 'm', collection: 'api-clients', roles: ['admin'] }],
    ['a person without a role', { id: 'p', collection: 'users', roles: [] }],
    ['a person of roles that nobody knows', { id: 'p', collection: 'users', roles: ['root'] }],
    ['a login of another collection', { id: 'p', collection: 'customers' }],
  ])('finds none in %s', (_title, user) => {
    expect(findPerson(user as never)).toBeNull()
  })
})

describe('findClient', () => {
  it('reads channels whether they are populated or not', () => {
    const user = {
      id: 'm',
      channels: ['a', { id: 'b' }],
      collection: 'api-clients',
      enabled: true,
      scopes: ['delivery:read'],
    }

    expect(findClient(user as never)).toEqual({ channels: ['a', 'b'], id: 'm', scopes: ['delivery:read'] })
  })

  it('finds none in a client that is switched off', () => {
    expect(findClient({ id: 'm', collection: 'api-clients', enabled: false } as never)).toBeNull()
  })
})
