import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { planRestoring } from '../../jobs/releases/restoreRows.ts'
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

const froms = async (ids: readonly string[]) =>
  Object.fromEntries((await planRestoring(db, { ids, isRestoring: true })).map(({ from, row }) => [row, from]))

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
})
