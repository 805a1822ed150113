import type { Db, Document } from 'mongodb'

import { PUBLICATIONS, WORKERS } from '../domain/slugs.ts'
import { SILENCE_MS } from '../domain/workerLimits.ts'

/**
 * How late the latest publication is that is due and not begun, in milliseconds of the database's time; 0 for none.
 *
 * In the ledger that is what nobody has taken. What a worker has taken, or marked already, it tells with its heartbeat: only
 * the worker knows what waits behind a slow channel.
 */
export async function findOldestDueMs(db: Db): Promise<number> {
  const [inLedger, withWorkers] = await Promise.all([
    longest(db, PUBLICATIONS, [
      { $match: { $expr: { $lte: ['$dueAt', '$$NOW'] }, state: 'armed' } },
      { $sort: { dueAt: 1 } },
      { $limit: 1 },
      { $project: { lateMs: { $subtract: ['$$NOW', '$dueAt'] } } },
    ]),
    longest(db, WORKERS, [
      { $match: { $expr: { $gt: ['$beatAt', { $subtract: ['$$NOW', SILENCE_MS] }] } } },
      { $sort: { oldestDueMs: -1 } },
      { $limit: 1 },
      { $project: { lateMs: '$oldestDueMs' } },
    ]),
  ])

  return Math.max(inLedger, withWorkers)
}

async function longest(db: Db, collection: string, pipeline: Document[]): Promise<number> {
  const [found] = await db.collection(collection).aggregate<{ lateMs?: number }>(pipeline).toArray()

  return found?.lateMs ?? 0
}
