import ICAL from 'ical.js'
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { rowsOf } from '../../jobs/ledger/rows.ts'
import { MAX_ENTRIES } from '../../src/calendar/readEntries.ts'
import { CALENDAR_TOKENS, SCHEDULES } from '../../src/domain/slugs.ts'
import { DAY, HOUR } from '../../src/domain/duration.ts'
import { closeRoutes, routesOf } from '../../src/plugin/routes.ts'
import { aPublication } from '../support/aPublication.ts'
import { createRouteCaller } from '../support/routeCaller.ts'
import { startTestApp, type TestApp } from '../support/testApp.ts'

const PERSON = { email: 'editor@example.com', password: 'a long password' }

let admin: string
let app: TestApp
let call: ReturnType<typeof createRouteCaller>
let editor: string
let editorId: string
let mini: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  admin = String(registered.body['token'])
  editorId = await create('users', { ...PERSON, name: '林小满', roles: ['editor'] })
  editor = String((await app.rest('POST', '/users/login', { body: PERSON })).body['token'])
  call = createRouteCaller(routesOf(app.payload))

  mini = await create('channels', { kind: 'feed', mode: 'live', name: '小程序', slug: 'mini' })
  const post = await create('posts', { kind: 'note', title: '秋冬换季护肤指南' })

  await create('schedules', {
    channels: [mini],
    post,
    publishAt: new Date(Date.now() + HOUR).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
  })
})

beforeEach(() => app.rest('DELETE', '/schedules/calendar/token', { token: editor }))

afterAll(async () => {
  await closeRoutes(app.payload)
  await app.stop()
})

async function create(collection: string, body: object): Promise<string> {
  const answer = await app.rest('POST', `/${collection}`, { body, token: admin })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return String((answer.body['doc'] as { id: string }).id)
}

const subscribe = async (): Promise<string> =>
  String((await app.rest('POST', '/schedules/calendar/token', { token: editor })).body['token'])

const fetchIcs = (token: string, headers: Record<string, string> = {}, query = '') =>
  call(`/delivery/v1/calendar.ics?token=${token}${query}`, { host: 'drumbeat.example', ...headers })

const summariesOf = (text: string): unknown[] =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((event) => event.getFirstPropertyValue('summary'))

const stampsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((event) => ({
    modified: String(event.getFirstPropertyValue('last-modified')),
    sequence: event.getFirstPropertyValue('sequence') as number | null,
    stamp: String(event.getFirstPropertyValue('dtstamp')),
    uid: event.getFirstPropertyValue('uid'),
  }))

const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY)

