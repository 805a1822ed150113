import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'

import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'

import { ensureIndexes } from '../../src/database/indexes.ts'
import { EVERYTHING } from '../../src/domain/engagementRollup.ts'
import { ENGAGEMENT_EVENTS } from '../../src/domain/slugs.ts'
import { readBuckets } from '../../src/engagement/readBuckets.ts'
import { compareRollups } from '../../src/engagement/recount.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import { scale } from './scale.ts'

const FACTS = 3_000

/** So many that a quick machine is not done before it is disturbed twice. */
const MANY_FACTS = 60_000

/** Between each two writes of an ingest and of a fold; each run gets a little further. */
const KILL_POINTS = [
  ['insert:engagement_pending', 1],
  ['commitTransaction', 2],
  ['insert:engagement_pending', 3],
  ['insert:engagement_events', 5],
  ['delete:engagement_pending', 1],
  ['update:engagement_rollups', 1],
] as const
const CHILD = path.join(import.meta.dirname, 'ingestChild.ts')

let client: MongoClient
let database: string

beforeEach(async () => {
  client = await new MongoClient(inject('mongoUri'), { replicaSet: 'drumbeat' }).connect()
  database = `ingest_${randomUUID().slice(0, 8)}`
  await ensureIndexes(client.db(database))
  // A killed process holds its documents for this long; by default it is a minute.
  await client.db('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 2 })
})

afterEach(async () => {
  await client.db('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 })
  await client.db(database).dropDatabase()
  await client.close()
})

interface IngestRun {
  /** The command before which the process kills itself, and at which time it is sent. */
  deadly?: readonly [command: string, times: number]
  facts?: number
  uri?: string
}

const startIngest = ({ deadly = ['', 0], facts = FACTS, uri = inject('mongoUri') }: IngestRun = {}): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', CHILD, uri, database, String(facts), ...deadly.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Resolves when the child has told of so many more batches that they are safe. */
const untilSafe = (child: ChildProcess, batches: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let safe = 0
    const count = (text: Buffer): void => {
      safe += text.length

      if (safe >= batches) {
        child.stdout?.off('data', count)
        resolve()
      }
    }

    child.stdout?.on('data', count)
    child.once('exit', () => reject(new Error('the child ended before it was to be disturbed')))
  })

async function runUntilKilled(deadly: IngestRun['deadly'] & {}): Promise<void> {
  const child = startIngest({ deadly })

  child.stdout?.resume()
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]

  expect(signal).toBe('SIGKILL')
}

async function runToTheEnd(child = startIngest()): Promise<void> {
  child.stdout?.resume()
  const [code] = (await once(child, 'exit')) as [number]

  expect(code).toBe(0)
}

const recount = () => compareRollups({ client, db: client.db(database) })

describe('ingest killed with kill -9', () => {
  it('has roll-ups that equal a recount at every kill, and counts each event once after a full resend', async () => {
    // Every second of them, now these and now those, in a run that is not full.
    for (const deadly of KILL_POINTS.filter((_point, index) => scale.isFull || (index + scale.seed) % 2 === 0)) {
      await runUntilKilled(deadly)
      expect(await recount(), `killed before ${deadly[0]}`).toEqual([])
    }

    await runToTheEnd()
    const buckets = await readBuckets({
      db: client.db(database),
      firstDay: new Date('2026-11-20'),
      lastDay: new Date('2026-11-22'),
      subjects: [EVERYTHING],
    })
    const told = buckets.flatMap(({ bots = {}, hours = {} }) =>
      [...Object.values(bots), ...Object.values(hours)].flatMap((counts) => Object.values(counts)),
    )

    expect(await recount()).toEqual([])
    expect(await client.db(database).collection(ENGAGEMENT_EVENTS).countDocuments()).toBe(FACTS)
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(FACTS)
  })

  it('counts each event once when two processes tell the same events side by side', async () => {
    await Promise.all([runToTheEnd(), runToTheEnd()])

    expect(await recount()).toEqual([])
    expect(await client.db(database).collection(ENGAGEMENT_EVENTS).countDocuments()).toBe(FACTS)
  })
})

describe('ingest while mongod is killed', () => {
  it('goes on when the server is back, and counts each event once', async () => {
    const mongod = await startScratchMongod()
    const child = startIngest({ facts: MANY_FACTS, uri: mongod.uri })

    for (const batches of [2, 5]) {
      await untilSafe(child, batches)
      await mongod.kill()
      await mongod.restart()
    }

    await runToTheEnd(child)
    const scratch = await new MongoClient(mongod.uri).connect()
    const db = scratch.db(database)

    expect(await compareRollups({ client: scratch, db })).toEqual([])
    expect(await db.collection(ENGAGEMENT_EVENTS).countDocuments()).toBe(MANY_FACTS)
    await scratch.close()
    await mongod.stop()
  })
})
