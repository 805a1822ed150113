import { type Db, ObjectId } from 'mongodb'

import { DAY } from '../../domain/duration.ts'
import type { PublicationError, PublicationState } from '../../domain/publication.ts'
import { publicationsOf } from './summary.ts'

const DAYS = 7

export interface ChannelHealth {
  /** Publications of the last 7 days by state. */
  counts: Partial<Record<PublicationState, number>>
  lastError: { at: string; error: PublicationError } | null
  lastSuccessAt: string | null
}

/** Finds how a channel fared lately, from the ledger itself, in three queries. */
export async function findChannelHealth({ channelId, db }: { channelId: string; db: Db }): Promise<ChannelHealth> {
  const channel = new ObjectId(channelId)
  const ledger = publicationsOf(db)
  const since = { $gte: new Date(Date.now() - DAYS * DAY), $lte: new Date() }
  const [counts, success, failure] = await Promise.all([
    ledger
      .aggregate<{ _id: PublicationState; count: number }>([
        { $match: { channel, dueAt: since } },
        { $group: { _id: '$state', count: { $sum: 1 } } },
      ])
      .toArray(),
    ledger
      .find({ channel, state: 'published' }, { projection: { startedAt: 1, updatedAt: 1 } })
      .sort({ dueAt: -1 })
      .limit(1)
      .next(),
    ledger
      .find({
        channel,
        'error.code': { $type: 'string' },
        state: { $in: ['failed', 'unconfirmed', 'blocked', 'armed'] },
      })
      .project<{ error: PublicationError; updatedAt: Date }>({ error: 1, updatedAt: 1 })
      .sort({ dueAt: -1 })
      .limit(1)
      .next(),
  ])

  return {
    counts: Object.fromEntries(counts.map(({ _id, count }) => [_id, count])),
    lastError: failure === null ? null : { at: failure.updatedAt.toISOString(), error: failure.error },
    lastSuccessAt: (success?.startedAt ?? success?.updatedAt)?.toISOString() ?? null,
  }
}
