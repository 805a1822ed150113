// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { type CommandStartedEvent, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'

import { MAX_ENTRIES, MAX_REPEATS, readEntries } from '../../src/calendar/readEntries.ts'
import type { CalendarEntries, CalendarEntry } from '../../src/domain/calendar/entry.ts'
import type { CalendarQuestion } from '../../src/domain/calendar/question.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { sayReason } from '../../src/domain/reasons/reason.ts'
import { CALENDAR_MARKS, COLLABORATIONS, POSTS, PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { type RestAnswer, type RestOptions, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let analyst: string
let editor: string
let feed: string
let second: string
let token: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
  feed = await create('channels', { kind: 'feed', mode: 'live', name: '小程序', slug: 'mini' })
  second = await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
  analyst = await signInAs('analyst')
  editor = await signInAs('editor')
})

afterAll(() => app.stop())

const asAdmin = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await asAdmin('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return String((answer.body['doc'] as { id: string }).id)
}

async function signInAs(role: string): Promise<string> {
  const person = { email: `${role}@example.com`, password: 'a long password' }

  await create('users', { ...person, name: role, roles: [role] })

  return String((await app.rest('POST', '/users/login', { body: person })).body['token'])
}

async function createApprovedPost(given: Record<string, unknown> = {}): Promise<string> {
  const id = await create('posts', { excerpt: '三步搞定', kind: 'note', title: '秋冬换季护肤指南', ...given })

  expect((await asAdmin('PATCH', `/posts/${id}`, { stage: 'approved' })).status).toBe(200)

  return id
}

const inHours = (hours: number): string =>
  new Date(Math.ceil(Date.now() / MINUTE) * MINUTE + hours * HOUR).toISOString()

interface Plan {
  id: string
  publishAt: string
  updatedAt: string
}

async function aSchedule(given: Record<string, unknown> = {}): Promise<Plan> {
  const answer = await asAdmin('POST', '/schedules', {
    channels: [feed],
    post: given['post'] ?? (await createApprovedPost()),
    publishAt: inHours(1),
    publishAt_tz: 'Asia/Shanghai',
    ...given,
  })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return answer.body['doc'] as Plan
}

const find = async (id: string): Promise<Plan & Record<string, unknown>> =>
  (await asAdmin('GET', `/schedules/${id}?depth=0`)).body as unknown as Plan & Record<string, unknown>

async function findRows(schedule: string): Promise<{ dueAt: string; state: string }[]> {
  const { body } = await asAdmin('GET', `/publications?where[schedule][equals]=${schedule}&depth=0&sort=dueAt`)

  return (body['docs'] as { dueAt: string; state: string }[]).map(({ dueAt, state }) => ({ dueAt, state }))
}

const move = (id: string, body: Record<string, unknown>, as = editor): Promise<RestAnswer> =>
  app.rest('POST', `/schedules/${id}/move`, { body, token: as })

const codesOf = ({ body }: RestAnswer): unknown[] => (body['errors'] as { code: string }[]).map(({ code }) => code)

async function ask(query: Record<string, string> = {}, options: RestOptions = { token }): Promise<RestAnswer> {
  const range = { from: new Date(Date.now() - DAY).toISOString(), to: new Date(Date.now() + 30 * DAY).toISOString() }

  return app.rest('GET', `/schedules/calendar?${new URLSearchParams({ ...range, ...query }).toString()}`, options)
}

const entriesOf = ({ body }: RestAnswer): CalendarEntry[] => (body as unknown as CalendarEntries).entries

const ofSchedule = async (schedule: string, query: Record<string, string> = {}): Promise<CalendarEntry[]> =>
  entriesOf(await ask(query)).filter((entry) => entry.schedule === schedule)

async function askTag(etag?: string): Promise<{ etag: string; status: number }> {
  const { headers, status } = await ask({}, { headers: etag === undefined ? {} : { 'if-none-match': etag }, token })

  return { etag: headers.get('etag') ?? '', status }
}

/** The feed opens with the first question, and hears of what came before in its own time. */
const settledTag = (): Promise<string> =>
  vi.waitUntil(
    async () => {
      const { etag } = await askTag()

      return (await askTag(etag)).status === 304 && etag
    },
    { interval: 50, timeout: 20_000 },
  )

