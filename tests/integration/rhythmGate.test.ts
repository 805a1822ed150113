import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { createSending, type Sending } from '../../jobs/createSending.ts'
import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { type Rows, rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { aChannel, type AChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

let client: MongoClient
let db: Db
let rows: Rows
let channels: Map<string, AChannel>
let running: Sending[]

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('rhythm_gate')
  rows = rowsOf(db)
})

beforeEach(async () => {
  await db.dropDatabase()
  await ensureIndexes(db, JOB_INDEXES)
  channels = new Map()
  running = []
})

afterEach(() => Promise.all(running.map((sending) => sending.stop())))
afterAll(() => client.close())

async function start(): Promise<void> {
  running.push(
    await createSending({
      db,
      log: silentLog,
      openChannel: (id) => Promise.resolve(channels.get(id.toHexString()) ?? null),
    }),
  )
}

/** A channel that is stored with its rhythm. */
async function join({
  timeZone = 'Asia/Shanghai',
  ...rhythm
}: { [field: string]: unknown; timeZone?: string } = {}): Promise<ObjectId> {
  const channel = aChannel({}, { account: { timeZone } })

  channels.set(channel.account.id, channel)
  await db.collection('channels').insertOne({ _id: channel.id, name: '渠道', timeZone, ...rhythm })

  return channel.id
}

async function arm(...given: Partial<StoredRow>[]): Promise<string[]> {
  const armed = given.map((row) => aPublication(row))

  await db.collection('posts').insertMany(armed.map(({ post }) => ({ _id: post, stage: 'approved' })))
  await rows.insertMany(armed)

  return armed.map(({ _id }) => _id)
}

const reaches = (id: string | undefined, expected: object) =>
  expect.poll(() => rows.findOne({ _id: id ?? '' }), { interval: 100, timeout: 30 * SECOND }).toMatchObject(expected)

/** Hours of the day around this moment, on the wall of Shanghai. */
function quietNow(): { from: string; until: string; weekdays: never[] }[] {
  const wall = (ms: number): string => new Date(Date.now() + 8 * HOUR + ms).toISOString().slice(11, 16)

  return [{ from: wall(-2 * HOUR), until: wall(2 * HOUR), weekdays: [] }]
}

