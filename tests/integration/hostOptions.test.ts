import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createAuthenticator } from '../../src/access/authenticator.ts'
import { databaseOf } from '../../src/database/handles.ts'
import type { Role } from '../../src/domain/roles.ts'
import { openHost } from '../support/openHost.ts'
import type { OpenPayload } from '../support/openPayload.ts'

const PASSWORD = 'a long password'

let app: OpenPayload
const tokens = new Map<string, string>()

/** A host with its own idea of people: `duties` in other words than ours, and a zone of its own. */
beforeAll(async () => {
  app = await openHost({
    collections: [
      {
        slug: 'users',
        admin: { useAsTitle: 'email' },
        auth: true,
        fields: [{ name: 'duties', type: 'select', hasMany: true, options: ['boss', 'reader', 'writer'] }],
      },
    ],
    database: 'host_options',
    options: { roles: ({ duties }) => rolesOf(duties), timeZone: 'America/Sao_Paulo' },
  })

  for (const duty of ['boss', 'reader', 'writer'] as const) {
    const email = `${duty}@example.com`

    await app.payload.create({ collection: 'users', data: { duties: [duty], email, password: PASSWORD } as never })

    const { body } = await app.call('POST', '/users/login', { body: { email, password: PASSWORD } })

    tokens.set(duty, `JWT ${String((body as Record<string, unknown>)['token'])}`)
  }
})

afterAll(async () => {
  await databaseOf(app.payload).dropDatabase()
  await app.close()
})

const rolesOf = (duties: unknown): Role[] =>
  Array.isArray(duties)
    ? duties.flatMap((duty): Role[] => (duty === 'boss' ? ['admin'] : duty === 'writer' ? ['editor'] : []))
    : []

const as = (duty: string): string => tokens.get(duty) ?? ''

const make = (path: string, duty: string, body: object) => app.call('POST', path, { as: as(duty), body })

describe('roles that a host maps', () => {
  it('decide what a person may do by REST', async () => {
    expect((await make('/channels', 'reader', { kind: 'feed', name: '官网', slug: 'site' })).status).toBe(403)
    expect((await make('/channels', 'boss', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })).status).toBe(
      201,
    )
  })

  it('are what the delivery routes know a person by', async () => {
    const authenticate = createAuthenticator({ payload: app.payload })
    const ask = (duty: string) => authenticate({ header: (name) => (name === 'authorization' ? as(duty) : undefined) })

    expect(await ask('boss')).toMatchObject({ kind: 'user', roles: ['admin'] })
    expect(await ask('writer')).toMatchObject({ kind: 'user', roles: ['editor'] })
    expect(await ask('reader')).toMatchObject({ kind: 'user', roles: [] })
    expect((await app.call('GET', '/drumbeat/delivery/v1/channels/site/posts', { as: as('writer') })).status).toBe(200)
    expect((await app.call('GET', '/drumbeat/delivery/v1/channels/site/posts', { as: as('reader') })).status).toBe(403)
  })

  it('leave the host its own first and last administrator', async () => {
    const { docs } = await app.payload.find({ collection: 'users', where: { email: { equals: 'boss@example.com' } } })

    expect((docs[0] as unknown as Record<string, unknown>)['roles'] ?? []).toEqual([])
  })
})

describe('the zone that a host chooses', () => {
  it('is that of new channels and schedules', async () => {
    const channel = await make('/channels', 'boss', { kind: 'feed', mode: 'live', name: '应用', slug: 'app' })
    const post = await make('/posts', 'writer', { kind: 'note', title: '草稿' })
    const schedule = await make('/schedules', 'writer', {
      channels: [channel.body.doc['id']],
      post: post.body.doc['id'],
      publishAt: '2099-11-22T12:00:00.000Z',
    })

    expect(channel.body.doc['timeZone']).toBe('America/Sao_Paulo')
    expect(schedule.body.doc['publishAt_tz']).toBe('America/Sao_Paulo')
  })

  it('is what the admin assumes of a browser that has not told its own', async () => {
    const { body } = await app.call('GET', '/drumbeat/overview', { as: as('writer') })

    expect(body).toMatchObject({ timeZone: 'America/Sao_Paulo' })
    expect(app.payload.config.admin.custom).toMatchObject({ drumbeat: { timeZone: 'America/Sao_Paulo' } })
  })
})
