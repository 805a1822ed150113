import type { ClientSession, Db, MongoClient } from 'mongodb'

import { mergeBuckets, sumsOf } from '../domain/bucketSums.ts'
import { DAY } from '../domain/duration.ts'
import type { RollupBucket } from '../domain/engagementRollup.ts'
import { SUBJECT_KINDS } from '../domain/engagementRollup.ts'
import { ENGAGEMENT_EVENTS, ENGAGEMENT_PENDING, ENGAGEMENT_ROLLUPS } from '../domain/slugs.ts'
import { countEvents } from './countEvents.ts'
import type { PendingRollup } from './foldPending.ts'
import { OUTLIVE_THE_DEAD_MS, runTransaction } from './transaction.ts'

/** One number of a roll-up that is not what its events say. */
export interface Difference {
  bucket: string
  counted: number
  path: string
  stored: number
}

interface RecountArgs {
  client: MongoClient
  db: Db
}

/** Compares all roll-ups, stored and pending, with a recount of the raw events, day by day. */
export async function compareRollups({ client, db }: RecountArgs): Promise<Difference[]> {
  const differences: Difference[] = []

  for (const day of await findDays(db)) {
    // One transaction: both sides are seen at the same instant, whatever is being ingested.
    const found = await runTransaction({ client, conflictPatienceMs: OUTLIVE_THE_DEAD_MS }, async (session) =>
      differ({ counted: await countEvents({ day, db, session }), stored: await findStored({ day, db, session }) }),
    )

    differences.push(...found)
  }

  return differences
}

/**
 * Makes all roll-ups anew from the raw events, day by day; ingest may go on meanwhile.
 *
 * What is pending for the day is taken out with the buckets, since its events are counted.
 */
export async function rebuildRollups({ client, db }: RecountArgs): Promise<void> {
  for (const day of await findDays(db)) {
    await runTransaction({ client, conflictPatienceMs: OUTLIVE_THE_DEAD_MS }, async (session) => {
      const counted = await countEvents({ day, db, session })

      await db
        .collection<PendingRollup>(ENGAGEMENT_PENDING)
        .updateMany({ 'buckets.day': day }, { $pull: { buckets: { day } } }, { session })
      await db.collection(ENGAGEMENT_ROLLUPS).deleteMany(ofDay(day), { session })

      if (counted.length > 0) {
        await db.collection<RollupBucket>(ENGAGEMENT_ROLLUPS).insertMany(counted, { session })
      }
    })
  }
}

/** The index is by kind, then by day. */
const ofDay = (day: Date) => ({ day, kind: { $in: [...SUBJECT_KINDS] } })

async function findDays(db: Db): Promise<Date[]> {
  const [events, buckets, pending] = await Promise.all([
    db
      .collection(ENGAGEMENT_EVENTS)
      .aggregate<{ _id: Date }>([{ $group: { _id: { $dateTrunc: { date: '$occurredAt', unit: 'day' } } } }])
      .toArray(),
    db.collection(ENGAGEMENT_ROLLUPS).distinct('day') as Promise<Date[]>,
    db.collection(ENGAGEMENT_PENDING).distinct('buckets.day') as Promise<Date[]>,
  ])
  const days = [...events.map(({ _id }) => _id), ...buckets, ...pending].map((day) => day.getTime() / DAY)

  return [...new Set(days)].sort((a, b) => a - b).map((day) => new Date(day * DAY))
}

async function findStored({
  day,
  db,
  session,
}: {
  day: Date
  db: Db
  session: ClientSession
}): Promise<RollupBucket[]> {
  const buckets = await db.collection<RollupBucket>(ENGAGEMENT_ROLLUPS).find(ofDay(day), { session }).toArray()
  const rows = await db
    .collection<PendingRollup>(ENGAGEMENT_PENDING)
    .find({ 'buckets.day': day }, { session })
    .toArray()
  const pending = rows.flatMap((row) => row.buckets).filter((bucket) => bucket.day.getTime() === day.getTime())

  return mergeBuckets([...buckets, ...pending])
}

function differ({ counted, stored }: { counted: RollupBucket[]; stored: RollupBucket[] }): Difference[] {
  const numbers = new Map<string, Difference>()

  for (const [side, buckets] of [
    ['counted', counted],
    ['stored', stored],
  ] as const) {
    for (const bucket of buckets) {
      for (const { amount, path } of sumsOf(bucket)) {
        const key = `${bucket._id} ${path}`
        const both = numbers.get(key) ?? { bucket: bucket._id, counted: 0, path, stored: 0 }

        numbers.set(key, { ...both, [side]: amount })
      }
    }
  }

  return [...numbers.values()].filter((number) => number.counted !== number.stored)
}
