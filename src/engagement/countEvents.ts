import type { ClientSession, Db, Document } from 'mongodb'

import { mergeBuckets } from '../domain/bucketSums.ts'
import { DAY } from '../domain/duration.ts'
import type { EngagementType } from '../domain/engagement.ts'
import type { RollupBucket, SubjectKind } from '../domain/engagementRollup.ts'
import { bucketId, EVERYTHING, SUBJECT_KINDS } from '../domain/engagementRollup.ts'
import { ENGAGEMENT_EVENTS } from '../domain/slugs.ts'

export interface CountEventsArgs {
  /** Midnight UTC of the day to count. */
  day: Date
  db: Db
  session: ClientSession
}

interface Group {
  _id: {
    bot: boolean
    currency: string | null
    hour: number
    subject: { id: string; kind: SubjectKind }
    type: EngagementType
  }
  amount: number
  count: number
}

/**
 * What the buckets of one day have to be, counted anew from the raw events.
 *
 * Grouped by the server and written on purpose in other words than `rollUp`: it is what the
 * roll-ups are checked against.
 */
export async function countEvents({ day, db, session }: CountEventsArgs): Promise<RollupBucket[]> {
  const groups = await db
    .collection(ENGAGEMENT_EVENTS)
    .aggregate<Group>(
      [
        { $match: { occurredAt: { $gte: day, $lt: new Date(day.getTime() + DAY) } } },
        { $set: { subject: SUBJECT_KINDS.map(subjectOf) } },
        { $unwind: '$subject' },
        { $match: { 'subject.id': { $ne: null } } },
        {
          $group: {
            _id: {
              bot: { $eq: ['$bot', true] },
              currency: { $ifNull: ['$value.currency', null] },
              hour: { $hour: '$occurredAt' },
              subject: '$subject',
              type: '$type',
            },
            amount: { $sum: '$value.amountMinor' },
            count: { $sum: { $ifNull: ['$count', 1] } },
          },
        },
      ],
      { allowDiskUse: true, session },
    )
    .toArray()

  return mergeBuckets(groups.map((group) => toBucket(group, day)))
}

const subjectOf = (kind: SubjectKind): Document => ({
  id: kind === 'all' ? EVERYTHING.id : { $toString: `$${kind}` },
  kind,
})

function toBucket({ _id: { bot, currency, hour, subject, type }, amount, count }: Group, day: Date): RollupBucket {
  const bucket: RollupBucket = { _id: bucketId(subject, day), day, kind: subject.kind, subject: subject.id }

  if (bot) {
    return { ...bucket, bots: { [hour]: { [type]: count } } }
  }

  return {
    ...bucket,
    hours: { [hour]: { [type]: count } },
    total: { [type]: count },
    ...(currency === null ? {} : { money: { [hour]: { [type]: { [currency]: amount } } } }),
  }
}
