import type { CollectionSlug } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Role } from '../../src/domain/roles.ts'
import { ROLES } from '../../src/domain/roles.ts'
import { LETTERS, MATRIX, type Operation } from '../support/accessMatrix.ts'
import { createFixtures, type Fixtures } from '../support/fixtures.ts'
import { type Answer, fieldErrors, openPayload, type OpenPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

const KEY = 'a-key-that-only-this-test-knows-0001'
const MACHINE = { authorization: `api-clients API-Key ${KEY}` }

let app: OpenPayload
let as: Record<Role, string>
let first: Answer
let fixtures: Fixtures

beforeAll(async () => {
  app = await openPayload('access')
  first = await app.call('POST', '/users/first-register', {
    body: { email: 'first@drumbeat.test', password: 'correct-horse-battery' },
  })
  as = await signIn(app)
  fixtures = createFixtures(app)
  await fixtures.make('api-clients', { name: 'puller', apiKey: KEY, enableAPIKey: true, scopes: ['delivery:read'] })
})

afterAll(() => app.close())

/** Does it for real, over REST, and tells whether it was allowed. */
const attempt: Record<Operation, (slug: CollectionSlug, authorization: string | undefined) => Promise<boolean>> = {
  async create(slug, authorization) {
    const { status } = await send('POST', `/${slug}`, authorization, await fixtures.dataFor(slug))

    return status === 201
  },
  async delete(slug, authorization) {
    const id = await fixtures.make(slug)

    return (await send('DELETE', `/${slug}/${id}`, authorization)).status === 200
  },
  async read(slug, authorization) {
    const id = await fixtures.one(slug)
    const one = await send('GET', `/${slug}/${id}?depth=0`, authorization)
    const list = await send('GET', `/${slug}?where[id][equals]=${id}&depth=0`, authorization)
    const isListed = list.status === 200 && list.body.docs.length === 1

    expect(isListed).toBe(one.status === 200)

    return isListed
  },
  async update(slug, authorization) {
    return (await send('PATCH', `/${slug}/${await fixtures.one(slug)}`, authorization, {})).status === 200
  },
}

const send = (method: string, path: string, authorization: string | undefined, body?: unknown): Promise<Answer> =>
  app.call(method, path, {
    ...(authorization === undefined ? {} : { as: authorization }),
    ...(body === undefined ? {} : { body }),
  })

describe('the access matrix', () => {
  it('speaks of every collection', () => {
    const ours = app.payload.config.collections.map(({ slug }) => slug).filter((slug) => !slug.startsWith('payload-'))

    expect(ours.sort()).toEqual(Object.keys(MATRIX).sort())
  })

  const cells = Object.entries(MATRIX).flatMap(([slug, row]) =>
    Object.entries(row).map(([operation, letters]) => ({
      letters,
      operation: operation as Operation,
      slug: slug as CollectionSlug,
    })),
  )

  it.each(cells)('lets only $letters $operation $slug', async ({ letters, operation, slug }) => {
    const allowed: string[] = []

    for (const [letter, role] of Object.entries(LETTERS)) {
      if (await attempt[operation](slug, as[role])) {
        allowed.push(letter)
      }
    }

    expect(allowed.sort().join('')).toBe([...letters].sort().join(''))
    expect(await attempt[operation](slug, MACHINE.authorization)).toBe(false)
    expect(await attempt[operation](slug, undefined)).toBe(false)
  })

  it('shows former versions of posts to people of the admin alone', async () => {
    await fixtures.one('posts')

    const statuses = [as.analyst, MACHINE.authorization, undefined].map(
      async (authorization) => (await send('GET', '/posts/versions', authorization)).status,
    )

    expect(await Promise.all(statuses)).toEqual([200, 403, 403])
  })

  it('keeps machines out of what Payload stores for itself', async () => {
    for (const slug of ['payload-locked-documents', 'payload-preferences']) {
      expect((await send('GET', `/${slug}`, MACHINE.authorization)).status).toBe(403)
    }
  })
})

describe('the first user', () => {
  it('becomes administrator with no more than an address and a password', () => {
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ token: expect.any(String) as string, user: { name: 'first', roles: ['admin'] } })
  })

  it('is the only one who registers', async () => {
    const { status } = await app.call('POST', '/users/first-register', {
      body: { email: 'second@drumbeat.test', password: 'correct-horse-battery' },
    })

    expect(status).toBe(403)
  })
})

