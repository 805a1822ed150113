import { hostname } from 'node:os'

import type { Db } from 'mongodb'

import { SECOND } from '../src/domain/duration.ts'
import type { LatenessFigures } from '../src/domain/lateness.ts'
import { WORKERS } from '../src/domain/slugs.ts'
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
  /** How late the latest of its rows is that has not begun, or did since the last heartbeat; 0 when none is. */
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
  oldestDueMs: number
  startedAt: Date
  version: string
}

/** Writes the worker's heartbeat. */
export async function beat({
  claims,
  clock,
  db,
  lateness,
  name,
  oldestDueMs,
  startedAt,
  version,
}: BeatArgs): Promise<void> {
  await db.collection<WorkerDocument>(WORKERS).updateOne(
    { _id: name },
    {
      $currentDate: { beatAt: true },
      $set: {
        claims,
        clockOffsetMs: clock.offsetMs(),
        host: hostname(),
        lateness,
        oldestDueMs,
        pid: process.pid,
        startedAt,
        version,
      },
    },
    { upsert: true },
  )
}
