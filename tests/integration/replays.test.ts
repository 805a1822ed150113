import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let token: string
let receiver: Receiver
let channel: string
let worker: Sending | null = null

beforeAll(async () => {
  process.env['OUTBOUND_ALLOW'] = '127.0.0.1'
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
})

beforeEach(async () => {
  receiver = await startReceiver((_request, response) => void response.end('{}'))
  channel = await create('channels', {
    credentials: { secret: `whsec_${'A'.repeat(32)}` },
    kind: 'webhook',
    mode: 'live',
    name: '官网',
    settings: { url: receiver.url },
    slug: `site-${new ObjectId().toHexString()}`,
  })
})

afterEach(async () => {
  await worker?.stop()
  worker = null
  await receiver.close()
})

afterAll(() => app.stop())

const ask = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

async function aPost(title = '第一版'): Promise<string> {
  const post = await create('posts', { kind: 'note', title })

  await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

  return post
}

const planFor = (post: string, inMs = HOUR) => ({
  channels: [channel],
  post,
  publishAt: new Date(Date.now() + inMs).toISOString(),
  publishAt_tz: 'Asia/Shanghai',
})

const rowsOf = () =>
  app.db
    .collection<PublicationRow<ObjectId>>(PUBLICATIONS)
    .find({ channel: new ObjectId(channel) })
    .toArray()

const tenTimes = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 10 }, work))

describe('a call that is made ten times at once', () => {
  it('arms one schedule once', async () => {
    const schedule = await create('schedules', planFor(await aPost()))
    const answers = await tenTimes(() => ask('PATCH', `/schedules/${schedule}`, { state: 'armed' }))

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(await rowsOf()).toMatchObject([{ state: 'armed' }])
  })

  it('makes one armed schedule of a post, a channel and a time; the others hear of it', async () => {
    const plan = { ...planFor(await aPost()), state: 'armed' }
    const answers = await tenTimes(() => ask('POST', '/schedules', plan))
    const refused = answers.filter(({ status }) => status !== 201)

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400))
    expect(refused.every(({ text }) => text.includes('ALREADY_ARMED'))).toBe(true)
    expect(await rowsOf()).toMatchObject([{ state: 'armed' }])
  })

  it('cancels one publication once', async () => {
    await create('schedules', { ...planFor(await aPost()), state: 'armed' })
    const [row] = await rowsOf()
    const answers = await tenTimes(() => ask('POST', `/publications/${row?._id}/cancel`))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
    expect(await rowsOf()).toMatchObject([{ fence: Number(row?.fence) + 1, state: 'cancelled' }])
  })
})

describe('a save of the schedule that races with the send', () => {
  /** Saves around the moment of sending, some before and some after; tells what was answered. */
  async function race(data: Record<string, unknown>) {
    worker = await startDrumbeatWorker(app.payload, { version: 'test' })
    const posts: string[] = []
    const startedAt = Date.now()

    for (let index = 0; index < 10; index += 1) {
      posts.push(await aPost())
    }

    // Arming them all takes about twice as long as writing them did, on this machine at this time.
    const writingMs = Date.now() - startedAt
    const dueAt = Date.now() + Math.max(5 * SECOND, 4 * writingMs)
    const armed: string[] = []

    for (const post of posts) {
      const plan = { ...planFor(post), publishAt: new Date(dueAt).toISOString(), state: 'armed' }

      armed.push(await create('schedules', plan))
      await ask('PATCH', `/posts/${post}`, { title: '第二版' })
      await ask('PATCH', `/posts/${post}`, { stage: 'approved' })
    }

    // From so long before the time that the first comes in on a machine that is busy, to half a second after it.
    const beforeMs = Math.max(1_500, writingMs)
    const stepMs = (beforeMs + 500) / (armed.length - 1)

    return Promise.all(
      armed.map(async (schedule, index) => {
        await vi.waitUntil(() => Date.now() >= dueAt - beforeMs + index * stepMs, { interval: 5, timeout: MINUTE })

        return (await ask('PATCH', `/schedules/${schedule}`, data)).status
      }),
    )
  }

  /** A save that met the worker's own write is told to try again, and has written nothing. */
  const isFault = (status: number): boolean => status >= 500 && status !== 503

  const settle = async () => {
    await vi.waitFor(
      async () =>
        expect((await rowsOf()).filter(({ state }) => state !== 'published' && state !== 'cancelled')).toEqual([]),
      { interval: 100, timeout: 40 * SECOND },
    )
  }

  /** Each publication as it stands, with what arrived of it. */
  const results = async () =>
    (await rowsOf()).map(({ _id, content, state }) => ({
      arrived: receiver.received
        .filter(({ headers }) => headers['webhook-id'] === _id)
        .map(({ body }) => body.includes('第二版')),
      isSecond: JSON.stringify(content).includes('第二版'),
      state,
    }))

  it('sends the version that stands in the record, once, whichever of the two was first', async () => {
    const statuses = await race({ rearm: true })

    await settle()
    const sent = await results()

    expect(statuses.filter(isFault)).toEqual([])
    expect(sent.map(({ arrived }) => arrived)).toEqual(sent.map(({ isSecond }) => [isSecond]))
    // Some saves came in time, and some too late.
    expect(new Set(sent.map(({ isSecond }) => isSecond)).size).toBe(2)
  })

  it('sends nothing of what the cancel has reached, and all else once', async () => {
    const statuses = await race({ state: 'cancelled' })

    await settle()
    const sent = await results()

    expect(statuses.filter(isFault)).toEqual([])
    expect(sent.map(({ arrived }) => arrived.length)).toEqual(sent.map(({ state }) => (state === 'cancelled' ? 0 : 1)))
    expect(new Set(sent.map(({ state }) => state)).size).toBe(2)
  })
})