describe('a move', () => {
  it('takes a schedule and its publications along together', async () => {
    const { id, publishAt, updatedAt } = await aSchedule({ channels: [feed, second], state: 'armed' })
    const to = inHours(30)
    const answer = await move(id, { expectedUpdatedAt: updatedAt, publishAt: to, publishAt_tz: 'Europe/Paris' })

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({
      doc: { publishAt: to, publishAt_tz: 'Europe/Paris', state: 'armed' },
      previous: { channels: [feed, second], publishAt, timeZone: 'Asia/Shanghai' },
      publications: [
        { dueAt: to, state: 'armed' },
        { dueAt: to, state: 'armed' },
      ],
    })
    expect((await findRows(id)).filter(({ state }) => state === 'armed')).toEqual([
      { dueAt: to, state: 'armed' },
      { dueAt: to, state: 'armed' },
    ])
    expect((await ofSchedule(id)).map(({ at, kind, state }) => ({ at, kind, state }))).toEqual([
      { at: to, kind: 'publication', state: 'armed' },
      { at: to, kind: 'publication', state: 'armed' },
    ])
  })

  it('is undone by a move back to where it stood', async () => {
    const { id, publishAt, updatedAt } = await aSchedule({ state: 'armed' })
    const moved = await move(id, { expectedUpdatedAt: updatedAt, publishAt: inHours(40) })
    const { doc, previous } = moved.body as unknown as { doc: Plan; previous: { publishAt: string; timeZone: string } }
    const undone = await move(id, {
      expectedUpdatedAt: doc.updatedAt,
      publishAt: previous.publishAt,
      publishAt_tz: previous.timeZone,
    })

    expect(undone.status, JSON.stringify(undone.body)).toBe(200)
    expect(await find(id)).toMatchObject({ publishAt, state: 'armed' })
    expect((await ofSchedule(id)).map(({ at, state }) => ({ at, state }))).toEqual([{ at: publishAt, state: 'armed' }])
  })

  it('takes the time of withdrawal along, there and back', async () => {
    const [publishAt, unpublishAt, dayAfter, dayAfterUntil] = [5, 6, 29, 30].map(inHours)
    const { id } = await aSchedule({ publishAt, state: 'armed', unpublishAt })
    const stands = async () => {
      const [row] = await app.db
        .collection(PUBLICATIONS)
        .find({ schedule: new ObjectId(id), state: 'armed' })
        .toArray()

      return [(await find(id))['unpublishAt'], (row?.['unpublishAt'] as Date).toISOString()]
    }

    expect((await move(id, { publishAt: dayAfter })).status).toBe(200)
    expect(await stands()).toEqual([dayAfterUntil, dayAfterUntil])

    expect((await move(id, { publishAt })).status).toBe(200)
    expect(await stands()).toEqual([unpublishAt, unpublishAt])
  })

  it('puts another channel in the place of the one', async () => {
    const { id, publishAt } = await aSchedule({ state: 'armed' })

    expect((await move(id, { channel: second, publishAt })).status).toBe(200)
    expect((await ofSchedule(id)).map(({ channel }) => channel)).toEqual([second])
  })

  it('of one entry by two people at once goes through once, and tells the second how it stands now', async () => {
    const { id, updatedAt } = await aSchedule({ channels: [feed, second], state: 'armed' })
    const wishes = [inHours(50), inHours(60)]
    const answers = await Promise.all(wishes.map((publishAt) => move(id, { expectedUpdatedAt: updatedAt, publishAt })))
    const winner = answers.findIndex(({ status }) => status === 200)
    const loser = answers[1 - winner]

    expect(answers.map(({ status }) => status).sort(), JSON.stringify(answers)).toEqual([200, 409])
    expect(loser && codesOf(loser)).toEqual(['CONFLICT'])
    expect(loser?.body).toMatchObject({ doc: { id, publishAt: wishes[winner] } })
    expect((await ofSchedule(id)).map(({ at }) => at)).toEqual([wishes[winner], wishes[winner]])
  })

  it('of what somebody else has changed since is refused', async () => {
    const { id, updatedAt } = await aSchedule()

    await asAdmin('PATCH', `/schedules/${id}`, { graceMinutes: 5 })
    const answer = await move(id, { expectedUpdatedAt: updatedAt, publishAt: inHours(9) })

    expect([answer.status, ...codesOf(answer)]).toEqual([409, 'CONFLICT'])
    expect(answer.body['doc']).toMatchObject({ graceMinutes: 5 })
  })

  it('into the past is refused, and leaves everything as it was', async () => {
    const { id, publishAt, updatedAt } = await aSchedule({ state: 'armed' })
    const answer = await move(id, { expectedUpdatedAt: updatedAt, publishAt: '2026-01-01T00:00:00.000Z' })

    expect([answer.status, ...codesOf(answer)]).toEqual([400, 'PAST_DATE'])
    expect(answer.body['doc']).toMatchObject({ publishAt, updatedAt })
    expect(await findRows(id)).toEqual([{ dueAt: publishAt, state: 'armed' }])
  })

  it('onto a paused channel is refused with the reason, and leaves everything as it was', async () => {
    const paused = await create('channels', { kind: 'feed', mode: 'paused', name: '暂停中', slug: 'paused' })
    const { id, publishAt, updatedAt } = await aSchedule({ state: 'armed' })
    const answer = await move(id, { channel: paused, expectedUpdatedAt: updatedAt, publishAt })

    expect([answer.status, ...codesOf(answer)]).toEqual([409, 'CHANNEL_PAUSED'])
    expect(await find(id)).toMatchObject({ channels: [feed], updatedAt })
    expect(await findRows(id)).toEqual([{ dueAt: publishAt, state: 'armed' }])
  })

  it('of what is being sent is refused, and leaves the schedule', async () => {
    const { id, publishAt, updatedAt } = await aSchedule({ state: 'armed' })

    await app.db.collection(PUBLICATIONS).updateOne({ schedule: new ObjectId(id) }, { $set: { state: 'sending' } })
    const answer = await move(id, { expectedUpdatedAt: updatedAt, publishAt: inHours(7) })

    expect(answer.status, JSON.stringify(answer.body)).toBe(409)
    expect(answer.body).toMatchObject({ doc: { publishAt }, publications: [{ dueAt: publishAt, state: 'sending' }] })
  })

  it('in the name of a channel that is reached is refused, and leaves what the others have', async () => {
    const { id, publishAt } = await aSchedule({ channels: [feed, second], state: 'armed' })

    await app.db
      .collection(PUBLICATIONS)
      .updateOne({ channel: new ObjectId(feed), schedule: new ObjectId(id) }, { $set: { state: 'published' } })
    const answer = await move(id, { fromChannel: feed, publishAt: inHours(7) })

    expect([answer.status, ...codesOf(answer)]).toEqual([409, 'CHANNEL_REACHED'])
    expect(await find(id)).toMatchObject({ publishAt })
    expect((await move(id, { fromChannel: second, publishAt: inHours(7) })).status).toBe(200)
    expect((await findRows(id)).filter(({ state }) => state !== 'cancelled')).toEqual([
      { dueAt: publishAt, state: 'published' },
      { dueAt: inHours(7), state: 'armed' },
    ])
  })

  it.each([
    ['without a time', {}, 400],
    ['to a zone that nobody knows', { publishAt: '2027-01-01T00:00:00Z', publishAt_tz: 'Asia/Shangri-La' }, 400],
    ['to a channel that is not there', { channel: '0123456789abcdef01234567', publishAt: '2027-01-01T00:00:00Z' }, 409],
  ])('%s is refused', async (_title, body, status) => {
    expect((await move((await aSchedule()).id, body)).status).toBe(status)
  })

  it('of a schedule that is not there finds nothing', async () => {
    expect((await move('0123456789abcdef01234567', { publishAt: inHours(1) })).status).toBe(404)
    expect((await move('nonsense', { publishAt: inHours(1) })).status).toBe(404)
  })

  it('is for those who may change schedules', async () => {
    const { id } = await aSchedule()

    expect((await move(id, { publishAt: inHours(5) }, analyst)).status).toBe(403)
    expect((await app.rest('POST', `/schedules/${id}/move`, { body: { publishAt: inHours(5) } })).status).toBe(401)
  })
})

