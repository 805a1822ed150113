import { setTimeout as delay } from 'node:timers/promises'

import { type Db, MongoClient, ObjectId } from 'mongodb'

import { rowsOf } from '../../jobs/ledger/rows.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { WORKERS } from '../../src/domain/slugs.ts'
import { aPublication } from '../support/aPublication.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import type { Bench, BenchArgs } from './bench.ts'
import { ensureLedgerIndexes } from './ledgerIndexes.ts'
import { startEntry, stop, withDatabase } from './processes.ts'

/** From the first heartbeat on a worker is busy with its start for about so long. */
const WARM_UP_MS = 15 * SECOND

/**
 * What a worker with nothing to do costs the database, with no rows and with a million that are due later.
 *
 * The worker is the product's own process with all its periodic work; keys and documents are the database's count.
 */
export const idle: Bench = {
  about: '--backlog 1000000 --seconds 60: keys that one worker examines per second while nothing is due',
  async run(args) {
    const empty = await measure(args, 0)

    args.say(`without rows: ${JSON.stringify(empty)}`)
    const ours = await measure(args, args.number('backlog', 1_000_000))

    return { empty, ours, ratioToEmpty: Number((ours.keysPerSecond / empty.keysPerSecond).toFixed(2)) }
  },
}

interface Cost {
  documentsPerSecond: number
  keysPerSecond: number
}

async function measure({ number, say }: BenchArgs, backlog: number): Promise<Cost> {
  const mongod = await startScratchMongod()
  const uri = withDatabase(mongod.uri)
  const client = await new MongoClient(uri).connect()

  try {
    await seed(client.db(), backlog)
    say(`${backlog} publications are due later`)

    const worker = startEntry('src/cli/worker.ts', [], {
      DATABASE_URI: uri,
      NODE_ENV: 'development',
      PAYLOAD_SECRET: 'benchmark-secret-benchmark-secret',
    })

    try {
      await untilItBeats(client.db())
      await delay(WARM_UP_MS)

      return await count(client.db(), number('seconds', 60))
    } finally {
      await stop(worker)
    }
  } finally {
    await client.close()
    await mongod.stop()
  }
}

async function seed(db: Db, backlog: number): Promise<void> {
  const channel = new ObjectId()
  const later = Date.now() + DAY

  await ensureLedgerIndexes(db)

  for (let from = 0; from < backlog; from += 5_000) {
    const size = Math.min(5_000, backlog - from)

    await rowsOf(db).insertMany(
      // One a second: each has its own instant, as on a real plan.
      Array.from({ length: size }, (_, index) =>
        aPublication({ channel, dueAt: new Date(later + (from + index) * SECOND) }),
      ),
    )
  }
}

async function untilItBeats(db: Db): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    if ((await db.collection(WORKERS).findOne()) !== null) {
      return
    }

    await delay(SECOND / 2)
  }

  throw new Error('the worker gave no sign of life within a minute')
}

async function count(db: Db, seconds: number): Promise<Cost> {
  const before = await readCounters(db)

  await delay(seconds * SECOND)
  const after = await readCounters(db)

  return {
    documentsPerSecond: Math.round((after.documents - before.documents) / seconds),
    keysPerSecond: Math.round((after.keys - before.keys) / seconds),
  }
}

async function readCounters(db: Db): Promise<{ documents: number; keys: number }> {
  const { metrics } = (await db.admin().serverStatus()) as {
    metrics: { queryExecutor: { scanned: number; scannedObjects: number } }
  }

  return { documents: metrics.queryExecutor.scannedObjects, keys: metrics.queryExecutor.scanned }
}
