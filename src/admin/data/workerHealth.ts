import type { Db } from 'mongodb'

import { WORKERS } from '../../domain/slugs.ts'
import { SILENCE_MS } from '../../domain/workerLimits.ts'

export interface WorkerHealth {
  beatAt: string
  claims: number
  clockOffsetMs: number
  host: string
  id: string
  isAlive: boolean
  pid: number
}

interface WorkerRow {
  _id: string
  beatAt: Date
  claims?: number
  clockOffsetMs?: number
  host?: string
  pid?: number
}

/** The newest workers first, alive ones before lost ones; at most 20. */
export async function findWorkers(db: Db, now: Date): Promise<WorkerHealth[]> {
  const rows = await db.collection<WorkerRow>(WORKERS).find({}).sort({ beatAt: -1 }).limit(20).toArray()
  const workers = rows.map((row) => ({
    beatAt: row.beatAt.toISOString(),
    claims: row.claims ?? 0,
    clockOffsetMs: row.clockOffsetMs ?? 0,
    host: row.host ?? '',
    id: String(row._id),
    isAlive: now.getTime() - row.beatAt.getTime() < SILENCE_MS,
    pid: row.pid ?? 0,
  }))
  const alive = workers.filter(({ isAlive }) => isAlive)

  // A worker that stopped long ago is history once another has taken over.
  return alive.length > 0 ? alive : workers.slice(0, 1)
}
