import type { ClientSession, Db, MongoClient } from 'mongodb'
import { Long } from 'mongodb'

import { mergeBuckets, sumsOf } from '../domain/bucketSums.ts'
import type { RollupBucket } from '../domain/engagementRollup.ts'
import { ENGAGEMENT_PENDING, ENGAGEMENT_ROLLUPS } from '../domain/slugs.ts'
import { runTransaction } from './transaction.ts'

/** Sums of one committed batch that no bucket holds yet. */
export interface PendingRollup {
  buckets: RollupBucket[]
}

export interface FoldPendingArgs {
  client: MongoClient
  conflictPatienceMs: number
  db: Db
}

/** Rows per transaction; a row has the sums of at most 5,000 events. */
const ROWS_PER_FOLD = 40

/**
 * Moves pending sums into the buckets until none is left, whoever wrote them; gives how many rows.
 *
 * Each transaction removes the rows first: where two processes fold the same rows the second learns it
 * at once, before it has added anything.
 */
export async function foldPending({ client, conflictPatienceMs, db }: FoldPendingArgs): Promise<number> {
  let folded = 0

  for (;;) {
    const rows = await runTransaction({ client, conflictPatienceMs }, (session) => foldSome(db, session))

    folded += rows

    if (rows < ROWS_PER_FOLD) {
      return folded
    }
  }
}

async function foldSome(db: Db, session: ClientSession): Promise<number> {
  const pending = db.collection<PendingRollup>(ENGAGEMENT_PENDING)
  const rows = await pending.find({}, { session }).sort({ _id: 1 }).limit(ROWS_PER_FOLD).toArray()

  if (rows.length > 0) {
    await pending.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } }, { session })
    await addToBuckets(db, mergeBuckets(rows.flatMap(({ buckets }) => buckets)), session)
  }

  return rows.length
}

/** Amounts go as 64-bit integers: the driver would send a large number as a double. */
async function addToBuckets(db: Db, buckets: readonly RollupBucket[], session: ClientSession): Promise<void> {
  await db.collection<RollupBucket>(ENGAGEMENT_ROLLUPS).bulkWrite(
    buckets.map((bucket) => ({
      updateOne: {
        filter: { _id: bucket._id },
        update: {
          $inc: Object.fromEntries(sumsOf(bucket).map(({ amount, path }) => [path, Long.fromNumber(amount)])),
          $setOnInsert: { day: bucket.day, kind: bucket.kind, subject: bucket.subject },
        },
        upsert: true,
      },
    })),
    { session },
  )
}