describe('the gate', () => {
  it('calls missed what would be moved past its withdrawal', async () => {
    const channel = await join({ quietHours: quietNow() })
    const until = (ms: number) => ({ channel, onQuiet: 'move' as const, unpublishAt: new Date(Date.now() + ms) })
    const [short, long] = await arm(until(HOUR), until(3 * HOUR))

    await start()
    await reaches(short, { error: { code: 'WITHDRAWN_BEFORE_PUBLISHED' }, state: 'missed' })
    await reaches(long, { movedFor: ['QUIET_HOURS'], state: 'armed' })
  })

  it('calls missed what would be moved past the end of its campaign, and what is late past its grace', async () => {
    const [campaign, channel] = [new ObjectId(), await join({ quietHours: quietNow() })]
    const dueAt = new Date(Date.now() - MINUTE)

    await db.collection('campaigns').insertOne({ _id: campaign, endAt: new Date(Date.now() + HOUR) })
    const [ended, late, bearing, punctual] = await arm(
      { campaign, catchUp: 'publish', channel },
      { catchUp: 'skip', channel, dueAt, graceMinutes: 30 },
      { catchUp: 'skip', channel, dueAt, graceMinutes: 300 },
      { catchUp: 'skip', channel, dueAt: new Date(Date.now() + 2 * SECOND), graceMinutes: 30 },
    )

    await start()
    await reaches(ended, { error: { code: 'CAMPAIGN_ENDED' }, state: 'missed' })
    await reaches(late, { error: { code: 'PAST_GRACE' }, state: 'missed' })
    await reaches(bearing, { movedFor: ['QUIET_HOURS'], state: 'armed', wait: { since: dueAt } })
    await reaches(punctual, { movedFor: ['QUIET_HOURS'], state: 'armed' })
    expect(await rows.findOne({ _id: punctual ?? '' })).not.toHaveProperty('wait')
  })

  it('looks for what may be out at its withdrawal, past which it would be moved', async () => {
    const unpublishAt = new Date(Date.now() + HOUR)
    const unknownSince = new Date(Date.now() - MINUTE)
    const channel = await join({ quietHours: quietNow() })
    const [id] = await arm({ attempts: 1, channel, onQuiet: 'move', unknownSince, unpublishAt })

    await start()
    await reaches(id, { error: { code: 'OUTCOME_UNKNOWN' }, state: 'unconfirmed', unknownSince })

    const row = await rows.findOne({ _id: id ?? '' })

    expect(Math.abs(Number(row?.lookAt) - unpublishAt.getTime())).toBeLessThan(10 * SECOND)
  })

  it('moves what is due in quiet hours that came after arming, never early and with why', async () => {
    const [id] = await arm({ channel: await join({ quietHours: quietNow() }), onQuiet: 'move' })

    await start()
    await reaches(id, {
      attempts: 0,
      error: { class: 'waiting', code: 'QUIET_HOURS' },
      leaseUntil: null,
      movedFor: ['QUIET_HOURS'],
      state: 'armed',
    })

    const row = await rows.findOne({ _id: id ?? '' })

    expect(row?.dueAt.getTime()).toBeGreaterThan(Date.now() + HOUR)
    expect(row?.occurrenceAt.getTime()).toBeLessThan(Date.now())
  })

  it('blocks it where the schedule says so, and sends what a person wants in spite of it', async () => {
    const channel = await join({ quietHours: quietNow() })
    const [blocked, wanted] = await arm({ channel, onQuiet: 'block' }, { channel, onQuiet: 'ignore' })

    await start()
    await reaches(blocked, { error: { class: 'gate', code: 'QUIET_HOURS' }, state: 'blocked' })
    await reaches(wanted, { state: 'published' })
  })

  it('holds everything on a day of mourning that was declared after arming', async () => {
    const [moved, wanted] = await arm({ channel: await join() }, { channel: await join(), onQuiet: 'ignore' })

    await db.collection('blackouts').insertOne({
      action: 'block',
      channels: [],
      from: new Date(Date.now() - HOUR),
      kind: 'mourning',
      name: '公祭日',
      until: new Date(Date.now() + HOUR),
    })
    await start()
    await reaches(moved, { error: { class: 'gate', code: 'BLACKOUT' }, state: 'blocked' })
    await reaches(wanted, { error: { code: 'BLACKOUT' }, state: 'blocked' })
  })

  it('holds what an embargo that came after arming forbids', async () => {
    const campaign = new ObjectId()

    await db.collection('campaigns').insertOne({ _id: campaign, embargoUntil: new Date(Date.now() + HOUR) })

    const [early, other] = await arm({ campaign, channel: await join() }, { channel: await join() })

    await start()
    await reaches(early, { error: { class: 'gate', code: 'EMBARGO' }, state: 'blocked' })
    await reaches(other, { state: 'published' })
  })

  it('says until when on the clock of the channel, which has no rhythm of its own', async () => {
    const [campaign, channel] = [new ObjectId(), await join({ timeZone: 'America/New_York' })]
    const until = new Date('2099-07-01T21:00:00Z')

    await db.collection('campaigns').insertOne({ _id: campaign, embargoUntil: until })
    await db.collection('blackouts').insertOne({
      action: 'block',
      channels: [channel],
      from: new Date(Date.now() - HOUR),
      kind: 'mourning',
      name: '公祭日',
      until,
    })

    const [silent, early] = await arm({ channel }, { campaign, channel })

    await start()
    await reaches(silent, { error: { code: 'BLACKOUT', values: { until: '2099-07-01 17:00' } } })
    await reaches(early, { error: { code: 'EMBARGO', values: { until: '2099-07-01 17:00' } } })
  })

  it('lets one of many that are overdue out, and the others behind it at the gap', async () => {
    const channel = await join({ minGapMinutes: 30 })
    const dueAt = new Date(Date.now() - 2 * MINUTE)
    const ids = await arm({ channel, dueAt }, { channel, dueAt }, { channel, dueAt })

    await start()
    await expect
      .poll(() => rows.countDocuments({ _id: { $in: ids }, state: 'published' }), { timeout: 30 * SECOND })
      .toBe(1)
    await expect
      .poll(() => rows.countDocuments({ _id: { $in: ids }, 'error.code': 'MIN_GAP', state: 'armed' }), {
        timeout: 30 * SECOND,
      })
      .toBe(2)

    const waiting = await rows.find({ _id: { $in: ids }, state: 'armed' }).toArray()

    expect(Math.min(...waiting.map((row) => row.dueAt.getTime()))).toBeGreaterThan(Date.now() + 25 * MINUTE)
  })

  it('counts what went out today against the cap', async () => {
    const channel = await join({ maxPerDay: 1 })
    const sent = aPublication({ channel, dueAt: new Date(), state: 'published' })

    await rows.insertOne(sent)

    const [id] = await arm({ channel, onQuiet: 'block' })

    await start()
    await reaches(id, { error: { code: 'DAY_FULL' }, state: 'blocked' })
  })
})
