import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'

import { createBells } from '../../jobs/bells.ts'
import { actOnRow } from '../../jobs/ledger/actOnRow.ts'
import { createLedger, type Ledger } from '../../jobs/ledger/createLedger.ts'
import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { type Claim, type Rows, rowsOf } from '../../jobs/ledger/rows.ts'
import { createServerClock, type ServerClock } from '../../jobs/serverClock.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { aPublication } from '../support/aPublication.ts'

let client: MongoClient
let clock: ServerClock
let db: Db
let ledger: Ledger
let rows: Rows

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('ledger')
  clock = await createServerClock({ db })
  ledger = createLedger({ clock, db })
  rows = rowsOf(db)
})

beforeEach(async () => {
  await db.dropDatabase()
  await ensureIndexes(db, JOB_INDEXES)
})

afterAll(() => client.close())

const claim = async (leaseMs = MINUTE): Promise<Claim[]> =>
  (await ledger.claimDue({ aheadMs: 0, leaseMs, limit: 500 })).claims

const mark = (claims: readonly Claim[]) => ledger.markSending({ aheadMs: 0, claims, safetyMs: 0 })

const published = ({ row }: Claim) => ({
  outcome: { receipt: { remoteId: `remote-${row._id}` }, state: 'published' as const },
  row,
})

