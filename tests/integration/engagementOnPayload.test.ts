import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Route, RouteResponse } from '../../src/domain/http.ts'
import { API_CLIENTS, CHALLENGES, OFFERS, POSTS, SUBMISSIONS, USERS } from '../../src/domain/slugs.ts'
import { routesOf } from '../../src/plugin/routes.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import type { OpenPayload } from '../support/openPayload.ts'
import { openPayload } from '../support/openPayload.ts'

const KEY = randomUUID()

let running: OpenPayload
let asAnalyst: string
let post: string

beforeAll(async () => {
  running = await openPayload(`engagement_payload_${randomUUID().slice(0, 8)}`)
  const { payload } = running
  const account = { email: 'analyst@drumbeat.test', password: randomUUID() }

  await payload.create({ collection: USERS, data: { ...account, roles: ['analyst'] } as never })
  await payload.create({
    collection: API_CLIENTS,
    data: { apiKey: KEY, enableAPIKey: true, name: '小程序商城', scopes: ['engagement:write'] },
  })
  asAnalyst = `JWT ${(await payload.login({ collection: USERS, data: account })).token}`
  post = String((await payload.create({ collection: POSTS, data: { title: '春日口红' } as never })).id)
})

afterAll(async () => {
  await servicesOf(running.payload).engagement.close()
  await running.close()
})

const totals = async (kind: 'challenge' | 'offer' | 'post', id: string) =>
  (await servicesOf(running.payload).engagement.figures.forSubject({ id, days: 1, kind })).totals

const aChallenge = (title: string) =>
  running.payload.create({
    collection: CHALLENGES,
    data: { endAt: '2027-01-31T16:00:00Z', hashtag: title, startAt: '2027-01-01T16:00:00Z', title } as never,
  })

const send = (event: object, authorization?: string): Promise<RouteResponse> => {
  const route = routesOf(running.payload).find(
    ({ method, path }) => method === 'POST' && path.endsWith('/events'),
  ) as Route
  const events = [{ id: randomUUID(), occurredAt: new Date().toISOString(), ...event }]

  return Promise.resolve(
    route.handle({
      body: new TextEncoder().encode(JSON.stringify({ events })),
      header: (name) => (name === 'authorization' ? authorization : undefined),
      ip: '192.0.2.1',
      method: 'POST',
      params: {},
      query: new URLSearchParams(),
    }),
  )
}

describe('hooks that tell engagement', () => {
  it('count a submission for its challenge', async () => {
    const { payload } = running
    const { id } = await aChallenge('春日妆')

    await payload.create({ collection: SUBMISSIONS, data: { challenge: id, title: '我的春日妆' } as never })

    await vi.waitFor(async () => expect(await totals('challenge', String(id))).toEqual({ submission: 1 }))
  })

  it('tell nothing of a submission whose save was rolled back', async () => {
    const { payload } = running
    const { id } = await aChallenge('夏日妆')
    const transactionID = await payload.db.beginTransaction()
    const req = { transactionID: String(transactionID) }

    await payload.create({
      collection: SUBMISSIONS,
      data: { challenge: id, title: '撤回' } as never,
      req: req,
    })
    await payload.db.rollbackTransaction(String(transactionID))
    await payload.create({ collection: SUBMISSIONS, data: { challenge: id, title: '保留' } as never })

    await vi.waitFor(async () => expect(await totals('challenge', String(id))).toEqual({ submission: 1 }))
  })
})

describe('POST /engagement/v1/events with real keys', () => {
  it('takes an order from a machine with its key, and from nobody else', async () => {
    const order = { post, type: 'order', value: { amountMinor: 9_900, currency: 'CNY' } }

    expect((await send(order)).status).toBe(401)
    expect((await send(order, `api-clients API-Key ${randomUUID()}`)).status).toBe(401)
    expect((await send(order, `api-clients API-Key ${KEY}`)).status).toBe(202)
    expect(await totals('post', post)).toMatchObject({ order: 1 })
  })
})

describe('the redeemed count of an offer', () => {
  it('follows redemption events exactly once, however often and by how many they are told', async () => {
    const { payload } = running
    const made = await payload.create({
      collection: OFFERS,
      data: { kind: 'coupon', name: '满减券', redeemed: 40, stock: 5 } as never,
      overrideAccess: false,
      user: { collection: USERS, id: 'x', roles: ['admin'] },
    })
    const offer = String(made.id)
    const key = `api-clients API-Key ${KEY}`
    const tell = (ids: string[]) =>
      Promise.all(ids.map((id) => send({ id, member: 'm', offer, type: 'redemption' }, key)))
    const ids = [randomUUID(), randomUUID(), randomUUID()]

    await tell([...ids, ...ids])
    await tell(ids)

    const { left, redeemed } = await payload.findByID({ collection: OFFERS, id: offer })

    expect({ left, redeemed }).toEqual({ left: 2, redeemed: 3 })
    expect(await totals('offer', offer)).toEqual({ redemption: 3 })
  })
})

describe('GET /api/posts/:id/figures', () => {
  const read = (path: string, as?: string) => running.call('GET', path, as === undefined ? {} : { as })

  it('shows people what a post did, day by day', async () => {
    await send({ post, type: 'like' })
    const { body, status } = await read(`/posts/${post}/figures?days=3`, asAnalyst)

    expect(status).toBe(200)
    expect(body).toMatchObject({ publications: [], totals: { like: 1 } })
    expect(body['days']).toHaveLength(3)
  })

  it.each([
    ['nobody', () => [`/posts/${post}/figures`, undefined], 401],
    ['a machine', () => [`/posts/${post}/figures`, `api-clients API-Key ${KEY}`], 403],
    ['a post that is not there', () => [`/posts/${'0'.repeat(24)}/figures`, asAnalyst], 404],
    ['an id that is none', () => ['/channels/x/figures', asAnalyst], 404],
    ['no days', () => [`/posts/${post}/figures?days=0`, asAnalyst], 400],
    ['a zone that nobody knows', () => [`/posts/${post}/figures?timeZone=Mars/Base`, asAnalyst], 400],
  ] as [string, () => [string, string | undefined], number][])('refuses %s', async (_title, ask, status) => {
    expect(await read(...ask())).toMatchObject({ body: { errors: [{}] }, status })
  })
})
