import { type Db, type Document, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { createLedger, type Ledger } from '../../jobs/ledger/createLedger.ts'
import { type Claim, type Rows, rowsOf } from '../../jobs/ledger/rows.ts'
import { createServerClock, type ServerClock } from '../../jobs/serverClock.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { publicationId } from '../../src/domain/publicationId.ts'
import { aPublication } from '../support/aPublication.ts'

/**
 * The checks of the other fault tests are worth something only if they fail when a guard is missing.
 *
 * Here each guard is taken out of the ledger's own commands, on their way to a real database, and the same
 * story is played with it and without.
 */
let client: MongoClient
let clock: ServerClock
let db: Db

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('guards')
  clock = await createServerClock({ db })
})
beforeEach(() => db.dropDatabase())
afterAll(() => client.close())

/** The collection, with some conditions removed from every filter that passes. */
const without = (...conditions: string[]): Rows =>
  new Proxy(rowsOf(db), {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)

      if (typeof value !== 'function') {
        return value
      }

      return key === 'find' || key === 'updateMany'
        ? (filter: Document, ...rest: unknown[]) =>
            Reflect.apply(value, target, [
              Object.fromEntries(Object.entries(filter).filter(([name]) => !conditions.includes(name))),
              ...rest,
            ]) as unknown
        : (value.bind(target) as unknown)
    },
  })

const ledgerWithout = (...conditions: string[]): Ledger => createLedger({ clock, db, rows: without(...conditions) })

const claimAll = async (ledger: Ledger): Promise<Claim[]> =>
  (await ledger.claimDue({ aheadMs: 0, leaseMs: MINUTE, limit: 100 })).claims

/** Two workers go for the same 50 rows; what each may send is what it marked. */
async function race(ledger: Ledger): Promise<string[]> {
  await rowsOf(db).insertMany(Array.from({ length: 50 }, () => aPublication()))
  const first = await claimAll(ledger)
  const second = await claimAll(ledger)
  const mark = async (claims: Claim[]): Promise<Claim[]> =>
    claims.length === 0 ? [] : ledger.markSending({ aheadMs: 0, claims, safetyMs: 0 })
  const marked = await Promise.all([mark(first), mark(second)])

  return marked.flat().map(({ row }) => row._id)
}

/** A worker sleeps past its lease; another takes over and publishes; then the first wakes up and says "failed". */
async function wakeZombie(ledger: Ledger): Promise<string | undefined> {
  const fate = { error: { class: 'retry', code: 'ZOMBIE', message: 'late' }, state: 'failed' } as const

  await rowsOf(db).insertOne(aPublication())
  const [zombie] = await claimAll(ledger)

  await rowsOf(db).updateMany({}, { $set: { leaseUntil: new Date(Date.now() - SECOND) } })
  await ledger.reapExpired()
  const [heir] = await ledger.markSending({ aheadMs: 0, claims: await claimAll(ledger), safetyMs: 0 })

  await ledger.settle([{ outcome: fate, row: (zombie as Claim).row }])
  await ledger.settle([{ outcome: { error: null, state: 'published' }, row: (heir as Claim).row }])

  return (await rowsOf(db).findOne())?.state
}

/** A schedule is armed twice, as by two saves at one time; how many rows would be sent. */
async function armTwice(idOf: (key: Parameters<typeof publicationId>[0]) => string): Promise<number> {
  const [channel, post, schedule, occurrenceAt] = [new ObjectId(), new ObjectId(), new ObjectId(), new Date()]
  const key = { channelId: String(channel), occurrenceAt, postId: String(post), scheduleId: String(schedule) }
  const arm = () =>
    rowsOf(db)
      .insertOne(aPublication({ _id: idOf(key), channel, dueAt: occurrenceAt, post, schedule }))
      .catch(() => undefined)

  await Promise.all([arm(), arm()])

  return (await claimAll(createLedger({ clock, db }))).length
}

const doubles = (ids: readonly string[]): number => ids.length - new Set(ids).size

describe('the compare-and-set', () => {
  it('gives a row to one of two workers', async () => {
    expect(doubles(await race(ledgerWithout()))).toBe(0)
  })

  it('is what does it: without it both send', async () => {
    expect(doubles(await race(ledgerWithout('state', 'token')))).toBe(50)
  })
})

describe('the fence', () => {
  it('keeps a worker that slept too long from overruling its heir', async () => {
    expect(await wakeZombie(ledgerWithout())).toBe('published')
  })

  it('is what does it: without it the zombie has the word', async () => {
    expect(await wakeZombie(ledgerWithout('$expr', 'fence'))).toBe('failed')
  })
})

describe('the derived id', () => {
  it('makes one row of an occurrence that is armed twice', async () => {
    expect(await armTwice(publicationId)).toBe(1)
  })

  it('is what does it: with drawn ids it would go out twice', async () => {
    expect(await armTwice(() => new ObjectId().toHexString())).toBe(2)
  })
})
