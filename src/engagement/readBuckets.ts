import type { Db, Document } from 'mongodb'

import { DAY } from '../domain/duration.ts'
import type { RollupBucket, Subject } from '../domain/engagementRollup.ts'
import { bucketId } from '../domain/engagementRollup.ts'
import type { LocalDay } from '../domain/localDays.ts'
import { ENGAGEMENT_PENDING, ENGAGEMENT_ROLLUPS } from '../domain/slugs.ts'

export interface UtcDays {
  firstDay: Date
  lastDay: Date
}

/** The UTC days that have an hour of these days of a zone. */
export const utcDaysOf = (days: readonly LocalDay[]): UtcDays => ({
  firstDay: midnight(days[0]?.startAt.getTime() ?? 0),
  lastDay: midnight((days.at(-1)?.endAt.getTime() ?? 1) - 1),
})

export interface ReadBucketsArgs extends UtcDays {
  db: Db
  subjects: readonly Subject[]
}

/**
 * The buckets of some subjects, in one query; those with the same `_id` are to be added.
 *
 * Reads the buckets and what is still pending in one snapshot: a fold in between would
 * show sums twice or not at all.
 */
export async function readBuckets({ db, firstDay, lastDay, subjects }: ReadBucketsArgs): Promise<RollupBucket[]> {
  const ranges = subjects.map((subject) => ({
    _id: { $gte: bucketId(subject, firstDay), $lte: bucketId(subject, lastDay) },
  }))

  return ranges.length === 0 ? [] : aggregateBuckets<RollupBucket>(db, { $or: ranges }, [])
}

/** Runs an aggregation over stored and pending buckets that match, as they were at one instant. */
export const aggregateBuckets = <Row extends Document>(db: Db, match: Document, stages: Document[]): Promise<Row[]> =>
  db
    .collection(ENGAGEMENT_ROLLUPS)
    .aggregate<Row>(
      [
        { $match: match },
        {
          $unionWith: {
            coll: ENGAGEMENT_PENDING,
            pipeline: [{ $unwind: '$buckets' }, { $replaceRoot: { newRoot: '$buckets' } }, { $match: match }],
          },
        },
        ...stages,
      ],
      { readConcern: { level: 'snapshot' } },
    )
    .toArray()

const midnight = (at: number): Date => new Date(Math.floor(at / DAY) * DAY)
