import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Db, type Filter, MongoClient, ObjectId } from 'mongodb'

import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { type Rows, rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { paceCollection } from '../../jobs/pacing/records.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { Deduplication } from '../../src/domain/channelAdapter.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { CHANNELS, POSTS } from '../../src/domain/slugs.ts'
import { aContent, aPublication } from '../support/aPublication.ts'
import { until } from '../support/until.ts'
import { bundleChild } from './bundleChild.ts'
import type { Evidence } from './evidence.ts'
import { markHistory, readHistory } from './history.ts'
import type { Arrival } from './receiver.ts'
import type { WorkerOrders } from './worker.ts'

export interface StageArgs {
  deduplication?: Deduplication
  /** Rows on the first channel, due in a second. */
  due?: number
  /** How the receiver behaves, as `receiver.ts` lists; one that knows no keys when the channel has no de-duplication. */
  mode?: string
  /** How the workers reach the receiver; straight unless a test puts something in between. */
  outward?: (port: number) => Promise<number>
  uri: string
}

export interface AddRowsArgs {
  channel?: ObjectId
  count: number
  /** When the row of an index is due; the next second unless told otherwise. */
  dueAt?: (index: number) => Date
  given?: Partial<StoredRow>
}

export interface StartWorkerArgs extends Partial<Omit<WorkerOrders, 'database'>> {
  /** As `skewedClock.ts` reads it. */
  clock?: string
  failpoint?: string
}

/** A receiver with its log, a database with rows due in a moment, and workers that can be killed. */
export interface Stage {
  addChannel(args: { deduplication?: Deduplication; mode: string }): Promise<ObjectId>
  addRows(args: AddRowsArgs): Promise<StoredRow[]>
  arrivals(): Promise<Arrival[]>
  /** Lets a receiver that holds back answers, or refuses everything, behave from now on. */
  calm(): void
  /** The first channel. */
  channel: ObjectId
  close(): Promise<void>
  db: Db
  evidence(): Promise<Evidence>
  /** Lets nothing wait that failed before. */
  hurry(): Promise<void>
  rows: Rows
  /** Waits until every row is in one of these states, unheld, and nobody looks at it any more; does not wait for retries. */
  settles(states: readonly PublicationState[]): Promise<void>
  startWorker(args?: StartWorkerArgs): Promise<ChildProcess>
  /** Asks a worker to stop, and waits until it has. */
  stopWorker(worker: ChildProcess): Promise<void>
}

export async function setStage({ deduplication, due = 0, mode = '/ok', outward, uri }: StageArgs): Promise<Stage> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-faults-'))
  const logFile = path.join(directory, 'arrivals.log')
  const receiver = await run('./receiver.ts', logFile)
  const [ownPort] = (await once(receiver, 'message')) as [number]
  const port = (await outward?.(ownPort)) ?? ownPort
  const client = await new MongoClient(uri).connect()
  const name = `faults_${new ObjectId().toHexString()}`
  const db = client.db(name)
  const since = await markHistory(db)
  const workers: ChildProcess[] = []

  await ensureIndexes(db, JOB_INDEXES)

  const addChannel: Stage['addChannel'] = async ({ deduplication = 'native-key', mode }) => {
    const _id = new ObjectId()
    const query = new URLSearchParams({ channel: _id.toHexString(), ...(deduplication === 'none' && { keys: 'no' }) })
    const settings = { url: `http://127.0.0.1:${port}${mode}?${query}` }

    const credentials = { secret: `whsec_${'A'.repeat(32)}` }

    await db
      .collection(CHANNELS)
      .insertOne({ _id, credentials, deduplication, kind: 'webhook', mode: 'live', settings })

    return _id
  }
  const channel = await addChannel({ mode, ...(deduplication && { deduplication }) })
  const readArrivals = async (): Promise<Arrival[]> =>
    (await readFile(logFile, 'utf8').catch(() => ''))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Arrival)

  const stage: Stage = {
    addChannel,
    async addRows({ channel: on = channel, count, dueAt = () => new Date(Date.now() + SECOND), given = {} }) {
      const rows = Array.from({ length: count }, (_, index) => aRow({ channel: on, dueAt: dueAt(index), ...given }))

      await db.collection(POSTS).insertMany(rows.map(({ post }) => ({ _id: post, stage: 'approved' })))
      await stage.rows.insertMany(rows)

      return rows
    },
    arrivals: readArrivals,
    calm: () => receiver.send('calm'),
    channel,
    async close() {
      workers.forEach((worker) => worker.kill('SIGKILL'))
      receiver.disconnect()
      await db.dropDatabase()
      await client.close()
      await rm(directory, { force: true, recursive: true })
    },
    db,
    evidence: async () => ({
      arrivals: await readArrivals(),
      history: await readHistory(db, since),
      rows: await stage.rows.find().toArray(),
    }),
    hurry: () => hurry(db),
    rows: rowsOf(db),
    async settles(states) {
      const open: Filter<StoredRow> = {
        $or: [{ lookAt: { $ne: null } }, { leaseUntil: { $ne: null } }, { state: { $nin: [...states] } }],
      }

      try {
        await until(`all are ${states.join(' or ')}`, async () => {
          await hurry(db)

          return (await stage.rows.countDocuments(open)) === 0
        })
      } catch (error) {
        const example = await stage.rows.findOne(open, { projection: { content: 0 } })

        const counts = await stage.rows.aggregate([{ $sortByCount: '$state' }]).toArray()

        throw new Error(`now ${JSON.stringify(counts)}, such as ${JSON.stringify(example)}`, { cause: error })
      }
    },
    async startWorker({ clock, failpoint, ...orders } = {}) {
      const worker = await run('./worker.ts', JSON.stringify({ uri, ...orders, database: name }), {
        ...(clock === undefined ? {} : { FAULT_CLOCK: clock }),
        ...(failpoint === undefined ? {} : { DRUMBEAT_FAILPOINT: failpoint }),
      })

      workers.push(worker)
      await Promise.race([once(worker, 'message'), once(worker, 'exit')])

      return worker
    },
    stopWorker: endWorker,
  }

  if (due > 0) {
    await stage.addRows({ count: due })
  }

  return stage
}

