import { type Collection, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { findWorkList } from '../../src/admin/data/workList.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { Role } from '../../src/domain/roles.ts'
import { aPublication } from '../support/aPublication.ts'
import { type Answer, openPayload, type OpenPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let as: Record<Role, string>
let rows: Collection<StoredRow>

beforeAll(async () => {
  app = await openPayload('bulk_acts')
  await app.call('POST', '/users/first-register', {
    body: { email: 'first@drumbeat.test', password: 'correct-horse-battery' },
  })
  as = await signIn(app)
  rows = rowsOf(databaseOf(app.payload))
  await ensureIndexes(databaseOf(app.payload), JOB_INDEXES)
})
beforeEach(async () => {
  await rows.deleteMany({})
})
afterAll(() => app.close())

interface Outcome {
  done: string[]
  hasMore: boolean
  refused: { code: string; id: string; message: string }[]
}

const post = async (path: string, body: unknown, role: Role | null = 'editor', language: 'en' | 'zh' = 'en') => {
  const answer = await app.call('POST', `/publications${path}`, { body, language, ...(role && { as: as[role] }) })

  return { ...answer, outcome: answer.body as unknown as Outcome } satisfies Answer & { outcome: Outcome }
}

const insert = async (...given: Partial<StoredRow>[]): Promise<string[]> => {
  const made = given.map((row) => aPublication(row))

  await rows.insertMany(made)

  return made.map(({ _id }) => _id)
}

const failed = (dueAt: Date, given: Partial<StoredRow> = {}): Partial<StoredRow> => ({
  attempts: 8,
  catchUp: 'skip',
  dueAt,
  error: { class: 'retry', code: 'HTTP_503', message: '503' },
  state: 'failed',
  ...given,
})

const late = (given: Partial<StoredRow> = {}): Partial<StoredRow> => ({
  catchUp: 'ask',
  dueAt: new Date(Date.now() - HOUR),
  error: { class: 'gate', code: 'ASK', message: 'late' },
  state: 'blocked',
  ...given,
})

const OF_ITS_OWN = [
  '_id',
  'actId',
  'channel',
  'content',
  'createdAt',
  'dueAt',
  'occurrenceAt',
  'post',
  'schedule',
  'updatedAt',
  'versionId',
]

/** How a row stands, whichever it is and whenever that was written. */
const standing = (row: StoredRow) =>
  Object.fromEntries(Object.entries(row).filter(([field]) => !OF_ITS_OWN.includes(field)))

const find = async (id: string | undefined) => (await rows.findOne({ _id: id ?? '' })) as StoredRow

describe('redriving', () => {
  it('arms what failed anew, in the order of their times, and names what it left alone', async () => {
    const channel = new ObjectId()
    const since = Date.now() - HOUR
    const ids = await insert(
      failed(new Date(since + 2 * MINUTE), { channel }),
      failed(new Date(since), { channel }),
      failed(new Date(since + MINUTE), { channel }),
    )
    const [out] = await insert({ state: 'published' })
    const { outcome, status } = await post('/redrive', { ids: [...ids, out, 'nobody'] })

    expect(status).toBe(200)
    expect([...outcome.done].sort()).toEqual([...ids].sort())
    expect(outcome.refused).toMatchObject([
      { code: 'STATE', id: out },
      { code: 'NO_PUBLICATION', id: 'nobody' },
    ])

    const [third, first, second] = await Promise.all(ids.map(find))

    expect(first).toMatchObject({ attempts: 0, catchUp: 'publish', error: null, fence: 1, state: 'armed' })
    expect(second!.dueAt.getTime() - first!.dueAt.getTime()).toBe(100)
    expect(third!.dueAt.getTime() - first!.dueAt.getTime()).toBe(200)
    expect(
      await databaseOf(app.payload).collection('agenda_jobs').countDocuments({ name: 'publish-due' }),
    ).toBeGreaterThan(0)
    expect(
      await databaseOf(app.payload)
        .collection('audit-events')
        .countDocuments({ action: 'publication.retry', subjectId: { $in: ids } }),
    ).toBe(3)
  })

  it('takes a filter, and narrows it to what can be sent again', async () => {
    const channel = new ObjectId()
    const ids = await insert(failed(new Date(), { channel }), failed(new Date(), { channel, state: 'missed' }))

    await insert({ channel, state: 'published' }, { channel, state: 'cancelled' }, failed(new Date()))
    const { outcome } = await post('/redrive', { where: { channel: { equals: channel.toHexString() } } })

    expect([...outcome.done].sort()).toEqual([...ids].sort())
    expect(outcome).toMatchObject({ hasMore: false, refused: [] })
  })

  it('asks the database as often for two hundred as for two', async () => {
    const count = async (size: number): Promise<number> => {
      const ids = await insert(...Array.from({ length: size }, () => failed(new Date())))
      const db = databaseOf(app.payload)

      await db.command({ profile: 2 })
      await post('/redrive', { ids })
      await db.command({ profile: 0 })
      const asked = await db
        .collection('system.profile')
        .countDocuments({ ns: /\.(publications|audit-events|schedules)$/, op: { $ne: 'getmore' } })

      await db.collection('system.profile').drop()

      return asked
    }

    const few = await count(2)

    expect(few).toBeGreaterThan(3)
    expect(await count(200)).toBe(few)
  })

  it.each([
    ['failed', null],
    ['missed', 'kept'],
  ] as const)('sends as retrying one of them does: what is %s', async (state, kept) => {
    const unknownSince = new Date(Date.now() - HOUR)
    const given = failed(new Date(), { onQuiet: 'block', state, unknownSince })
    const [many, one] = await insert(given, given)

    await post('/redrive', { ids: [many] })
    await post(`/${one}/retry`, {})

    expect(standing(await find(many))).toEqual(standing(await find(one)))
    expect(await find(many)).toMatchObject({
      onQuiet: 'ignore',
      state: 'armed',
      unknownSince: kept === null ? null : unknownSince,
    })
  })

  it.each([
    ['nothing', {}, 'WHICH'],
    ['no ids', { ids: [] }, 'WHICH'],
    ['ids that are none', { ids: [{ $ne: null }] }, 'WHICH'],
    ['too many ids', { ids: Array.from({ length: 1_001 }, (_, index) => String(index)) }, 'WHICH'],
    ['a filter that is none', { where: ['state'] }, 'WHICH'],
  ])('refuses %s with a reason', async (_title, body, code) => {
    expect(await post('/redrive', body)).toMatchObject({ body: { errors: [{ code }] }, status: 400 })
  })

  it('is for those who may retry', async () => {
    const [id] = await insert(failed(new Date()))

    expect((await post('/redrive', { ids: [id] }, 'analyst')).status).toBe(403)
    expect((await post('/redrive', { ids: [id] }, null)).status).toBe(401)
    expect((await find(id)).state).toBe('failed')
  })
})

describe('answering for what is late', () => {
  it('publishes or skips, one or many', async () => {
    const [published, skipped, ...others] = await insert(late(), late(), late(), late())

    expect((await post('/answer', { answer: 'publish', ids: [published] })).outcome.done).toEqual([published])
    expect((await post('/answer', { answer: 'skip', ids: [skipped, ...others] })).outcome.done).toHaveLength(3)
    expect(await find(published)).toMatchObject({ catchUp: 'publish', error: null, state: 'armed' })
    expect(await find(skipped)).toMatchObject({ error: { code: 'SKIPPED' }, state: 'cancelled' })
  })

  it('sends as publishing one of them does, in quiet hours too', async () => {
    const asked = late({ onQuiet: 'block', unknownSince: new Date(Date.now() - HOUR) })
    const [many, one] = await insert(asked, asked)

    await post('/answer', { answer: 'publish', ids: [many] })
    await post(`/${one}/publish-now`, {})

    expect(standing(await find(many))).toEqual(standing(await find(one)))
    expect(await find(many)).toMatchObject({ onQuiet: 'ignore', state: 'armed' })
  })

  it.each([['publish'], ['skip']])('%ss only what waits for an answer, and names the others', async (answer) => {
    const channel = new ObjectId()
    const [asked] = await insert(late({ channel }))
    const others = await insert(
      { channel, dueAt: new Date(Date.now() + 7 * DAY) },
      failed(new Date(), { channel }),
      failed(new Date(), { channel, state: 'missed' }),
      { channel, error: { class: 'gate', code: 'CHANNEL_PAUSED', message: 'paused' }, state: 'blocked' },
    )
    const standing = await Promise.all(others.map(find))
    const [planned] = others

    expect(
      (await post('/answer', { answer, where: { channel: { equals: channel.toHexString() } } })).outcome,
    ).toMatchObject({ done: [asked], refused: [] })
    expect((await post('/answer', { answer, ids: [asked, ...others] })).outcome).toMatchObject({
      done: [],
      refused: expect.arrayContaining([
        expect.objectContaining({ code: 'STATE', id: planned, message: '“answer” is not possible from “armed”' }),
      ]) as unknown,
    })
    expect(await Promise.all(others.map(find))).toEqual(standing)
  })

  it('skips nothing that may be out already, and says what to do with it', async () => {
    const [skipped, unclear] = await insert(late(), late({ unknownSince: new Date(Date.now() - HOUR) }))
    const { outcome } = await post('/answer', { answer: 'skip', ids: [skipped, unclear] })

    expect(outcome).toMatchObject({ done: [skipped], refused: [{ code: 'MAY_BE_OUT', id: unclear }] })
    expect(await find(unclear)).toMatchObject({ error: { code: 'ASK' }, state: 'blocked' })
  })

  it('lets one of two people win, row by row', async () => {
    const ids = await insert(...Array.from({ length: 40 }, () => late()))
    const answers = await Promise.all([
      post('/answer', { answer: 'publish', ids }),
      post('/answer', { answer: 'skip', ids }, 'reviewer'),
    ])
    const [published, skipped] = answers.map(({ outcome }) => outcome.done)
    const reached = await rows.find({ _id: { $in: ids } }).toArray()

    expect([...(published ?? []), ...(skipped ?? [])].sort()).toEqual([...ids].sort())
    expect(reached.every(({ state }) => state === 'armed' || state === 'cancelled')).toBe(true)
    expect(
      reached
        .filter(({ state }) => state === 'cancelled')
        .map(({ _id }) => _id)
        .sort(),
    ).toEqual([...(skipped ?? [])].sort())
  })

  it('refuses an answer that is none, in the language of the one who asks', async () => {
    expect(await post('/answer', { answer: 'maybe', ids: ['x'] }, 'editor', 'zh')).toMatchObject({
      body: { errors: [{ code: 'ANSWER', message: expect.stringContaining('请给出回答') as string }] },
      status: 400,
    })
  })

  it('works off a list that holds them alone, the oldest first', async () => {
    const [newer, older] = await insert(late(), late({ dueAt: new Date(Date.now() - 2 * HOUR) }))

    await insert(
      ...Array.from({ length: 300 }, (): Partial<StoredRow> => ({
        dueAt: new Date(0),
        error: { class: 'gate', code: 'POST_DELETED', message: '' },
        state: 'blocked',
      })),
    )
    const { count, publications } = await findWorkList({ db: databaseOf(app.payload), locale: 'zh' })

    expect(count).toBe(2)
    expect(publications.map(({ id }) => id)).toEqual([older, newer])

    const { queryPlanner } = (await rows
      .find({ 'error.code': 'ASK', state: 'blocked' })
      .sort({ dueAt: 1 })
      .explain()) as { queryPlanner: { winningPlan: object } }

    expect(JSON.stringify(queryPlanner.winningPlan)).toContain('"to-answer"')
  })
})
