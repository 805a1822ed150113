import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let token: string
let feed: string
let second: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
  feed = await create('channels', { kind: 'feed', mode: 'live', name: '小程序', slug: 'mini' })
  second = await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
})

afterAll(() => app.stop())

const asAdmin = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await asAdmin('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return String((answer.body['doc'] as { id: string }).id)
}

async function createApprovedPost(title = '秋冬换季护肤指南'): Promise<string> {
  const id = await create('posts', { excerpt: '三步搞定', kind: 'note', title })
  const answer = await asAdmin('PATCH', `/posts/${id}`, { stage: 'approved' })

  expect(answer.status, JSON.stringify(answer.body)).toBe(200)

  return id
}

const aSchedule = (post: string, given: Record<string, unknown> = {}) =>
  create('schedules', {
    channels: [feed],
    post,
    publishAt: new Date(Date.now() + HOUR).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    ...given,
  })

const change = (schedule: string, body: Record<string, unknown>) => asAdmin('PATCH', `/schedules/${schedule}`, body)

const findRows = async (schedule: string) => {
  const answer = await asAdmin('GET', `/publications?where[schedule][equals]=${schedule}&depth=0&sort=dueAt`)

  return answer.body['docs'] as (Omit<PublicationRow, '_id'> & { id: string; dueAt: string })[]
}

const reasonsOf = (answer: RestAnswer): string =>
  JSON.stringify(
    (answer.body['errors'] as { data?: { errors: unknown } }[] | undefined)?.[0]?.data?.errors ?? answer.body,
  )

describe('arming a schedule', () => {
  it('writes one row per channel with the approved text', async () => {
    const schedule = await aSchedule(await createApprovedPost(), { channels: [feed, second] })

    expect((await change(schedule, { state: 'armed' })).status).toBe(200)

    const rows = await findRows(schedule)

    expect(rows.map(({ channel, state }) => ({ channel, state }))).toEqual(
      expect.arrayContaining([
        { channel: feed, state: 'armed' },
        { channel: second, state: 'armed' },
      ]),
    )
    expect(rows[0]?.content.post.locales.zh?.title).toBe('秋冬换季护肤指南')
    expect(rows[0]?.id).toMatch(/^[0-9a-f]{32}$/)
  })

  it('arms what is created armed', async () => {
    expect(await findRows(await aSchedule(await createApprovedPost(), { state: 'armed' }))).toHaveLength(1)
  })

  it('finds the same rows when armed twice', async () => {
    const schedule = await aSchedule(await createApprovedPost())

    await change(schedule, { state: 'armed' })
    await change(schedule, { state: 'planned' })
    const stopped = await findRows(schedule)

    await change(schedule, { state: 'armed' })
    const again = await findRows(schedule)

    expect(stopped.map(({ state }) => state)).toEqual(['cancelled'])
    expect(again.map(({ id, state }) => ({ id, state }))).toEqual([{ id: stopped[0]?.id, state: 'armed' }])
  })

  it('refuses a draft, and leaves the schedule and the ledger as they were', async () => {
    const schedule = await aSchedule(await create('posts', { kind: 'note', title: '未审核' }))
    const answer = await change(schedule, { state: 'armed' })

    expect(answer.status).toBe(400)
    expect(reasonsOf(answer)).toContain('approved')
    expect((await asAdmin('GET', `/schedules/${schedule}`)).body['state']).toBe('planned')
    expect(await findRows(schedule)).toEqual([])
  })

  it('refuses a paused channel', async () => {
    const paused = await create('channels', { kind: 'feed', mode: 'paused', name: '暂停中', slug: 'paused' })
    const answer = await change(await aSchedule(await createApprovedPost(), { channels: [paused] }), { state: 'armed' })

    expect(answer.status).toBe(400)
    expect(reasonsOf(answer)).toContain('paused')
  })

  it('refuses what another schedule already sends at that time', async () => {
    const post = await createApprovedPost()
    const publishAt = new Date(Date.now() + 2 * HOUR).toISOString()

    await aSchedule(post, { publishAt, state: 'armed' })
    const answer = await change(await aSchedule(post, { publishAt }), { state: 'armed' })

    expect(answer.status).toBe(400)
    expect(reasonsOf(answer)).toContain('already')
  })
})

describe('a schedule with bad input', () => {
  const post = (body: Record<string, unknown>) => asAdmin('POST', '/schedules', body)
  const good = async () => ({
    channels: [feed],
    post: await createApprovedPost(),
    publishAt: new Date(Date.now() + HOUR).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
  })

  it.each([
    ['an unknown zone', { publishAt_tz: 'Asia/Shangri-La' }],
    ['a past date', { publishAt: '2020-01-01T00:00:00.000Z' }],
    ['no channel', { channels: [] }],
    ['a channel that does not exist', { channels: ['0123456789abcdef01234567'] }],
    ['no post', { post: null }],
  ])('is refused for %s', async (_title, given) => {
    const answer = await post({ ...(await good()), ...given })

    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
  })

  it('takes a past moment as publish now', async () => {
    const answer = await post({ ...(await good()), publishAt: '2020-01-01T00:00:00.000Z', publishNow: true })
    const rows = await findRows(String((answer.body['doc'] as { id: string }).id))

    expect(rows).toHaveLength(1)
    expect(Math.abs(Date.now() - new Date(String(rows[0]?.dueAt)).getTime())).toBeLessThan(MINUTE)
  })
})

