import type { Db } from 'mongodb'
import type { Payload } from 'payload'

import type { Facts } from '../domain/diagnosis.ts'
import { WORKERS } from '../domain/slugs.ts'
import { clientOf, databaseOf } from './handles.ts'

/** Finds out what `diagnose` judges, from the database alone; the caller adds what only it can know. */
export async function findFacts(payload: Payload): Promise<Omit<Facts, 'isImportMapFresh' | 'missingIndexes'>> {
  const db = databaseOf(payload)
  const hello = await db.command({ hello: 1 })
  const [clockOffsetMs, workerBeatAgesMs] = await Promise.all([measureClockOffset(db), findBeatAges(db)])

  return {
    clockOffsetMs,
    // Payload leaves transactions out unless the address names a replica set.
    hasTransactions: clientOf(payload).options.replicaSet !== undefined,
    replicaSet: typeof hello['setName'] === 'string' ? hello['setName'] : null,
    workerBeatAgesMs,
  }
}

/** Halves the round trip: the server read its clock somewhere in between. */
async function measureClockOffset(db: Db): Promise<number> {
  const before = Date.now()
  const { localTime } = await db.command({ hello: 1 })
  const after = Date.now()

  return Math.round((before + after) / 2 - (localTime as Date).getTime())
}

async function findBeatAges(db: Db): Promise<number[]> {
  const workers = await db
    .collection(WORKERS)
    .aggregate<{ ageMs: number }>([{ $project: { ageMs: { $subtract: ['$$NOW', '$beatAt'] } } }])
    .toArray()

  return workers.map(({ ageMs }) => ageMs)
}