/**
 * As a person would who does not want to wait for the next try: what failed and is armed for later is published now, and
 * a channel that rests after failures is tried.
 */
async function hurry(db: Db): Promise<void> {
  await paceCollection(db).updateMany({ breaker: { $exists: true } }, { $unset: { breaker: '' } })
  await rowsOf(db).updateMany(
    { $expr: { $gt: ['$dueAt', { $add: ['$$NOW', SECOND] }] }, attempts: { $gt: 0 }, leaseUntil: null, state: 'armed' },
    [{ $set: { dueAt: '$$NOW', fence: { $add: ['$fence', 1] } } }],
  )
}

/** A row whose content says which occurrence it is, so that the receiver can tell doubles whatever their ids. */
export function aRow(given: Partial<StoredRow> & Pick<StoredRow, 'channel' | 'dueAt'>): StoredRow {
  const row = aPublication(given)
  const occurrence = [row.post, row.channel, row.occurrenceAt.getTime()].join(':')

  return {
    ...row,
    content: given.content ?? { ...aContent(), rendered: { occurrence, revision: 1, title: '早安面膜' } },
  }
}

async function run(file: string, argument: string, env: Record<string, string> = {}): Promise<ChildProcess> {
  return fork(await bundleChild(file), [argument], { env: { ...process.env, ...env }, execArgv: [] })
}

async function endWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode === null && worker.signalCode === null) {
    const exited = once(worker, 'exit')

    worker.disconnect()
    await exited
  }
}

/** Waits for a worker that was told to kill itself. */
export async function killed(worker: ChildProcess): Promise<void> {
  if (worker.exitCode === null && worker.signalCode === null) {
    await once(worker, 'exit')
  }

  if (worker.signalCode !== 'SIGKILL') {
    throw new Error(`the worker ended by itself with ${worker.exitCode}`)
  }
}
