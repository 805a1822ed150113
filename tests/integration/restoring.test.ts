import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { planRepublishing, planRestoring, type PlanRestoringArgs } from '../../jobs/releases/planRestoring.ts'
import { letStandAgain, restoreRows } from '../../jobs/releases/restoreRows.ts'
import { HOUR } from '../../src/domain/duration.ts'
import { aPublication } from '../support/aPublication.ts'

let client: MongoClient
let db: Db

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('restore_rows')
})

beforeEach(() => db.dropDatabase())

afterAll(() => client.close())

const [post, shop, site] = [new ObjectId(), new ObjectId(), new ObjectId()]

/** Puts out the post on a channel at a minute of an hour; all but the last there have been superseded. */
async function publish(_id: string, minute: number, given: Partial<StoredRow> = {}): Promise<string> {
  const publishedAt = new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString()

  await rowsOf(db).insertOne(
    aPublication({ _id, channel: shop, post, receipt: { publishedAt, remoteId: _id }, state: 'published', ...given }),
  )

  return _id
}

const now = new Date('2026-11-22T20:00:00Z')
const before = new Date(now.getTime() - 8 * HOUR)
const later = new Date(now.getTime() + HOUR)

const findReplacing = () => Promise.resolve(new Set([shop, site].map(String)))

const plan = (ids: readonly string[], given: Partial<PlanRestoringArgs> = {}) =>
  planRestoring(db, { findReplacing, ids, isRestoring: true, now, ...given })

const froms = async (ids: readonly string[], given: Partial<PlanRestoringArgs> = {}) =>
  Object.fromEntries((await plan(ids, given)).map(({ from, row }) => [row, from]))

/** What a row has of a schedule whose content is to come down at that time. */
async function untilThen(unpublishAt: Date): Promise<Pick<StoredRow, 'occurrenceAt' | 'schedule'>> {
  const { insertedId } = await db.collection('schedules').insertOne({ publishAt: before, unpublishAt })

  return { occurrenceAt: before, schedule: insertedId }
}

const restore = async (undone: Parameters<typeof restoreRows>[0]['undone']) => {
  await rowsOf(db).updateMany({ _id: { $in: undone.map(({ row }) => row) } }, { $set: { state: 'withdrawn' } })
  await restoreRows({ bells: { ring: () => Promise.resolve() }, db, undone })

  return rowsOf(db)
    .find({ restores: { $exists: true } })
    .toArray()
}

describe('planRestoring', () => {
  it('brings back what stood before, newest first, on the same channel', async () => {
    await publish('older', 1, { superseded: true })
    await publish('old', 2, { superseded: true })
    await publish('elsewhere', 3, { channel: site, superseded: true })
    await publish('later', 9, { superseded: true })

    expect(await froms([await publish('taken', 5)])).toEqual({ taken: 'old' })
  })

  it('brings back nothing that is taken back itself, and once what stood before all of it', async () => {
    await publish('old', 1, { superseded: true })
    const ids = [await publish('first', 2, { superseded: true }), await publish('second', 3)]

    expect(await froms(ids)).toEqual({ first: null, second: 'old' })
  })

  it('brings back nothing where nothing stood before', async () => {
    expect(await froms([await publish('only', 2)])).toEqual({ only: null })
  })

  it('sends nothing where posts pile up: the older one never came down', async () => {
    await publish('old', 1, { superseded: true })
    const undone = await plan([await publish('taken', 5)], { findReplacing: () => Promise.resolve(new Set()) })

    expect(undone).toEqual([{ from: 'old', restoredAs: null, row: 'taken' }])
    expect(await restore(undone)).toEqual([])
    await letStandAgain({ db, undone })
    expect(await rowsOf(db).findOne({ _id: 'old' })).toMatchObject({ state: 'published', superseded: false })
  })

  it('brings back nothing that the same release put out or has brought back already', async () => {
    const other = new ObjectId()

    await publish('older', 1, { superseded: true })
    await publish('old', 2, { superseded: true })
    await publish('ours', 3, { schedule: other, superseded: true })
    const ids = [await publish('taken', 5)]

    expect(await froms(ids, { ours: { froms: [], schedules: [String(other)] } })).toEqual({ taken: 'old' })
    expect(await froms(ids, { ours: { froms: ['old'], schedules: [String(other)] } })).toEqual({ taken: 'older' })
  })
})

describe('what comes back', () => {
  it('comes down when it was to come down, and waits for no quiet hours', async () => {
    await publish('old', 1, { ...(await untilThen(later)), onQuiet: 'move', superseded: true })

    expect(await restore(await plan([await publish('taken', 5)]))).toMatchObject([
      { onQuiet: 'ignore', restores: 'old', unpublishAt: later },
    ])
  })

  it('is by its plan, where taking it down wrote another time over it', async () => {
    const row = { ...(await untilThen(later)), onQuiet: 'block' as const, unpublishAt: before }
    const ids = [await publish('taken', 1, row)]

    expect(await restore(await planRepublishing(db, { findReplacing, ids, now }))).toMatchObject([
      { onQuiet: 'ignore', restores: 'taken', unpublishAt: later },
    ])
  })

  it('keeps to quiet hours where it is sent to people anew', async () => {
    const ids = [await publish('taken', 1, { onQuiet: 'block' })]
    const undone = await planRepublishing(db, { findReplacing: () => Promise.resolve(new Set()), ids, now })

    expect(await restore(undone)).toMatchObject([{ onQuiet: 'block', restores: 'taken', unpublishAt: null }])
  })

  it('is not what never stood', async () => {
    const ids = [await publish('taken', 1, { state: 'withdrawn' }), await publish('never', 2, { state: 'missed' })]

    expect(await planRepublishing(db, { findReplacing, ids, now })).toMatchObject([{ row: 'taken' }])
  })

  it('comes down with what it restores, when that was restored itself', async () => {
    await publish('first', 1, { ...(await untilThen(later)), state: 'withdrawn' })
    await publish('again', 2, { restores: 'first', superseded: true })

    expect(await restore(await plan([await publish('taken', 5)]))).toContainEqual(
      expect.objectContaining({ restores: 'again', unpublishAt: later }),
    )
  })

  it('stays down, and says so, where that time is over', async () => {
    await publish('old', 1, { ...(await untilThen(now)), superseded: true })
    const undone = await plan([await publish('taken', 5)])

    expect(undone).toMatchObject([{ error: { code: 'RESTORE_OVER' }, from: null, restoredAs: null }])
    expect(await restore(undone)).toEqual([])
  })
})
