import { type Collection, type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'

import type { EngagementFact } from '../../src/domain/engagement.ts'
import { recordTotals, type StoredTotals } from '../../src/engagement/recordTotals.ts'

let client: MongoClient
let db: Db

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('record_totals')
  await db.dropDatabase()
})

afterAll(() => client.close())

/** The database, but somebody else acts right after the first look at what is stored. */
const interrupted = (act: () => Promise<void>): Db => {
  let isOver = false
  const stored = db.collection<StoredTotals>('engagement_totals')
  const findOne = async (filter: { _id: string }): Promise<StoredTotals | null> => {
    const found = await stored.findOne(filter)

    if (!isOver) {
      isOver = true
      await act()
    }

    return found
  }
  const watched = { findOne, insertOne: stored.insertOne.bind(stored), updateOne: stored.updateOne.bind(stored) }

  return { collection: () => watched as unknown as Collection } as unknown as Db
}

it('counts once what two tell, when one acts between look and write of the other', async () => {
  const counted = new Map<string, number>()
  const record = (facts: EngagementFact[]): Promise<void> => {
    facts.forEach(({ count = 1, id }) => counted.set(id, counted.get(id) ?? count))

    return Promise.resolve()
  }
  const tell = (view: number, on: Db = db): Promise<void> =>
    recordTotals({ at: new Date(), db: on, record, subjects: { publication: 'p1' }, totals: { view } })

  await tell(100)
  await tell(
    700,
    interrupted(() => tell(500)),
  )

  expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBe(700)
  expect(await db.collection<StoredTotals>('engagement_totals').findOne({ _id: 'p1' })).toMatchObject({
    telling: null,
    totals: { view: 700 },
  })
})
