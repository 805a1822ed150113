import type { MongoClient } from 'mongodb'

import { findMissingIndexes } from '../database/indexes.ts'
import { MINUTE, SECOND } from '../domain/duration.ts'
import { WORKERS } from '../domain/slugs.ts'

export interface Verdict {
  /** What to do when it is not good. */
  advice: string
  isGood: boolean
  name: string
  text: string
}

export interface DiagnoseArgs {
  client: MongoClient
  /** False when nothing of Drumbeat was running, so that no worker can be expected. */
  expectsWorker: boolean
  /** What only the caller can look at. */
  further?: readonly (() => Promise<Verdict>)[]
}

const CLOCK_LIMIT_MS = 500
const BEAT_LIMIT_MS = 20 * SECOND

/** Looks at everything that silently breaks publishing; ends early when the database does not answer. */
export async function diagnose({ client, expectsWorker, further = [] }: DiagnoseArgs): Promise<Verdict[]> {
  const database = await checkDatabase(client)

  return database.isGood
    ? [
        database,
        ...(await Promise.all([
          checkTransactions(client),
          checkIndexes(client),
          checkWorker(client, expectsWorker),
          checkClock(client),
          ...further.map((check) => check()),
        ])),
      ]
    : [database]
}

const checkDatabase = (client: MongoClient): Promise<Verdict> =>
  client
    .connect()
    .then(() => client.db('admin').command({ buildInfo: 1 }))
    .then(
      ({ version }) => verdict('database', true, `MongoDB ${version} answers`, ''),
      (error: Error) => verdict('database', false, error.message, 'Check DATABASE_URI and that the server runs'),
    )

async function checkTransactions(client: MongoClient): Promise<Verdict> {
  const { setName } = await client.db('admin').command({ hello: 1 })
  const isOn = client.options.replicaSet !== undefined && setName !== undefined
  const text = isOn
    ? `on, replica set ${setName}`
    : setName === undefined
      ? 'off: no replica set'
      : 'off: not asked for'

  return verdict('transactions', isOn, text, 'Use a replica set and put ?replicaSet=NAME into DATABASE_URI')
}

async function checkIndexes(client: MongoClient): Promise<Verdict> {
  const missing = await findMissingIndexes(client.db())
  const text = missing.length === 0 ? 'all there' : `missing: ${missing.join(', ')}`

  return verdict('indexes', missing.length === 0, text, 'npm start and npm run worker make them')
}

async function checkWorker(client: MongoClient, isExpected: boolean): Promise<Verdict> {
  const [latest] = await client
    .db()
    .collection(WORKERS)
    .aggregate<{ silentMs: number }>([
      { $sort: { beatAt: -1 } },
      { $limit: 1 },
      { $project: { silentMs: { $subtract: ['$$NOW', '$beatAt'] } } },
    ])
    .toArray()

  if (latest === undefined || latest.silentMs > BEAT_LIMIT_MS) {
    const since = latest === undefined ? 'none has ever run' : `silent for ${Math.round(latest.silentMs / MINUTE)} min`

    return isExpected
      ? verdict('worker', false, since, 'Start one with npm run worker; without one nothing is published')
      : verdict('worker', true, 'not running, as nothing of this folder is', '')
  }

  return verdict('worker', true, `last heard of ${(latest.silentMs / SECOND).toFixed(0)} s ago`, '')
}

async function checkClock(client: MongoClient): Promise<Verdict> {
  const sentAt = Date.now()
  const { localTime } = (await client.db('admin').command({ hello: 1 })) as unknown as { localTime: Date }
  const offsetMs = Math.round((sentAt + Date.now()) / 2 - localTime.getTime())
  const isGood = Math.abs(offsetMs) <= CLOCK_LIMIT_MS

  return verdict('clock', isGood, `${offsetMs} ms from the database's`, 'Let NTP set the clocks of both machines')
}

export const verdict = (name: string, isGood: boolean, text: string, advice: string): Verdict => ({
  advice,
  isGood,
  name,
  text,
})