describe('roles', () => {
  const idOf = async (role: Role) => {
    const { docs } = await app.payload.find({
      collection: 'users',
      where: { email: { equals: `${role}@drumbeat.test` } },
    })

    return String(docs[0]?.id)
  }

  it.each(ROLES.filter((role) => role !== 'admin'))('are not raised by a person of role %s', async (role) => {
    const id = await idOf(role)
    const { status } = await app.call('PATCH', `/users/${id}`, {
      as: as[role],
      body: { canSeeFees: true, name: 'still me', roles: ['admin'] },
    })

    expect(status).toBe(200)
    expect(await app.payload.findByID({ id, collection: 'users' })).toMatchObject({
      canSeeFees: false,
      name: 'still me',
      roles: [role],
    })
  })

  it('are not given to others by an editor', async () => {
    const { status } = await app.call('PATCH', `/users/${await idOf('analyst')}`, {
      as: as.editor,
      body: { roles: ['admin'] },
    })

    expect(status).toBe(403)
  })

  it('always leave one administrator', async () => {
    const admins = await app.payload.find({
      collection: 'users',
      pagination: false,
      where: { roles: { contains: 'admin' } },
    })
    const me = await idOf('admin')

    for (const { id } of admins.docs.filter((admin) => String(admin.id) !== me)) {
      expect((await app.call('DELETE', `/users/${String(id)}`, { as: as.admin })).status).toBe(200)
    }

    const demoted = await app.call('PATCH', `/users/${me}`, { as: as.admin, body: { roles: ['editor'] } })
    const deleted = await app.call('DELETE', `/users/${me}`, { as: as.admin })

    expect(fieldErrors(demoted)).toEqual([
      { message: expect.stringContaining('last administrator') as string, path: 'roles' },
    ])
    expect(deleted.status).toBe(400)
  })

  it('of nobody open nothing', async () => {
    await app.payload.create({
      collection: 'users',
      data: { email: 'none@drumbeat.test', password: 'correct-horse-battery', roles: [] },
    })

    const { body } = await app.call('POST', '/users/login', {
      body: { email: 'none@drumbeat.test', password: 'correct-horse-battery' },
    })
    const answer = await app.call('GET', '/posts', { as: `JWT ${String((body as Record<string, unknown>)['token'])}` })

    expect(answer.status).toBe(403)
  })
})

describe('what a role sees of a document', () => {
  const read = (path: string, role: Role) => app.call('GET', `${path}?depth=0`, { as: as[role] })

  it('leaves fees out for editors, unless an administrator allows it', async () => {
    const id = await fixtures.make('collaborations', {
      fees: [{ amount: { amountMinor: 500_000, currency: 'CNY' }, kind: 'fee' }],
    })

    expect((await read(`/collaborations/${id}`, 'editor')).body).not.toHaveProperty('fees.0')
    expect((await read(`/collaborations/${id}`, 'kol-manager')).body).toHaveProperty(
      'fees.0.amount.amountMinor',
      500_000,
    )

    const { docs } = await app.payload.find({
      collection: 'users',
      where: { email: { equals: 'editor@drumbeat.test' } },
    })

    await app.payload.update({ id: String(docs[0]?.id), collection: 'users', data: { canSeeFees: true } })
    expect((await read(`/collaborations/${id}`, 'editor')).body).toHaveProperty('fees.0.amount.amountMinor', 500_000)
  })

  it('leaves contacts of partners to those who work with them', async () => {
    const id = await fixtures.make('kol-partners', { contact: { phone: '13800138000' } })

    expect((await read(`/kol-partners/${id}`, 'analyst')).body).not.toHaveProperty('contact')
    expect((await read(`/kol-partners/${id}`, 'kol-manager')).body).toHaveProperty('contact.phone', '13800138000')
  })

  it('leaves who a member is to community managers', async () => {
    const id = await fixtures.make('members', { nickname: '小满' })

    expect((await read(`/members/${id}`, 'analyst')).body).not.toHaveProperty('nickname')
    expect((await read(`/members/${id}`, 'community-manager')).body).toHaveProperty('nickname', '小满')
  })

  it('lets a KOL manager edit the posts of collaborations, and no others', async () => {
    const collaboration = await fixtures.make('collaborations')
    const theirs = await fixtures.make('posts', { collaboration })
    const answer = await app.call('PATCH', `/posts/${theirs}`, { as: as['kol-manager'], body: { excerpt: '合作' } })

    expect(answer.status).toBe(200)
  })

  it('shows a case to the one who has to settle it', async () => {
    const { docs } = await app.payload.find({
      collection: 'users',
      where: { email: { equals: 'reviewer@drumbeat.test' } },
    })
    const id = await fixtures.make('cases', { assignee: docs[0]?.id })

    expect((await read(`/cases/${id}`, 'reviewer')).status).toBe(200)
    expect((await read(`/cases/${id}`, 'editor')).status).toBe(404)
  })

  it('lets editors pause a channel, but not touch its account', async () => {
    const id = await fixtures.make('channels')
    const { status } = await app.call('PATCH', `/channels/${id}`, {
      as: as.editor,
      body: { credentials: { secret: 'mine' }, mode: 'paused', settings: { url: 'https://evil.example' } },
    })

    expect(status).toBe(200)
    expect(await app.payload.findByID({ id, collection: 'channels' })).toMatchObject({
      credentials: {},
      mode: 'paused',
      settings: {},
    })
  })
})
