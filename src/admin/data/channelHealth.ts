import { type Db, ObjectId } from 'mongodb'

import type { Breaker } from '../../domain/circuitBreaker.ts'
import { DAY } from '../../domain/duration.ts'
import type { PublicationError, PublicationState } from '../../domain/publication.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import { CHANNEL_PACE } from '../../domain/slugs.ts'
import { publicationsOf } from './summary.ts'

const DAYS = 7

export interface ChannelHealth {
  /** While it rests after failures: until when, and why. */
  rest: { reason: string | null; until: string | null } | null
  /** Publications of the last 7 days by state. */
  counts: Partial<Record<PublicationState, number>>
  lastError: { at: string; error: PublicationError } | null
  lastSuccessAt: string | null
}

export interface FindChannelHealthArgs {
  channelId: string
  db: Db
  /** In which causes are said. */
  language: string
}

/** Finds how a channel fared lately, from the ledger itself, in four queries. */
export async function findChannelHealth({ channelId, db, language }: FindChannelHealthArgs): Promise<ChannelHealth> {
  const channel = new ObjectId(channelId)
  const ledger = publicationsOf(db)
  const since = { $gte: new Date(Date.now() - DAYS * DAY), $lte: new Date() }
  const [counts, success, failure, pace] = await Promise.all([
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
    db.collection<PaceRow>(CHANNEL_PACE).findOne({ _id: channel }, { projection: { breaker: 1 } }),
  ])

  return {
    counts: Object.fromEntries(counts.map(({ _id, count }) => [_id, count])),
    lastError:
      failure === null
        ? null
        : {
            at: failure.updatedAt.toISOString(),
            error: { ...failure.error, message: sayReason(failure.error, language) },
          },
    rest: describeRest(pace, language),
    lastSuccessAt: (success?.startedAt ?? success?.updatedAt)?.toISOString() ?? null,
  }
}

interface PaceRow {
  _id: ObjectId
  breaker?: Pick<Breaker, 'retryAt' | 'state'> & { lastError: PublicationError | null }
}

function describeRest(pace: PaceRow | null, language: string): ChannelHealth['rest'] {
  const breaker = pace?.breaker

  if (breaker === undefined || breaker.state === 'closed') {
    return null
  }

  const { lastError, retryAt } = breaker

  return {
    reason: lastError === null ? null : `${lastError.code}: ${sayReason(lastError, language)}`,
    until: retryAt?.toISOString() ?? null,
  }
}