describe('an edit', () => {
  const edit = (id: string, body: Record<string, unknown>, as = editor): Promise<RestAnswer> =>
    app.rest('POST', `/schedules/${id}/edit`, { body, token: as })

  it('changes what it names, with the publications, and leaves the rest to the second', async () => {
    const publishAt = new Date(Date.parse(inHours(3)) + 45_123).toISOString()
    const { id, updatedAt } = await aSchedule({ channels: [feed, second], publishAt, state: 'armed' })
    const answer = await edit(id, { channels: [second], expectedUpdatedAt: updatedAt })

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(await find(id)).toMatchObject({ channels: [second], publishAt, state: 'armed' })
    expect((await findRows(id)).filter(({ state }) => state === 'armed')).toEqual([
      { dueAt: publishAt, state: 'armed' },
    ])
  })

  it('of what somebody else has changed since is refused with how it stands, and changes nothing', async () => {
    const { id, updatedAt } = await aSchedule({ state: 'armed' })
    const moved = inHours(30)

    await move(id, { publishAt: moved })
    const answer = await edit(id, { channels: [second], expectedUpdatedAt: updatedAt })

    expect([answer.status, ...codesOf(answer)]).toEqual([409, 'CONFLICT'])
    expect(answer.body).toMatchObject({ doc: { channels: [feed], publishAt: moved } })
    expect(await find(id)).toMatchObject({ channels: [feed], publishAt: moved })
  })

  it.each([
    ['a zone that is none', { publishAt_tz: 'X/Y' }],
    ['a rule that is none', { recurrence: 5 }],
    ['a state that is none', { state: 'soon' }],
    ['channels that are none', { channels: [] }],
  ])('to %s is bad input, and no sign that somebody was quicker', async (_title, fields) => {
    const { id, updatedAt } = await aSchedule({ state: 'armed' })
    const answer = await edit(id, { ...fields, expectedUpdatedAt: updatedAt })

    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
  })

  it('goes through for one of two at once', async () => {
    const { id, updatedAt } = await aSchedule({ channels: [feed, second], state: 'armed' })
    const answers = await Promise.all(
      [[feed], [second]].map((channels) => edit(id, { channels, expectedUpdatedAt: updatedAt })),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('pauses and arms again, as every save does', async () => {
    const { id, publishAt, updatedAt } = await aSchedule({ state: 'armed' })
    const paused = await edit(id, { expectedUpdatedAt: updatedAt, state: 'paused' })
    const { doc } = paused.body as unknown as { doc: Plan }

    expect((await findRows(id)).map(({ state }) => state)).toEqual(['cancelled'])
    expect((await edit(id, { expectedUpdatedAt: doc.updatedAt, state: 'armed' })).status).toBe(200)
    expect(await findRows(id)).toEqual([{ dueAt: publishAt, state: 'armed' }])
  })

  it('is refused for what it cannot be', async () => {
    const { id, updatedAt } = await aSchedule()
    const codeOf = async (body: Record<string, unknown>) => {
      const answer = await edit(id, { expectedUpdatedAt: updatedAt, ...body })

      return [answer.status, ...codesOf(answer)]
    }

    expect(await codeOf({ expectedUpdatedAt: 'yesterday' })).toEqual([400, 'EXPECTED_UPDATED_AT'])
    expect(await codeOf({ publishAt: '2020-01-01T00:00:00Z' })).toEqual([400, 'PAST_DATE'])
    expect(await codeOf({ state: 'gone' })).toEqual([400, 'INVALID'])
    expect(await find(id)).toMatchObject({ updatedAt })
    expect((await edit(id, { expectedUpdatedAt: updatedAt }, analyst)).status).toBe(403)
  })
})

describe('a copy', () => {
  it('plans the same post once more, and leaves the original', async () => {
    const original = await aSchedule({ catchUp: 'skip', channels: [feed, second], state: 'armed' })
    const publishAt = inHours(70)
    const answer = await app.rest('POST', `/schedules/${original.id}/copy`, { body: { publishAt }, token: editor })

    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(answer.body['doc']).toMatchObject({
      catchUp: 'skip',
      channels: [feed, second],
      publishAt,
      publishAt_tz: 'Asia/Shanghai',
      state: 'planned',
    })
    expect(await find(original.id)).toMatchObject({ publishAt: original.publishAt, state: 'armed' })
  })

  it('stands as long as the original', async () => {
    const [publishAt, unpublishAt, copiedTo, copiedUntil] = [2, 4, 72, 74].map(inHours)
    const { id } = await aSchedule({ publishAt, unpublishAt })
    const body = { publishAt: copiedTo }
    const answer = await app.rest('POST', `/schedules/${id}/copy`, { body, token: editor })

    expect(answer.body['doc']).toMatchObject({ unpublishAt: copiedUntil })
  })

  it('into the past is refused', async () => {
    const { id } = await aSchedule()
    const body = { publishAt: '2026-01-01T00:00:00.000Z' }

    expect((await app.rest('POST', `/schedules/${id}/copy`, { body, token: editor })).status).toBe(400)
  })
})

describe('the calendar', () => {
  it('shows the plan and the ledger side by side, with what belongs to each entry', async () => {
    const campaign = await create('campaigns', { name: '双旦礼遇季' })
    const partner = await create('kol-partners', { name: '林小满' })
    const collaboration = await create('collaborations', { partner, title: '种草' })
    const post = await createApprovedPost({ campaign, collaboration, title: '冬日敏感肌修护' })
    const planned = await aSchedule({ post, publishAt: inHours(3) })
    const armed = await aSchedule({ post, publishAt: inHours(4), state: 'armed' })
    const { id: author } = (await asAdmin('GET', '/users/me')).body['user'] as { id: string }
    const shared = { author, campaign, channel: feed, partner, post, stage: 'approved', title: '冬日敏感肌修护' }

    expect(await ofSchedule(planned.id)).toEqual([
      expect.objectContaining({ ...shared, kind: 'planned', state: 'planned', updatedAt: planned.updatedAt }),
    ])
    expect(await ofSchedule(armed.id)).toEqual([
      expect.objectContaining({ ...shared, kind: 'publication', state: 'armed' }),
    ])

    const count = async (query: Record<string, string>) => entriesOf(await ask(query)).length

    expect(await count({ authors: author, campaigns: campaign, partners: partner })).toBe(2)
    expect(await count({ partners: partner, states: 'armed' })).toBe(1)
    expect(await count({ campaigns: '0123456789abcdef01234567' })).toBe(0)
    expect(await count({ channels: second, partners: partner })).toBe(0)
  })

  it('shows a repeat as far as one looks: rows where it has them, the plan behind them', async () => {
    const { id } = await aSchedule({ publishAt: inHours(2), recurrence: 'RRULE:FREQ=DAILY;COUNT=60', state: 'armed' })
    const far = {
      from: new Date(Date.now() + 30 * DAY).toISOString(),
      to: new Date(Date.now() + 50 * DAY).toISOString(),
    }
    const entries = await ofSchedule(id, far)
    const kinds = [...new Set(entries.map(({ kind }) => kind))]

    expect(entries).toHaveLength(20)
    expect(new Set(entries.map(({ at }) => at)).size).toBe(20)
    expect(kinds).toEqual(['publication', 'planned'])
    expect(entries.every(({ isRepeating, state }) => isRepeating && state === 'armed')).toBe(true)
  })

  it('shows an occurrence that was moved before the start of its repeat, in a range that ends before it too', async () => {
    const [publishAt, to] = [inHours(50), inHours(40)]
    const { id, updatedAt } = await aSchedule({ publishAt, recurrence: 'RRULE:FREQ=DAILY;COUNT=3' })
    const moved = await asAdmin('POST', `/schedules/${id}/occurrences`, {
      action: 'move',
      expectedUpdatedAt: updatedAt,
      occurrenceAt: publishAt,
      scope: 'this',
      to,
    })

    expect(moved.status, moved.text).toBe(200)
    expect((await ofSchedule(id, { from: inHours(39), to: inHours(45) })).map(({ at }) => at)).toEqual([to])
  })

  it('shows all of a repeat that comes every half hour, and says where there is more than it carries', async () => {
    const month = { from: inHours(0), to: inHours(31 * 24) }
    const ask31 = async (id: string) => {
      const answer = (await ask(month)).body as unknown as CalendarEntries

      return { ...answer, shown: answer.entries.filter(({ schedule }) => schedule === id).length }
    }
    const often = await aSchedule({ publishAt: inHours(0.5), recurrence: 'FREQ=MINUTELY;INTERVAL=30' })

    expect(await ask31(often.id)).toMatchObject({ isTruncated: false, shown: 31 * 48 - 1 })
    const tooOften = await aSchedule({ publishAt: inHours(0.5), recurrence: 'FREQ=MINUTELY;INTERVAL=4' })
    const { entries, isTruncated } = await ask31(tooOften.id)

    expect([entries.length, isTruncated]).toEqual([MAX_ENTRIES, true])
    await Promise.all([often, tooOften].map(({ id }) => asAdmin('DELETE', `/schedules/${id}`)))
  })

  it('shows what is out once, whatever becomes of its schedule', async () => {
    const publishAt = inHours(2)
    const once = await aSchedule({ channels: [feed, second], publishAt, state: 'armed' })
    const often = await aSchedule({ publishAt, recurrence: 'RRULE:FREQ=DAILY;COUNT=3', state: 'armed' })
    const shown = async (id: string, query: Record<string, string> = {}) =>
      (await ofSchedule(id, query)).map(({ channel, state }) => `${channel === feed ? 'feed' : 'second'} ${state}`)

    // The first occurrence of each is out on one channel.
    await app.db.collection(PUBLICATIONS).updateMany(
      {
        channel: new ObjectId(feed),
        occurrenceAt: new Date(once.publishAt),
        schedule: { $in: [once, often].map(({ id }) => new ObjectId(id)) },
      },
      { $set: { receipt: { publishedAt: new Date() }, state: 'published' } },
    )

    for (const state of ['paused', 'planned']) {
      expect((await asAdmin('PATCH', `/schedules/${once.id}`, { state })).status).toBe(200)
      expect((await asAdmin('PATCH', `/schedules/${often.id}`, { state })).status).toBe(200)
      expect((await shown(once.id)).sort()).toEqual(['feed published', `second ${state}`])
      expect(await shown(often.id)).toEqual(['feed published', `feed ${state}`, `feed ${state}`])
      expect(await shown(once.id, { states: state })).toEqual([`second ${state}`])
      expect(await shown(often.id, { states: state })).toEqual([`feed ${state}`, `feed ${state}`])
    }

    expect((await move(once.id, { publishAt: inHours(30) })).status).toBe(200)
    expect((await shown(once.id)).sort()).toEqual(['feed published', 'second planned'])
  })

  it('finds what is armed by the campaign and the partner that it is armed with, whatever a draft says since', async () => {
    const [campaign, another] = [await create('campaigns', { name: '春' }), await create('campaigns', { name: '夏' })]
    const [partner, other] = [
      await create('kol-partners', { name: '小春' }),
      await create('kol-partners', { name: '小夏' }),
    ]
    const [collaboration, later] = [
      await create('collaborations', { partner, title: '春' }),
      await create('collaborations', { partner: other, title: '夏' }),
    ]
    const post = await createApprovedPost({ campaign, collaboration })
    const once = await aSchedule({ post, state: 'armed' })
    const often = await aSchedule({
      post,
      publishAt: inHours(2),
      recurrence: 'RRULE:FREQ=DAILY;COUNT=60',
      state: 'armed',
    })
    const repeat = { from: inHours(24), to: new Date(Date.now() + 50 * DAY).toISOString() }

    await asAdmin('PATCH', `/posts/${post}?draft=true`, { campaign: another, collaboration: later })

    expect(await ofSchedule(once.id)).toEqual([expect.objectContaining({ campaign, partner })])
    expect(await ofSchedule(once.id, { campaigns: campaign })).toHaveLength(1)
    expect(await ofSchedule(once.id, { partners: partner })).toHaveLength(1)
    expect(await ofSchedule(once.id, { campaigns: campaign, partners: partner })).toHaveLength(1)
    expect(await ofSchedule(once.id, { campaigns: another })).toEqual([])
    expect(await ofSchedule(once.id, { campaigns: campaign, partners: other })).toEqual([])

    // Of a repeat what is armed is of the one, and what is only planned behind it of the other.
    const all = await ofSchedule(often.id, repeat)
    const ofOne = await ofSchedule(often.id, { ...repeat, campaigns: campaign })
    const ofOther = await ofSchedule(often.id, { ...repeat, campaigns: another })

    expect(new Set(ofOne.map(({ kind }) => kind))).toEqual(new Set(['publication']))
    expect(new Set(ofOther.map(({ kind }) => kind))).toEqual(new Set(['planned']))
    expect([...ofOne, ...ofOther]).toEqual(all)
  })

  it('says why something is not out in the language of the question', async () => {
    const { id } = await aSchedule({ state: 'armed' })
    const error = publicationError('gate', 'EMBARGO', { until: '2026-12-24T00:00:00.000Z' })
    const why = async (language: string) => (await ofSchedule(id, { language }))[0]?.reason?.message

    await app.db
      .collection(PUBLICATIONS)
      .updateOne({ schedule: new ObjectId(id) }, { $set: { error, state: 'blocked' } })

    expect(await why('en')).toBe(error.message)
    expect(await why('zh')).toBe(sayReason(error, 'zh'))
    expect(await why('zh')).toMatch(/\p{Script=Han}.*2026-12-24/u)
  })

  it('keeps partners from those who may not read collaborations', async () => {
    const partner = await create('kol-partners', { name: '阿May' })
    const collaboration = await create('collaborations', { partner, title: '直播' })
    const { id } = await aSchedule({ post: await createApprovedPost({ collaboration }) })
    const community = await signInAs('community-manager')
    const seen = entriesOf(await ask({}, { token: community })).find(({ schedule }) => schedule === id)

    expect(seen).toMatchObject({ partner: null })
    expect(entriesOf(await ask({ partners: partner }, { token: community }))).toEqual([])
    expect(entriesOf(await ask({ partners: partner }))).toHaveLength(1)
  })

  it('is for people of the admin only', async () => {
    await create('api-clients', {
      name: 'shop',
      apiKey: 'a-key-of-the-shop',
      enableAPIKey: true,
      enabled: true,
      scopes: ['delivery:read'],
    })

    expect((await ask({}, {})).status).toBe(401)
    expect((await ask({}, { headers: { authorization: 'api-clients API-Key a-key-of-the-shop' } })).status).toBe(403)
    expect((await ask({}, { token: await signInAs('kol-manager') })).status).toBe(200)
  })

  it('refuses a question that it does not understand', async () => {
    const answer = await ask({ from: 'yesterday', states: 'lost' })

    expect([answer.status, ...codesOf(answer)]).toEqual([400, 'CALENDAR_RANGE', 'CALENDAR_STATES'])
  })

  it('answers 304 until something changes, and then the change', async () => {
    const { id } = await aSchedule()
    const quiet = await settledTag()

    expect((await move(id, { publishAt: inHours(80) })).status).toBe(200)
    await vi.waitUntil(async () => (await askTag(quiet)).status === 200, { interval: 50, timeout: 2_000 })

    expect((await ofSchedule(id)).map(({ at }) => at)).toEqual([expect.stringMatching(/^20/)])
  })

  it('answers a new title of a post, and stays silent about its text', async () => {
    const post = await createApprovedPost()
    const { id } = await aSchedule({ post })
    const marks = () => app.db.collection(CALENDAR_MARKS).findOne({ _id: post as never })

    // The first edit of an approved post takes its approval, and that shows.
    await asAdmin('PATCH', `/posts/${post}?draft=true&autosave=true`, { excerpt: '新的摘要' })
    const before = await marks()

    expect(before).not.toBeNull()
    await asAdmin('PATCH', `/posts/${post}?draft=true&autosave=true`, { excerpt: '再改一次摘要' })
    expect(await marks()).toEqual(before)

    const quiet = await settledTag()

    await asAdmin('PATCH', `/posts/${post}?draft=true&autosave=true`, { title: '新的标题' })
    await vi.waitUntil(async () => (await askTag(quiet)).status === 200, { interval: 50, timeout: 2_000 })
    expect((await ofSchedule(id)).map(({ title }) => title)).toEqual(['新的标题'])
  })
})

describe('the calendar of a busy month', () => {
  const FROM = new Date('2027-03-01T00:00:00Z')
  const question: CalendarQuestion = {
    authors: null,
    campaigns: null,
    channels: null,
    from: FROM,
    partners: null,
    states: null,
    to: new Date('2027-04-01T00:00:00Z'),
  }

  const narrowed: CalendarQuestion = {
    ...question,
    authors: [String(new ObjectId())],
    campaigns: [String(new ObjectId())],
    partners: [String(new ObjectId())],
  }
  const collaboration = new ObjectId()
  const [author, campaign, partner] = [narrowed.authors, narrowed.campaigns, narrowed.partners].map(
    (ids) => new ObjectId(ids?.[0]),
  )

  async function seed(count: number): Promise<void> {
    await app.db.collection(COLLABORATIONS).updateOne({ _id: collaboration }, { $set: { partner } }, { upsert: true })

    const posts = Array.from({ length: count }, () => new ObjectId())
    const at = (n: number) => new Date(FROM.getTime() + n * MINUTE)

    await app.db.collection(`_${POSTS}_versions`).insertMany(
      posts.map((parent) => ({
        latest: true,
        parent,
        version: { author, campaign, collaboration, stage: 'approved', title: { zh: '春日' } },
      })),
    )
    await app.db.collection(SCHEDULES).insertMany(
      posts.map((post, n) => ({
        _id: post,
        channels: [new ObjectId(feed)],
        // Of what was armed before, the ledger is asked.
        pinnedVersion: String(post),
        post,
        publishAt: at(n),
        state: n % 2 === 0 ? 'planned' : 'armed',
        updatedAt: FROM,
      })),
    )
    await app.db.collection<{ _id: string }>(PUBLICATIONS).insertMany(
      posts.flatMap((post, n) =>
        n % 2 === 0
          ? []
          : [
              {
                _id: String(post),
                channel: new ObjectId(feed),
                dueAt: at(n),
                occurrenceAt: at(n),
                post,
                rehearsal: false,
                schedule: post,
                state: 'armed',
              },
            ],
      ),
    )
  }

  it('says that repeats are left out, where there are more than it expands', async () => {
    const schedules = app.db.collection(SCHEDULES)
    const channel = new ObjectId()
    const to = new Date(FROM.getTime() + DAY)
    const narrow = { ...question, channels: [String(channel)], to }
    const read = async () =>
      (
        await readEntries({
          access: { collaborations: {}, publications: {}, schedules: {} },
          db: app.db,
          locale: 'zh',
          question: narrow,
        })
      ).isTruncated
    const repeats = Array.from({ length: MAX_REPEATS }, () => ({
      channels: [channel],
      post: new ObjectId(),
      publishAt: FROM,
      recurrence: 'FREQ=YEARLY',
      state: 'planned',
      updatedAt: FROM,
    }))

    await schedules.insertMany(repeats.slice(1))
    expect(await read()).toBe(false)
    await schedules.insertMany(repeats.slice(0, 1))
    expect(await read()).toBe(true)
    await schedules.deleteMany({ channels: channel })
  })

  it('takes as many queries as that of an idle one', async () => {
    const client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`, { monitorCommands: true })
    const commands: string[] = []

    client.on('commandStarted', ({ commandName }: CommandStartedEvent) => commands.push(commandName))

    const read = async (asked: CalendarQuestion) => {
      commands.length = 0
      const { entries } = await readEntries({
        access: { collaborations: {}, publications: {}, schedules: {} },
        db: client.db(app.db.databaseName),
        locale: 'zh',
        question: asked,
      })

      return { entries: entries.length, finds: commands.filter((name) => name === 'find').length }
    }

    try {
      await seed(20)
      const idle = [await read(question), await read(narrowed)]

      await seed(1_200)
      const busy = [await read(question), await read(narrowed)]

      expect(idle.map(({ entries }) => entries)).toEqual([20, 20])
      expect(busy.map(({ entries }) => entries)).toEqual([1_220, 1_220])
      expect(busy.map(({ finds }) => finds)).toEqual(idle.map(({ finds }) => finds))
      expect(Math.max(...busy.map(({ finds }) => finds))).toBeLessThanOrEqual(8)
    } finally {
      await client.close()
    }
  })
})
