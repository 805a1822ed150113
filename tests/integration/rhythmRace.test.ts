import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let token: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
})

afterAll(() => app.stop())

const RACERS = 10

const ask = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

let count = 0

async function aChannel(given: Record<string, unknown>): Promise<string> {
  count += 1

  return create('channels', {
    kind: 'feed',
    mode: 'live',
    name: `渠道 ${count}`,
    slug: `race-${count}`,
    timeZone: 'Asia/Shanghai',
    ...given,
  })
}

/** Ten posts of one person are one after the other; what races are the schedules. */
async function posts(): Promise<string[]> {
  const ids: string[] = []

  for (let each = 0; each < RACERS; each += 1) {
    const id = await create('posts', { kind: 'note', title: `第 ${(count += 1)} 篇` })

    await ask('PATCH', `/posts/${id}`, { stage: 'approved' })
    ids.push(id)
  }

  return ids
}

/** Noon in Shanghai, so many days ahead. */
const noon = (days: number): string =>
  `${new Date(Date.now() + 8 * HOUR + days * DAY).toISOString().slice(0, 10)}T04:00:00.000Z`

const schedule = (channel: string, post: string, given: Record<string, unknown> = {}) => ({
  channels: [channel],
  post,
  publishAt: noon(3),
  publishAt_tz: 'Asia/Shanghai',
  state: 'armed',
  ...given,
})

async function timesOf(channel: string): Promise<number[]> {
  const rows = await app.db
    .collection<PublicationRow<ObjectId>>(PUBLICATIONS)
    .find({ channel: new ObjectId(channel), state: 'armed' })
    .sort({ dueAt: 1 })
    .toArray()

  return rows.map(({ dueAt }) => dueAt.getTime())
}

const gapsOf = (times: readonly number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0))

describe('many who arm on one channel at one moment', () => {
  it('keep its gap, and all of them are answered', async () => {
    const channel = await aChannel({ minGapMinutes: 60 })
    const armed = await Promise.all((await posts()).map((post) => ask('POST', '/schedules', schedule(channel, post))))

    expect(armed.map(({ status }) => status)).toEqual(armed.map(() => 201))
    const times = await timesOf(channel)

    expect(times).toHaveLength(RACERS)
    expect(Math.min(...gapsOf(times))).toBeGreaterThanOrEqual(HOUR)
  })

  it('keep its most of a day', async () => {
    const channel = await aChannel({ maxPerDay: 3 })
    const planned = await Promise.all(
      (await posts()).map((post) => create('schedules', schedule(channel, post, { state: 'planned' }))),
    )
    const armed = await Promise.all(planned.map((id) => ask('PATCH', `/schedules/${id}`, { state: 'armed' })))

    expect(armed.map(({ status }) => status)).toEqual(armed.map(() => 200))
    const perDay = new Map<string, number>()

    for (const at of await timesOf(channel)) {
      const day = new Date(at + 8 * HOUR).toISOString().slice(0, 10)

      perDay.set(day, (perDay.get(day) ?? 0) + 1)
    }

    expect([...perDay.values()]).toEqual([3, 3, 3, 1])
  })

  it('keep the gap where they move what is armed, in transactions that have begun to read', async () => {
    const channel = await aChannel({ minGapMinutes: 30 })
    const ids: string[] = []

    for (const [index, post] of (await posts()).slice(0, 5).entries()) {
      ids.push(await create('schedules', schedule(channel, post, { publishAt: noon(10 + 2 * index) })))
    }

    const moved = await Promise.all(
      ids.map((id) => ask('POST', `/schedules/${id}/move`, { publishAt: noon(5), publishAt_tz: 'Asia/Shanghai' })),
    )

    expect(moved.map(({ status }) => status)).toEqual(moved.map(() => 200))
    expect(Math.min(...gapsOf(await timesOf(channel)))).toBeGreaterThanOrEqual(30 * MINUTE)
  })
})
