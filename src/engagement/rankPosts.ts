import type { Db, Document } from 'mongodb'

import { DAY, HOUR } from '../domain/duration.ts'
import type { EngagementType } from '../domain/engagement.ts'
import type { LocalDay } from '../domain/localDays.ts'
import { aggregateBuckets, utcDaysOf } from './readBuckets.ts'

export interface RankPostsArgs {
  by: EngagementType
  days: readonly LocalDay[]
  db: Db
  limit: number
}

export interface RankedPost {
  count: number
  id: string
}

/**
 * The posts with the most events of one type, in one query.
 *
 * Takes the sum of whole UTC days as it is stored; hours are added only for the first and the last day,
 * of which the zone's days have a part. Hours of all days would cost hundreds of milliseconds.
 */
export async function rankPosts({ by, days, db, limit }: RankPostsArgs): Promise<RankedPost[]> {
  const { firstDay, lastDay } = utcDaysOf(days)
  const startAt = days[0]?.startAt.getTime() ?? 0
  const endAt = days.at(-1)?.endAt.getTime() ?? 0
  const partOf = (day: Date): Document => ({
    case: { $eq: ['$day', day] },
    then: { $sum: hoursWithin({ day, endAt, startAt }).map((hour) => ({ $ifNull: [`$hours.${hour}.${by}`, 0] })) },
  })

  const rows = await aggregateBuckets<{ _id: string; count: number }>(
    db,
    { day: { $gte: firstDay, $lte: lastDay }, kind: 'post' },
    [
      {
        $group: {
          _id: '$subject',
          count: {
            $sum: {
              $switch: { branches: [partOf(firstDay), partOf(lastDay)], default: { $ifNull: [`$total.${by}`, 0] } },
            },
          },
        },
      },
      { $match: { count: { $gt: 0 } } },
      { $sort: { count: -1, _id: 1 } },
      { $limit: limit },
    ],
  )

  return rows.map(({ _id, count }) => ({ count, id: _id }))
}

function hoursWithin({ day, endAt, startAt }: { day: Date; endAt: number; startAt: number }): number[] {
  return Array.from({ length: DAY / HOUR }, (_, hour) => hour).filter((hour) => {
    const at = day.getTime() + hour * HOUR

    return at >= startAt && at < endAt
  })
}
