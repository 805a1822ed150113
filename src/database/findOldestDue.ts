import type { Db, Document } from 'mongodb'

import { PUBLICATIONS, WORKERS } from '../domain/slugs.ts'
import { SILENCE_MS } from '../domain/workerLimits.ts'

/**
 * How late the latest publication is that is due and not begun, in milliseconds of the database's time; 0 for none.
 *
 * In the ledger that is what nobody has taken, and what a worker has: it may have died since, and what it held is free again only
 * when its lease ends. What a worker has marked already it tells with its heartbeat: only the worker knows what waits behind a
 * slow channel.
 */
export async function findOldestDueMs(db: Db): Promise<number> {
  const lateMs = await Promise.all([
    longest(db, PUBLICATIONS, oldest({ state: 'armed' })),
    // A row is marked so from its claim on, in the order of time: nothing is read of what is taken ahead of its time.
    longest(db, PUBLICATIONS, oldest({ followed: false, state: 'claimed' })),
    longest(db, WORKERS, [
      { $match: { $expr: { $gt: ['$beatAt', { $subtract: ['$$NOW', SILENCE_MS] }] } } },
      { $sort: { oldestDueMs: -1 } },
      { $limit: 1 },
      { $project: { lateMs: '$oldestDueMs' } },
    ]),
  ])

  return Math.max(...lateMs)
}

const oldest = (which: Document): Document[] => [
  { $match: { ...which, $expr: { $lte: ['$dueAt', '$$NOW'] } } },
  { $sort: { dueAt: 1 } },
  { $limit: 1 },
  { $project: { lateMs: { $subtract: ['$$NOW', '$dueAt'] } } },
]

async function longest(db: Db, collection: string, pipeline: Document[]): Promise<number> {
  const [found] = await db.collection(collection).aggregate<{ lateMs?: number }>(pipeline).toArray()

  return found?.lateMs ?? 0
}
