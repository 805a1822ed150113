import { hostname } from 'node:os'

import type { Db } from 'mongodb'

import { SECOND } from '../src/domain/duration.ts'
import type { LatenessFigures } from '../src/domain/lateness.ts'
import { WORKERS } from '../src/domain/slugs.ts'
import { rowsOf } from './ledger/rows.ts'
import type { ServerClock } from './serverClock.ts'

export const HEARTBEAT_MS = 5 * SECOND

/** What a worker says of itself every five seconds; `beatAt` is server time. */
export interface WorkerDocument {
  _id: string
  beatAt: Date
  /** Rows held now. */
  claims: number
  /** How far its machine's clock is ahead of the database's. */
  clockOffsetMs: number
  host: string
  /** How late its recent sends began; absent from workers of an older version. */
  lateness?: LatenessFigures
  /** How long ago the oldest row was due that nobody has taken yet; 0 when there is none. */
  oldestDueMs: number
  pid: number
  startedAt: Date
  version: string
}

export interface BeatArgs {
  claims: number
  clock: ServerClock
  db: Db
  lateness: LatenessFigures
  name: string
  startedAt: Date
  version: string
}

/** Writes the worker's heartbeat. */
export async function beat({ claims, clock, db, lateness, name, startedAt, version }: BeatArgs): Promise<void> {
  const now = clock.now()
  const oldest = await rowsOf(db).findOne(
    { dueAt: { $lt: now }, state: 'armed' },
    { projection: { dueAt: 1 }, sort: { dueAt: 1 } },
  )

  await db.collection<WorkerDocument>(WORKERS).updateOne(
    { _id: name },
    {
      $currentDate: { beatAt: true },
      $set: {
        claims,
        clockOffsetMs: clock.offsetMs(),
        host: hostname(),
        lateness,
        oldestDueMs: oldest === null ? 0 : now.getTime() - oldest.dueAt.getTime(),
        pid: process.pid,
        startedAt,
        version,
      },
    },
    { upsert: true },
  )
}