describe('ledger', () => {
  it('marks nothing of a channel whose turn has ended, for another one decides about it by now', async () => {
    const [kept, free] = [aPublication(), aPublication()]

    await rows.insertMany([kept, free])
    const claims = await claim()
    const markUntil = (endsAt: Date) =>
      ledger.markSending({ aheadMs: 0, claims, safetyMs: 0, turn: { channels: [kept.channel], endsAt } })

    expect((await markUntil(new Date(Date.now() + SECOND))).map(({ row }) => row._id)).toEqual([free._id])
    expect(await markUntil(new Date(Date.now() + MINUTE))).toHaveLength(2)
  })

  it('gives each due row to one of many that ask at once', async () => {
    await rows.insertMany(Array.from({ length: 300 }, () => aPublication()))

    const claims = (await Promise.all(Array.from({ length: 8 }, () => claim()))).flat()

    expect(claims).toHaveLength(300)
    expect(new Set(claims.map(({ row }) => row._id)).size).toBe(300)
  })

  it('claims nothing that is due later than it was asked for', async () => {
    await rows.insertOne(aPublication({ dueAt: new Date(Date.now() + MINUTE) }))

    expect(await claim()).toEqual([])
  })

  it('marks nothing before its time', async () => {
    await rows.insertOne(aPublication({ dueAt: new Date(Date.now() + 5 * SECOND) }))

    const { claims } = await ledger.claimDue({ aheadMs: MINUTE, leaseMs: MINUTE, limit: 10 })

    expect(claims).toHaveLength(1)
    expect(await mark(claims)).toEqual([])
  })

  it('marks nothing that was cancelled after it was claimed', async () => {
    await rows.insertMany([aPublication(), aPublication()])
    const claims = await claim()

    await rows.updateOne({ _id: claims[0]?.row._id ?? '', state: 'claimed' }, { $set: { state: 'cancelled' } })

    expect((await mark(claims)).map(({ row }) => row._id)).toEqual([claims[1]?.row._id])
  })

  it('takes back the marks of rows that are still its own, twice without harm', async () => {
    const [kept, lost] = [aPublication(), aPublication()]

    await rows.insertMany([kept, lost])
    const marked = await mark(await claim())

    await rows.updateOne({ _id: lost._id }, { $set: { token: 'of another' } })

    for (const _try of [1, 2]) {
      const [taken, ...others] = await ledger.unmark(marked)

      expect([taken?.row, others]).toMatchObject([{ _id: kept._id, attempts: 0 }, []])
    }

    expect(await rows.findOne({ _id: kept._id })).toMatchObject({ attempts: 0, state: 'claimed' })
    expect(await rows.findOne({ _id: lost._id })).toMatchObject({ attempts: 1, state: 'sending' })
    expect(await mark((await ledger.unmark(marked)).slice(0, 1))).toMatchObject([{ row: { attempts: 1 } }])
  })

  it('writes each row its own receipt in one window', async () => {
    await rows.insertMany(Array.from({ length: 50 }, () => aPublication()))
    const claims = await mark(await claim())

    expect(await ledger.settle(claims.map(published))).toEqual([])

    const stored = await rows.find().toArray()

    expect(stored.every((row) => row.state === 'published' && row.receipt?.remoteId === `remote-${row._id}`)).toBe(true)
    expect(stored.every((row) => row.attempts === 1 && row.followed === false && row.leaseUntil === null)).toBe(true)
    expect(stored.every((row) => row.changedAt instanceof Date && !('__settled' in row))).toBe(true)
  })

  it('writes what is the same for many with the id of each, and waits from the time of the write', async () => {
    await rows.insertMany(Array.from({ length: 40 }, () => aPublication()))
    const claims = await mark(await claim())
    const [later, rest] = [claims.slice(0, 20), claims.slice(20)]

    await ledger.settle([
      ...later.map(({ row }) => ({
        dueInMs: MINUTE,
        lookInMs: null,
        outcome: { error: null, movedFor: ['QUIET_HOURS'], state: 'armed' as const },
        row,
      })),
      ...rest.map(({ row }) => ({
        outcome: {
          receipt: { publishedAt: '2026-11-22T12:00:00.000Z', remoteId: row._id },
          state: 'published' as const,
        },
        row,
      })),
    ])

    const stored = new Map((await rows.find().toArray()).map((row) => [row._id, row]))

    expect(rest.every(({ row }) => stored.get(row._id)?.receipt?.remoteId === row._id)).toBe(true)
    expect(rest.every(({ row }) => stored.get(row._id)?.followed === false)).toBe(true)
    expect(later.every(({ row }) => Number(stored.get(row._id)?.dueAt) > Date.now() + 50 * SECOND)).toBe(true)
    expect(later.every(({ row }) => stored.get(row._id)?.lookAt === null)).toBe(true)
    expect(later.every(({ row }) => stored.get(row._id)?.movedFor?.join() === 'QUIET_HOURS')).toBe(true)
  })

  it.each([
    ['is given back', (claims: Claim[]) => ledger.release(claims), null],
    [
      'is put off',
      (claims: Claim[]) => ledger.settle(claims.map(({ row }) => ({ outcome: { state: 'armed' as const }, row }))),
      null,
    ],
    [
      'is held back without a word',
      (claims: Claim[]) =>
        ledger.settle(claims.map(({ row }) => ({ isQuiet: true, outcome: { state: 'blocked' as const }, row }))),
      null,
    ],
    [
      'is held back',
      (claims: Claim[]) => ledger.settle(claims.map(({ row }) => ({ outcome: { state: 'blocked' as const }, row }))),
      false,
    ],
  ])('marks a row to be told from its claim on, until it %s', async (_what, end, followed) => {
    await rows.insertOne(aPublication())
    const claims = await claim()

    expect((await rows.findOne())?.followed).toBe(false)
    await end(claims)
    expect(await rows.findOne()).toMatchObject({ followed, leaseUntil: null, token: null })
  })

  it('takes an acknowledgement twice without harm', async () => {
    await rows.insertOne(aPublication())
    const claims = await mark(await claim())

    await ledger.settle(claims.map(published))

    expect(await ledger.settle(claims.map(published))).toEqual([])
  })

  it('refuses the word of a worker whose row somebody else has claimed since', async () => {
    const row = aPublication()

    await rows.insertOne(row)
    const old = await claim()

    await ledger.release(old)
    await mark(await claim())

    expect(await ledger.settle(old.map(published))).toEqual([row._id])
    expect((await rows.findOne())?.state).toBe('sending')
  })

  it('arms a claimed row again when its lease runs out, and calls a sending one unconfirmed', async () => {
    await rows.insertMany([aPublication(), aPublication()])
    const [first, second] = await claim(SECOND)

    await mark([first as Claim])

    const reaped = { rearmed: 0, unconfirmed: 0 }

    await vi.waitFor(
      async () => {
        const { rearmed, unconfirmed } = await ledger.reapExpired()

        reaped.rearmed += rearmed
        reaped.unconfirmed += unconfirmed
        expect(reaped).toEqual({ rearmed: 1, unconfirmed: 1 })
      },
      { timeout: 5 * SECOND },
    )

    const unknown = await rows.findOne({ _id: first?.row._id ?? '' })

    expect(unknown?.state).toBe('unconfirmed')
    expect(unknown?.unknownSince?.getTime()).toBeLessThanOrEqual(Date.now())
    expect(unknown?.unknownSince?.getTime()).toBeGreaterThan(Date.now() - MINUTE)
    expect(await rows.findOne({ _id: second?.row._id ?? '' })).toMatchObject({ state: 'armed' })
  })

  it.each([
    ['retry', 'failed', null],
    ['resolve', 'unconfirmed', null],
    ['retry', 'blocked', 'kept'],
    ['retry', 'missed', 'kept'],
    ['publish-now', 'armed', 'kept'],
  ] as const)(
    'forgets since when nobody knows by a person’s word alone: %s of what is %s',
    async (action, state, kept) => {
      const unknownSince = new Date(Date.now() - HOUR)
      const row = aPublication({ state, unknownSince })

      await rows.insertOne(row)

      const after = await actOnRow(rows, {
        action,
        decision: { action: 'send', ignoresLateness: true },
        now: new Date(),
        row,
      })

      expect(after?.unknownSince).toEqual(kept === null ? null : unknownSince)
    },
  )

  it('still believes the one who sent it when the word comes late and nobody has taken over', async () => {
    await rows.insertOne(aPublication())
    const claims = await mark(await claim(100))

    await expect.poll(() => ledger.reapExpired(), { timeout: 5 * SECOND }).toMatchObject({ unconfirmed: 1 })
    expect((await rows.findOne())?.lookAt).toBeInstanceOf(Date)

    expect(await ledger.settle(claims.map(published))).toEqual([])
    expect(await rows.findOne()).toMatchObject({ lookAt: null, state: 'published' })
  })

  it('renews only leases that are still its own', async () => {
    await rows.insertMany([aPublication(), aPublication()])
    const claims = await claim()

    await rows.updateOne({ _id: claims[0]?.row._id ?? '' }, { $inc: { fence: 1 } })

    expect((await ledger.renew(claims)).map(({ row }) => row._id)).toEqual([claims[1]?.row._id])
  })
})

describe('bells', () => {
  it('hang once per second, however many rows are due and however often they are rung', async () => {
    const bells = createBells(() => db)
    const at = new Date('2027-01-01T09:00:00.000Z')

    await bells.ring([at, new Date(at.getTime() + 400), new Date(at.getTime() + SECOND)])
    await bells.ring([at])

    expect(await db.collection('agenda_jobs').countDocuments()).toBe(2)
  })
})
