import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

import { type Db, MongoClient, ObjectId } from 'mongodb'

import { createBells } from '../../jobs/bells.ts'
import { rowsOf } from '../../jobs/ledger/rows.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { CHANNELS, POSTS } from '../../src/domain/slugs.ts'
import { aPublication } from '../support/aPublication.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import { until } from '../support/until.ts'
import { type Bench, percentile } from './bench.ts'
import { ensureLedgerIndexes } from './ledgerIndexes.ts'
import { forkEntry } from './processes.ts'

const OTHERS = 4
/** What the slow receiver takes for one answer. */
const ANSWER_MS = 5 * SECOND
/** A wave is due so long after it is written: the bell rings three seconds ahead. */
const LEAD_MS = 5 * SECOND

/**
 * How late publications of other channels start while one channel or more answer each request only after five seconds and have
 * thousands overdue, beside the same waves in a database without them.
 *
 * The two take turns, wave by wave, each with a worker of its own that lives through all of them; the measured value is what
 * the ledger says, and the ratio is that of the pooled p99.
 */
export const slowChannel: Bench = {
  about: '--waves 20 --wave 400 --slow 1: how late other channels start beside slow ones, beside the same without them',
  async run({ number, say }) {
    const waves = number('waves', 20)
    const receiver = forkEntry('tests/bench/publishReceiver.ts', [String(ANSWER_MS)])
    const [port] = (await once(receiver, 'message')) as [number]
    const mongod = await startScratchMongod()
    const client = await new MongoClient(mongod.uri).connect()
    const url = `http://127.0.0.1:${port}`

    try {
      const alone = await setUp({ db: client.db('alone'), uri: mongod.uri, url })
      const beside = await setUp({ db: client.db('beside'), uri: mongod.uri, url })

      const slow = await addSlowChannels(beside.db, { count: number('slow', 1), url, waves })
      const slowInFlight: number[] = []

      const startsOf = new Map<Side, number[]>([
        [alone, []],
        [beside, []],
      ])

      // The first wave of each is not counted: its worker has just started.
      for (let wave = 0; wave <= waves; wave += 1) {
        for (const side of wave % 2 === 0 ? [alone, beside] : [beside, alone]) {
          const starts = await sendWave(side, number('wave', 400))

          if (side === beside) {
            slowInFlight.push(await rowsOf(side.db).countDocuments({ channel: { $in: slow }, state: 'sending' }))
          }

          if (wave > 0) {
            startsOf.get(side)?.push(...starts)
            say(`${side.db.databaseName}: p99 ${percentile(starts, 0.99)} ms`)
          }
        }
      }

      await Promise.all([alone, beside].map(stopWorker))

      return {
        ...describe(startsOf.get(alone) ?? [], startsOf.get(beside) ?? []),
        // After each wave: a slow channel that had nothing to do would show nothing.
        leastSlowInFlight: Math.min(...slowInFlight),
      }
    } finally {
      receiver.disconnect()
      await client.close()
      await mongod.stop()
    }
  },
}

interface Side {
  channels: ObjectId[]
  db: Db
  worker: ChildProcess
}

async function setUp({ db, uri, url }: { db: Db; uri: string; url: string }): Promise<Side> {
  const channels = Array.from({ length: OTHERS }, () => new ObjectId())

  await ensureLedgerIndexes(db)
  await addChannels(db, channels, `${url}/`)

  return { channels, db, worker: forkEntry('tests/bench/publishWorker.ts', [uri, db.databaseName, 'Infinity', '0']) }
}

const addChannels = (db: Db, channels: readonly ObjectId[], url: string) =>
  db.collection(CHANNELS).insertMany(channels.map((_id) => ({ _id, kind: 'webhook', mode: 'live', settings: { url } })))

/** With more overdue than they can send before the last wave. */
async function addSlowChannels(db: Db, { count, url, waves }: SlowArgs): Promise<ObjectId[]> {
  const channels = Array.from({ length: count }, () => new ObjectId())

  await addChannels(db, channels, `${url}/slow`)
  await addRows(db, { channels, count: 200 * (waves + 2) * count, dueAt: new Date() })

  return channels
}

interface SlowArgs {
  count: number
  url: string
  waves: number
}

async function sendWave({ channels, db }: Side, count: number): Promise<number[]> {
  const dueAt = new Date(Math.ceil((Date.now() + LEAD_MS) / SECOND) * SECOND)

  await addRows(db, { channels, count, dueAt })
  await createBells(() => db).ring([dueAt])
  // Nobody looks while it is being sent: the looks would be measured too.
  await new Promise((resolve) => setTimeout(resolve, dueAt.getTime() + SECOND - Date.now()))
  await until('the wave is out', async () => (await rowsOf(db).countDocuments({ dueAt, state: 'published' })) === count)

  return rowsOf(db)
    .find({ dueAt })
    .map(({ latenessMs }) => latenessMs ?? NaN)
    .toArray()
}

interface AddRowsArgs {
  channels: readonly ObjectId[]
  count: number
  dueAt: Date
}

async function addRows(db: Db, { channels, count, dueAt }: AddRowsArgs): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) =>
    aPublication({ channel: channels[index % channels.length] as ObjectId, dueAt }),
  )

  await db.collection(POSTS).insertMany(rows.map(({ post }) => ({ _id: post, stage: 'approved' })))
  await rowsOf(db).insertMany(rows)
}

async function stopWorker({ worker }: Side): Promise<void> {
  const exited = once(worker, 'exit')

  worker.disconnect()
  await exited
}

function describe(alone: readonly number[], beside: readonly number[]) {
  const [p99AloneMs, p99BesideMs] = [percentile(alone, 0.99), percentile(beside, 0.99)]

  return {
    alone: { p50StartMs: percentile(alone, 0.5), p99StartMs: p99AloneMs },
    ours: { p50StartMs: percentile(beside, 0.5), p99StartMs: p99BesideMs },
    ratioToAlone: Number((p99BesideMs / p99AloneMs).toFixed(3)),
  }
}
