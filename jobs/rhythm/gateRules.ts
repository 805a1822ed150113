import type { Db, Document, Filter, ObjectId } from 'mongodb'

import { DAY, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import type { Blackout, ChannelRhythm } from '../../src/domain/rhythm/channelRhythm.ts'
import { FURTHEST_MOVE_MS } from '../../src/domain/rhythm/placement.ts'
import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import { readChannelRhythm } from './readChannelRhythm.ts'
import { type GateTurn, takeGateTurn } from './gateTurns.ts'
import { createRhythmSources } from './rhythmSources.ts'

/** What binds one channel at this moment, besides blackouts. */
export interface ChannelRules {
  channel: ChannelRhythm
  takenAt: Date[]
}

export interface GateRules {
  /** Of any channel. */
  blackouts: readonly Blackout[]
  /** By the id of the channel; of one without a rhythm there are none. */
  rules: ReadonlyMap<string, ChannelRules>
  /** To be ended when what goes out is marked. */
  turn: GateTurn
}

/** Finds the rules of the channels of a batch. */
export type FindGateRules = (claims: readonly Claim[], now: Date) => Promise<GateRules>

const KEPT_MS = 2 * SECOND

/** What has left, or is about to; what is armed or claimed has not. */
export const LEAVING: readonly PublicationState[] = [
  'sending',
  'awaiting-operator',
  'unconfirmed',
  'published',
  'withdrawn',
]

/**
 * Tells what binds the channels of a batch, not older than two seconds: two queries in that time, however many rows there are.
 *
 * Of channels that keep a gap or a cap it takes the turn, one write each, and reads then what they have sent, by one query.
 */
export function createGateRules({ db }: { db: Db }): FindGateRules {
  let known: { found: Promise<Known>; readAt: number } | null = null

  const read = (now: Date): Promise<Known> => {
    if (known === null || performance.now() - known.readAt >= KEPT_MS) {
      const reading = { found: readKnown(db, now), readAt: performance.now() }

      known = reading
      reading.found.catch(() => {
        if (known === reading) {
          known = null
        }
      })
    }

    return known.found
  }

  return async (claims, now) => {
    const { blackouts, channels } = await read(now)
    const ids = new Map(claims.map(({ row }) => [row.channel.toHexString(), row.channel]))
    const keeping = [...ids].filter(([id]) => keepsDistance(channels.get(id)))
    const turn = await takeGateTurn(
      db,
      keeping.map(([, id]) => id),
    )
    const taken = await findTaken({ db, ids: turn.channels, now }).catch(async (error: unknown) => {
      await turn.end()
      throw error
    })
    const rules = new Map<string, ChannelRules>()

    for (const id of ids.keys()) {
      const channel = channels.get(id)

      if (channel !== undefined) {
        rules.set(id, { channel, takenAt: taken.get(id) ?? [] })
      }
    }

    return { blackouts, rules, turn }
  }
}

interface Known {
  blackouts: Blackout[]
  /** Only those that have a rhythm. */
  channels: Map<string, ChannelRhythm>
}

async function readKnown(db: Db, now: Date): Promise<Known> {
  const [blackouts, channels] = await Promise.all([
    createRhythmSources({ db }).findBlackouts({
      fromAt: new Date(now.getTime() - MINUTE),
      untilAt: new Date(now.getTime() + FURTHEST_MOVE_MS + DAY),
    }),
    db
      .collection<Document & { _id: ObjectId }>(CHANNELS)
      .find(
        { $or: [{ 'quietHours.0': { $exists: true } }, { minGapMinutes: { $gt: 0 } }, { maxPerDay: { $gt: 0 } }] },
        { projection: { maxPerDay: 1, minGapMinutes: 1, name: 1, quietHours: 1, timeZone: 1 } },
      )
      .toArray(),
  ])

  return { blackouts, channels: new Map(channels.map((channel) => [String(channel._id), readChannelRhythm(channel)])) }
}

export const keepsDistance = (channel: ChannelRhythm | undefined): boolean =>
  channel !== undefined && (channel.maxPerDay !== null || channel.minGapMinutes !== null)

interface FindTakenArgs {
  db: Db
  ids: readonly ObjectId[]
  now: Date
}

async function findTaken({ db, ids, now }: FindTakenArgs): Promise<Map<string, Date[]>> {
  const taken = new Map<string, Date[]>()

  if (ids.length === 0) {
    return taken
  }

  const rows = await db
    .collection<StoredRow>(PUBLICATIONS)
    .find(
      { channel: { $in: [...ids] }, $or: leftSince(new Date(now.getTime() - LOOK_BACK_MS)) },
      { projection: { _id: 0, channel: 1, dueAt: 1, pending: 1, startedAt: 1, state: 1, updatedAt: 1 } },
    )
    .toArray()

  for (const row of rows) {
    const id = row.channel.toHexString()

    taken.set(id, [...(taken.get(id) ?? []), wentAt(row, now)])
  }

  return taken
}

/** A gap is at most a week. */
const LOOK_BACK_MS = 8 * DAY

/**
 * What has left since, or may be leaving: by its time, and what was overdue for longer, as after a pause, by whatever it has
 * that has an index (when it changed, a state in which it waits, a lease, a poll).
 */
function leftSince(since: Date): Filter<StoredRow>[] {
  const overdue = { dueAt: { $lt: since } }

  return [
    { dueAt: { $gte: since }, state: { $in: [...LEAVING] } },
    { ...overdue, changedAt: { $gte: since }, state: { $in: ['published', 'withdrawn'] } },
    { ...overdue, state: { $in: ['awaiting-operator', 'unconfirmed'] } },
    { ...overdue, leaseUntil: { $type: 'date' }, state: 'sending' },
    { ...overdue, 'pending.pollAt': { $type: 'date' }, state: 'sending' },
  ]
}

/** The planned time, unless it went out much later: moments of lateness must not push on all that follow. */
function wentAt(row: StoredRow, now: Date): Date {
  const leftAt = leavingAt(row, now)

  return leftAt.getTime() - row.dueAt.getTime() > MINUTE ? leftAt : row.dueAt
}

/** When it did is written with its outcome: what is marked leaves now, and what is handed to a person left with that. */
function leavingAt({ dueAt, pending, startedAt, state, updatedAt }: StoredRow, now: Date): Date {
  if (state === 'sending' && !pending) {
    return now
  }

  return startedAt ?? (state === 'awaiting-operator' ? updatedAt : dueAt)
}
