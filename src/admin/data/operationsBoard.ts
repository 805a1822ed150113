import type { Db, ObjectId } from 'mongodb'

import { findOldestDueMs } from '../../database/findOldestDue.ts'
import { PACE_CODES } from '../../domain/channelPace.ts'
import type { Breaker } from '../../domain/circuitBreaker.ts'
import type { Locale } from '../../domain/content.ts'
import type { LatenessFigures } from '../../domain/lateness.ts'
import type { PublicationError } from '../../domain/publication.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import { CHANNEL_PACE, WORKERS } from '../../domain/slugs.ts'
import { SILENCE_MS } from '../../domain/workerLimits.ts'
import { findChannels, publicationsOf } from './summary.ts'

export interface BoardWorker {
  beatAt: string
  claims: number
  clockOffsetMs: number
  host: string
  id: string
  isAlive: boolean
  lateness: LatenessFigures
  pid: number
  startedAt: string
  version: string
}

export interface BoardChannel {
  breaker: Pick<Breaker, 'failures' | 'state'> & { reason: string | null; retryAt: string | null }
  id: string
  name: string
  /** Sends under way by permit; 0 where nothing limits them. */
  permits: number
  /** Rows that the channel's pace put off until their turn. */
  waiting: number
}

export interface BoardAlarm {
  name: string
  since: string | null
  state: 'clear' | 'raised'
  values: Record<string, number | string>
}

/** How the sending itself does, for those who run it. */
export interface OperationsBoard {
  alarms: BoardAlarm[]
  channels: BoardChannel[]
  now: string
  oldestDueMs: number
  /** Unknown outcomes that wait for a person; at most 1,000. */
  unconfirmed: number
  workers: BoardWorker[]
}

const MOST_COUNTED = 1_000
const NO_SENDS: LatenessFigures = { count: 0, p50Ms: 0, p99Ms: 0 }

interface WorkerRow extends Partial<Omit<BoardWorker, 'beatAt' | 'id' | 'isAlive' | 'startedAt'>> {
  _id: string
  beatAt: Date
  startedAt?: Date
}

interface PaceRow {
  _id: ObjectId
  breaker?: Breaker & { lastError: PublicationError | null }
  permits?: { holders: { count: number; until: Date }[] }
}

interface AlarmRow {
  _id: string
  raisedAt: Date | null
  state: 'clear' | 'raised'
  values?: Record<string, number | string>
}

/** Finds the board in nine queries, each bounded and answered from an index. */
export async function findOperationsBoard({ db, locale }: { db: Db; locale: Locale }): Promise<OperationsBoard> {
  const hello = await db.command({ hello: 1 })
  const now = hello['localTime'] as Date
  const ledger = publicationsOf(db)
  const [alarms, channels, oldestDueMs, paces, unconfirmed, waiting, workers] = await Promise.all([
    db.collection<AlarmRow>('alarm_states').find().limit(20).toArray(),
    findChannels(db, locale),
    findOldestDueMs(db),
    db.collection<PaceRow>(CHANNEL_PACE).find().limit(500).toArray(),
    ledger.countDocuments({ lookAt: null, state: 'unconfirmed' }, { limit: MOST_COUNTED }),
    ledger
      .aggregate<{ _id: unknown; count: number }>([
        // What quiet hours or a blackout moved waits too, but not for its channel's pace.
        { $match: { 'error.class': 'waiting', 'error.code': { $in: PACE_CODES }, state: 'armed' } },
        { $limit: 10 * MOST_COUNTED },
        { $group: { _id: '$channel', count: { $sum: 1 } } },
      ])
      .toArray(),
    db.collection<WorkerRow>(WORKERS).find().sort({ beatAt: -1 }).limit(50).toArray(),
  ])
  const waitingOn = new Map(waiting.map(({ _id, count }) => [String(_id), count]))

  return {
    alarms: alarms.map(({ _id, raisedAt, state, values = {} }) => ({
      name: _id,
      since: state === 'raised' ? (raisedAt?.toISOString() ?? null) : null,
      state,
      values,
    })),
    channels: paces.flatMap((pace) => {
      const channel = channels.get(String(pace._id))

      return channel === undefined
        ? []
        : [describeChannel({ locale, name: channel.name, now, pace, waiting: waitingOn.get(String(pace._id)) ?? 0 })]
    }),
    now: now.toISOString(),
    oldestDueMs,
    unconfirmed,
    workers: workers.map((row) => describeWorker(row, now)),
  }
}

const describeWorker = (row: WorkerRow, now: Date): BoardWorker => ({
  beatAt: row.beatAt.toISOString(),
  claims: row.claims ?? 0,
  clockOffsetMs: row.clockOffsetMs ?? 0,
  host: row.host ?? '',
  id: row._id,
  isAlive: now.getTime() - row.beatAt.getTime() < SILENCE_MS,
  lateness: row.lateness ?? NO_SENDS,
  pid: row.pid ?? 0,
  startedAt: (row.startedAt ?? row.beatAt).toISOString(),
  version: row.version ?? '',
})

function describeChannel({
  locale,
  name,
  now,
  pace: { _id, breaker, permits },
  waiting,
}: {
  locale: Locale
  name: string
  now: Date
  pace: PaceRow
  waiting: number
}): BoardChannel {
  const reason = breaker?.lastError ?? null

  return {
    breaker: {
      failures: breaker?.failures ?? 0,
      reason: reason === null ? null : `${reason.code}: ${sayReason(reason, locale)}`,
      retryAt: breaker?.retryAt?.toISOString() ?? null,
      state: breaker?.state ?? 'closed',
    },
    id: String(_id),
    name,
    permits: (permits?.holders ?? []).filter(({ until }) => until > now).reduce((sum, { count }) => sum + count, 0),
    waiting,
  }
}
