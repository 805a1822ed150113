import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { HOUR, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let worker: Sending
let token: string
let feed: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
  feed = await create('channels', { kind: 'feed', mode: 'live', name: '小程序', slug: 'mini' })
  worker = await startDrumbeatWorker(app.payload, { version: 'test' })
})

afterAll(async () => {
  await worker.stop()
  await app.stop()
})

const asAdmin = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await asAdmin('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

async function publish(given: Record<string, unknown> = {}): Promise<{ post: string; schedule: string }> {
  const post = await create('posts', { excerpt: '三步搞定', kind: 'note', title: '第一版' })

  await asAdmin('PATCH', `/posts/${post}`, { stage: 'approved' })
  const schedule = await create('schedules', {
    channels: [feed],
    post,
    publishAt: new Date(Date.now() + SECOND).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
    ...given,
  })

  return { post, schedule }
}

const findRow = async (schedule: string) => {
  const answer = await asAdmin('GET', `/publications?where[schedule][equals]=${schedule}&depth=0`)

  return (answer.body['docs'] as (PublicationRow & { id: string })[])[0]
}
const findPost = async (id: string, query = '') => (await asAdmin('GET', `/posts/${id}?depth=0${query}`)).body
const until = (check: () => Promise<void>) => vi.waitFor(check, { interval: 100, timeout: 15 * SECOND })

describe('many schedules', () => {
  it('are armed by one change, also on a channel that keeps a distance', async () => {
    const channel = await create('channels', {
      kind: 'feed',
      minGapMinutes: 1,
      mode: 'live',
      name: '官网',
      slug: 'site',
    })
    const ids: string[] = []

    for (let hour = 1; hour <= 12; hour += 1) {
      const publishAt = new Date(Date.now() + hour * HOUR).toISOString()

      ids.push((await publish({ channels: [channel], publishAt, state: 'planned' })).schedule)
    }

    const answer = await asAdmin('PATCH', `/schedules?where[id][in]=${ids.join(',')}`, { state: 'armed' })
    const armed = await asAdmin('GET', `/publications?where[channel][equals]=${channel}&where[state][equals]=armed`)

    expect(answer.body['errors']).toEqual([])
    expect(answer.body['docs']).toHaveLength(12)
    expect(armed.body['totalDocs']).toBe(12)
  })
})

describe('one post, from its schedule to its readers', () => {
  it('goes out on time, and post and schedule follow', async () => {
    const { post, schedule } = await publish()

    await until(async () => expect(await findPost(post)).toMatchObject({ _status: 'published', publishedOn: [feed] }))
    await until(async () => expect((await asAdmin('GET', `/schedules/${schedule}`)).body['state']).toBe('done'))

    const row = await findRow(schedule)

    expect(row).toMatchObject({ attempts: 1, error: null, state: 'published' })
    expect(row?.receipt?.remoteId).toBe(row?.id)
    expect(row?.latenessMs).toBeGreaterThanOrEqual(0)
  })

  it('shows readers the version that was sent while editors go on', async () => {
    const { post } = await publish()

    await until(async () => expect(await findPost(post)).toMatchObject({ _status: 'published' }))
    await asAdmin('PATCH', `/posts/${post}`, { title: '第二版' })

    expect(await findPost(post)).toMatchObject({ _status: 'published', title: '第一版' })
    expect(await findPost(post, '&draft=true')).toMatchObject({ _status: 'draft', stage: 'draft', title: '第二版' })
  })

  it('sends the pinned version even when the post was edited after arming', async () => {
    const { post, schedule } = await publish({ publishAt: new Date(Date.now() + 2 * SECOND).toISOString() })

    await asAdmin('PATCH', `/posts/${post}`, { title: '改坏了' })
    await until(async () => expect(await findPost(post)).toMatchObject({ _status: 'published', title: '第一版' }))

    expect((await findRow(schedule))?.content.post.locales.zh?.title).toBe('第一版')
    expect(await findPost(post, '&draft=true')).toMatchObject({ title: '改坏了' })
  })

  it('comes down at its time, and the post is a draft again', async () => {
    const { post, schedule } = await publish({ unpublishAt: new Date(Date.now() + 3 * SECOND).toISOString() })

    await until(async () => expect(await findPost(post)).toMatchObject({ _status: 'published' }))
    await until(async () => expect(await findPost(post)).toMatchObject({ _status: 'draft', publishedOn: [] }))

    expect((await findRow(schedule))?.state).toBe('withdrawn')
  })

  it('comes down when a person takes it back', async () => {
    const { schedule } = await publish()

    await until(async () => expect((await findRow(schedule))?.state).toBe('published'))
    const answer = await asAdmin('POST', `/publications/${(await findRow(schedule))?.id}/withdraw`)

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    await until(async () => expect((await findRow(schedule))?.state).toBe('withdrawn'))
  })

  it('goes out at once when a person says now', async () => {
    const { schedule } = await publish({ publishAt: new Date(Date.now() + 3_600 * SECOND).toISOString() })

    await asAdmin('POST', `/publications/${(await findRow(schedule))?.id}/publish-now`)
    await until(async () => expect((await findRow(schedule))?.state).toBe('published'))
  })
})