describe('an armed schedule', () => {
  it('moves with its rows, and keeps what is pinned', async () => {
    const post = await createApprovedPost('第一版')
    const schedule = await aSchedule(post, { state: 'armed' })
    const publishAt = new Date(Date.now() + 3 * HOUR).toISOString()

    await asAdmin('PATCH', `/posts/${post}`, { title: '第二版' })
    expect((await change(schedule, { publishAt })).status).toBe(200)

    const rows = await findRows(schedule)

    expect(rows.map(({ dueAt, state }) => ({ dueAt, state }))).toEqual([
      { dueAt: expect.any(String) as string, state: 'cancelled' },
      { dueAt: publishAt, state: 'armed' },
    ])
    expect(rows[1]?.content.post.locales.zh?.title).toBe('第一版')
  })

  it('takes the newest version only when asked to, and only an approved one', async () => {
    const post = await createApprovedPost('第一版')
    const schedule = await aSchedule(post, { state: 'armed' })

    expect((await asAdmin('PATCH', `/posts/${post}`, { title: '第二版' })).body['doc']).toMatchObject({
      stage: 'draft',
    })
    expect((await change(schedule, { rearm: true })).status).toBe(400)

    await asAdmin('PATCH', `/posts/${post}`, { stage: 'approved' })
    expect((await findRows(schedule))[0]?.content.post.locales.zh?.title).toBe('第一版')
    expect((await change(schedule, { rearm: true })).status).toBe(200)
    expect((await findRows(schedule))[0]?.content.post.locales.zh?.title).toBe('第二版')
  })

  it('does not move while a row is being sent', async () => {
    const schedule = await aSchedule(await createApprovedPost(), { state: 'armed' })
    const [row] = await findRows(schedule)

    await app.db
      .collection<PublicationRow>(PUBLICATIONS)
      .updateOne({ _id: String(row?.id) }, { $set: { state: 'sending' } })

    expect((await change(schedule, { publishAt: new Date(Date.now() + 5 * HOUR).toISOString() })).status).toBe(400)
    expect((await change(schedule, { state: 'cancelled' })).status).toBe(400)
    expect((await findRows(schedule)).map(({ state }) => state)).toEqual(['sending'])
  })

  it('is done when its rows are, and not because somebody says so', async () => {
    const schedule = await aSchedule(await createApprovedPost(), { state: 'armed' })
    const answer = await change(schedule, { state: 'done' })

    expect([answer.status, reasonsOf(answer)]).toEqual([400, expect.stringContaining('STATE')])
    expect((await findRows(schedule)).map(({ state }) => state)).toEqual(['armed'])
    expect((await change(schedule, { state: 'cancelled' })).status).toBe(200)
    expect((await findRows(schedule)).map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('stops its rows when it is cancelled or deleted', async () => {
    const cancelled = await aSchedule(await createApprovedPost(), { state: 'armed' })
    const deleted = await aSchedule(await createApprovedPost(), { state: 'armed' })

    await change(cancelled, { state: 'cancelled' })
    await asAdmin('DELETE', `/schedules/${deleted}`)

    expect((await findRows(cancelled)).map(({ state }) => state)).toEqual(['cancelled'])
    expect((await findRows(deleted)).map(({ state }) => state)).toEqual(['cancelled'])
  })
})

describe('a person acting on a publication', () => {
  const act = (id: string, action: string, body?: unknown) => asAdmin('POST', `/publications/${id}/${action}`, body)
  const aRow = async (given: Partial<PublicationRow> = {}): Promise<string> => {
    const [row] = await findRows(await aSchedule(await createApprovedPost(), { state: 'armed' }))

    await app.db.collection<PublicationRow>(PUBLICATIONS).updateOne({ _id: String(row?.id) }, { $set: given })

    return String(row?.id)
  }

  it('publishes now: due at this moment', async () => {
    const answer = await act(await aRow(), 'publish-now')

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body['doc']).toMatchObject({ error: null, state: 'armed' })
    expect(new Date((answer.body['doc'] as { dueAt: string }).dueAt).getTime()).toBeLessThanOrEqual(Date.now() + MINUTE)
  })

  it('retries what failed with fresh attempts', async () => {
    const answer = await act(await aRow({ attempts: 5, state: 'failed' }), 'retry')

    expect(answer.body['doc']).toMatchObject({ attempts: 0, state: 'armed' })
  })

  it.each([
    ['retry', { state: 'sending' }, 409],
    ['cancel', { state: 'published' }, 409],
    ['resolve', { state: 'unconfirmed' }, 400],
  ] as const)('is told why %s does not fit', async (action, given, status) => {
    const answer = await act(await aRow(given), action)

    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body['errors'])).toContain('message')
  })

  it('gets 404 for a publication that is not there and 401 without a session', async () => {
    expect((await act('0'.repeat(32), 'cancel')).status).toBe(404)
    expect((await app.rest('POST', `/publications/${await aRow()}/cancel`)).status).toBe(401)
  })

  it('leaves a trace', async () => {
    const id = await aRow()

    await act(id, 'cancel', { reason: '活动取消' })

    expect(await app.db.collection('audit-events').findOne({ subjectId: id })).toMatchObject({
      action: 'publication.cancel',
      reason: '活动取消',
    })
  })
})