describe('the subscription of a calendar', () => {
  it('shows what its person may see, by the routes and by Payload alone', async () => {
    const token = await subscribe()
    const { headers, status, text } = await fetchIcs(token)
    const byPayload = await app.rest('GET', `/drumbeat/delivery/v1/calendar.ics?token=${token}`, {
      headers: { host: 'drumbeat.example' },
    })

    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(summariesOf(text)).toEqual(['秋冬换季护肤指南 · 小程序 · 计划中'])
    expect([byPayload.status, byPayload.text]).toEqual([200, text])
  })

  it('stamps and counts anew what the ledger changes, and leaves alone what it does not', async () => {
    const post = await create('posts', { excerpt: '三步搞定', kind: 'note', title: '冬日敏感肌修护' })

    await app.rest('PATCH', `/posts/${post}`, { body: { stage: 'approved' }, token: admin })
    const schedule = await create('schedules', {
      channels: [mini],
      post,
      publishAt: new Date(Date.now() + 2 * HOUR).toISOString(),
      publishAt_tz: 'Asia/Shanghai',
      recurrence: 'FREQ=DAILY;COUNT=2',
      state: 'armed',
    })
    const ofSchedule = { schedule: new ObjectId(schedule) }
    const row = await rowsOf(app.db).findOne(ofSchedule, { sort: { dueAt: 1 } })
    const token = await subscribe()
    const read = async () => stampsOf((await fetchIcs(token, {}, '&states=armed,cancelled')).text)

    await app.db.collection(SCHEDULES).updateOne({ _id: ofSchedule.schedule }, { $set: { updatedAt: daysAgo(2) } })
    await rowsOf(app.db).updateMany(ofSchedule, { $set: { updatedAt: daysAgo(1) } })
    const before = await read()

    expect((await app.rest('POST', `/publications/${row?._id}/cancel`, { token: admin })).status).toBe(200)
    const after = await read()

    expect(after[1]).toEqual(before[1])
    expect(after[0]).toMatchObject({ modified: after[0]?.stamp, uid: before[0]?.uid })
    expect(after[0]?.sequence).toBeGreaterThan(before[0]?.sequence ?? Infinity)
    expect(Date.parse(after[0]?.stamp ?? '')).toBeGreaterThan(daysAgo(0.5).getTime())
  })

  it('answers 304 while nothing has changed', async () => {
    const token = await subscribe()
    const { headers } = await fetchIcs(token)

    expect((await fetchIcs(token, { 'if-none-match': headers['etag'] ?? '' })).status).toBe(304)
  })

  it('is gone at once when it is revoked', async () => {
    const token = await subscribe()

    expect((await app.rest('DELETE', '/schedules/calendar/token', { token: editor })).status).toBe(200)
    expect((await fetchIcs(token)).status).toBe(410)
  })

  it('is ended by a new one', async () => {
    const first = await subscribe()
    const second = await subscribe()

    expect([(await fetchIcs(first)).status, (await fetchIcs(second)).status]).toEqual([410, 200])
  })

  it('is shown once, and stored as a digest', async () => {
    const token = await subscribe()
    const { body } = await app.rest('GET', '/schedules/calendar/token', { token: editor })
    const stored = await app.db.collection(CALENDAR_TOKENS).find().toArray()

    expect(body).toEqual({ subscription: { createdAt: expect.any(String) as string, lastUsedAt: null } })
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  it('tells when it was last used', async () => {
    await fetchIcs(await subscribe())
    const { body } = await app.rest('GET', '/schedules/calendar/token', { token: editor })

    expect(body).toEqual({
      subscription: { createdAt: expect.any(String) as string, lastUsedAt: expect.any(String) as string },
    })
  })

  it.each([
    ['no token', ''],
    ['a made-up token', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['a token of endless length', 'A'.repeat(5_000)],
  ])('is not found for %s', async (_title, token) => {
    expect((await fetchIcs(token)).status).toBe(404)
  })

  it('ends with the roles of its person', async () => {
    const token = await subscribe()
    const setRoles = (roles: string[]) => app.rest('PATCH', `/users/${editorId}`, { body: { roles }, token: admin })

    await setRoles([])
    expect((await fetchIcs(token)).status).toBe(404)

    await setRoles(['editor'])
    expect((await fetchIcs(token)).status).toBe(200)
  })

  it('can be narrowed, and refuses what it does not understand', async () => {
    const token = await subscribe()

    expect(summariesOf((await fetchIcs(token, {}, '&states=published')).text)).toEqual([])
    expect((await fetchIcs(token, {}, '&channels=wechat')).status).toBe(400)
  })

  it('is made for people only', async () => {
    expect((await app.rest('POST', '/schedules/calendar/token')).status).toBe(401)
  })
})

describe('the subscription of a busy installation', () => {
  it('keeps what is to come, however much went out before', async () => {
    const [channel, post, schedule] = [new ObjectId(), new ObjectId(), new ObjectId()]

    await rowsOf(app.db).insertMany(
      Array.from({ length: MAX_ENTRIES }, () =>
        aPublication({ channel, dueAt: new Date(Date.now() - DAY), post, schedule, state: 'published' }),
      ),
    )

    const { text } = await fetchIcs(await subscribe())

    expect(text).toContain('计划中')
    expect(text).toContain('X-WR-CALDESC')
    await rowsOf(app.db).deleteMany({ schedule })
  })
})

describe('the choices of the calendar', () => {
  it('name channels, campaigns, partners and people', async () => {
    await create('campaigns', { name: '双旦礼遇季' })
    await create('kol-partners', { name: '阿May' })
    const { body } = await app.rest('GET', '/schedules/calendar/filters', { token: editor })

    expect(body).toMatchObject({
      authors: [{ name: expect.any(String) as string }, { name: expect.any(String) as string }],
      campaigns: [{ name: '双旦礼遇季' }],
      channels: [{ kind: 'feed', mode: 'live', name: '小程序', timeZone: 'Asia/Shanghai' }],
      partners: [{ name: '阿May' }],
    })
  })

  it('offer approved posts that stand in no plan', async () => {
    const free = await create('posts', { kind: 'note', title: '晚霜怎么选' })
    const draft = await create('posts', { kind: 'note', title: '还没写完' })

    await app.rest('PATCH', `/posts/${free}`, { body: { stage: 'approved' }, token: admin })

    const tray = async (search = '') =>
      (await app.rest('GET', `/schedules/calendar/tray?search=${encodeURIComponent(search)}`, { token: editor })).body[
        'posts'
      ] as { id: string; title: string }[]

    expect((await tray()).map(({ id }) => id)).toEqual([free])
    expect((await tray()).map(({ id }) => id)).not.toContain(draft)
    expect(await tray('晚霜')).toHaveLength(1)
    expect(await tray('面膜 (')).toEqual([])
  })
})
