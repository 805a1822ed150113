import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Db, MongoClient, ObjectId } from 'mongodb'

import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { type Rows, rowsOf } from '../../jobs/ledger/rows.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { Deduplication } from '../../src/domain/channelAdapter.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { CHANNELS, POSTS } from '../../src/domain/slugs.ts'
import { aPublication } from '../support/aPublication.ts'
import type { Arrival } from './receiver.ts'

export interface StageArgs {
  deduplication: Deduplication
  due: number
  /** How the receiver behaves: `/ok`, `/slow`, `/accept-then-drop`, `/error`, `/throttled`. */
  mode: string
  uri: string
}

/** A receiver with its log, a database with rows due in a moment, and workers that can be killed. */
export interface Stage {
  arrivals(): Promise<Arrival[]>
  close(): Promise<void>
  dueAt: Date
  ids: string[]
  rows: Rows
  startWorker(failpoint?: string): Promise<ChildProcess>
  /** Asks a worker to stop, and waits until it has. */
  stopWorker(worker: ChildProcess): Promise<void>
}

export async function setStage({ deduplication, due, mode, uri }: StageArgs): Promise<Stage> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-faults-'))
  const logFile = path.join(directory, 'arrivals.log')
  const receiver = run('receiver.ts', [logFile])
  const [port] = (await once(receiver, 'message')) as [number]
  const client = await new MongoClient(uri).connect()
  const name = `faults_${new ObjectId().toHexString()}`
  const db = client.db(name)
  const workers: ChildProcess[] = []
  const { dueAt, ids } = await seed(db, { deduplication, due, url: `http://127.0.0.1:${port}${mode}` })

  return {
    arrivals: async () =>
      (await readFile(logFile, 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Arrival),
    async close() {
      await Promise.all(workers.map(endWorker))
      receiver.disconnect()
      await db.dropDatabase()
      await client.close()
      await rm(directory, { force: true, recursive: true })
    },
    dueAt,
    ids,
    rows: rowsOf(db),
    async startWorker(failpoint) {
      const worker = run('worker.ts', [uri, name], failpoint === undefined ? {} : { DRUMBEAT_FAILPOINT: failpoint })

      workers.push(worker)
      await Promise.race([once(worker, 'message'), once(worker, 'exit')])

      return worker
    },
    stopWorker: endWorker,
  }
}

const run = (file: string, args: string[], env: Record<string, string> = {}): ChildProcess =>
  fork(new URL(file, import.meta.url), args, { env: { ...process.env, ...env }, execArgv: ['--import', 'tsx'] })

async function endWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode === null && worker.signalCode === null) {
    const exited = once(worker, 'exit')

    worker.disconnect()
    await exited
  }
}

async function seed(db: Db, { deduplication, due, url }: { deduplication: string; due: number; url: string }) {
  const channel = new ObjectId()
  const dueAt = new Date(Date.now() + SECOND)
  const armed = Array.from({ length: due }, () => aPublication({ channel, dueAt }))

  await ensureIndexes(db, JOB_INDEXES)
  await db
    .collection(CHANNELS)
    .insertOne({ _id: channel, deduplication, kind: 'webhook', mode: 'live', settings: { url } })
  await db.collection(POSTS).insertMany(armed.map(({ post }) => ({ _id: post, stage: 'approved' })))
  await rowsOf(db).insertMany(armed)

  return { dueAt, ids: armed.map(({ _id }) => _id) }
}
