import type { ChildProcess } from 'node:child_process'

import { type Db, MongoClient, ObjectId } from 'mongodb'

import { createBells } from '../../jobs/bells.ts'
import { rowsOf } from '../../jobs/ledger/rows.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { CHANNELS, POSTS } from '../../src/domain/slugs.ts'
import { aPublication } from '../support/aPublication.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import { type Bench, type BenchArgs, percentile } from './bench.ts'
import type { BurstReport } from './burstWorker.ts'
import { measureAgendaEach } from './agendaEach.ts'
import { ensureLedgerIndexes } from './ledgerIndexes.ts'
import { forkEntry } from './processes.ts'

const DATABASE = 'burst'

/**
 * All publications of one instant: how late each starts, and how late its outcome is in the database.
 *
 * The channel is the feed, which sends nothing over a network: what is measured is our own part. The peer is
 * Agenda used as its documentation shows, one job per publication with a handler that does nothing.
 */
export const burst: Bench = {
  about: '--due 10000 --workers 1 --backlog 0: lateness of all that is due at one instant, beside one Agenda job each',
  async run(args) {
    const mongod = await startScratchMongod()
    const client = await new MongoClient(mongod.uri).connect()

    try {
      const ours = await measureOurs(args, { db: client.db(DATABASE), uri: mongod.uri })

      args.say(`ours: ${JSON.stringify(ours)}`)
      const agendaJobEachP99Ms =
        args.number('skip-peer', 0) === 1
          ? 0
          : await measureAgendaEach({ db: client.db('peer'), due: args.number('due', 10_000) })

      return { ours, peer: { agendaJobEachP99Ms }, ratioToPeer: Math.round(agendaJobEachP99Ms / ours.p99StartMs) }
    } finally {
      await client.close()
      await mongod.stop()
    }
  },
}

async function measureOurs({ number, say }: BenchArgs, { db, uri }: { db: Db; uri: string }) {
  const due = number('due', 10_000)
  const dueAt = await seed(db, { backlog: number('backlog', 0), due })
  const workers = Array.from({ length: number('workers', 1) }, () => startWorker(uri))

  await Promise.all(workers.map(heard))
  say(`${due} publications are due at ${dueAt.toISOString()}`)
  await createBells(() => db).ring([dueAt])
  await until(dueAt, async () => (await rowsOf(db).countDocuments({ changedAt: null, dueAt })) === 0)

  const reports = await Promise.all(workers.map(finish))
  const sent = reports.flatMap((report) => report.commits)
  const published = await rowsOf(db)
    .find({ dueAt, state: 'published' })
    .project<{ latenessMs: number }>({ latenessMs: 1 })
    .toArray()
  const starts = published.map(({ latenessMs }) => latenessMs)
  const acks = reports.flatMap((report) => report.ackedAtMs.map((at) => at - dueAt.getTime()))

  return {
    p50StartMs: percentile(starts, 0.5),
    p99StartMs: percentile(starts, 0.99),
    p50AckMs: percentile(acks, 0.5),
    p99AckMs: percentile(acks, 0.99),
    duplicates: sent.length - new Set(sent).size,
    lost: due - published.length,
  }
}

async function seed(db: Db, { backlog, due }: { backlog: number; due: number }): Promise<Date> {
  const channel = new ObjectId()

  await ensureLedgerIndexes(db)
  await db.collection(CHANNELS).insertOne({ _id: channel, kind: 'feed', mode: 'live', name: 'Feed', slug: 'feed' })
  const dueAt = new Date(Math.ceil(Date.now() / SECOND) * SECOND + 8 * SECOND + (due + backlog) / 5)

  for (let from = 0; from < due + backlog; from += 5_000) {
    const rows = Array.from({ length: Math.min(5_000, due + backlog - from) }, (_, index) =>
      aPublication({ channel, dueAt: from + index < due ? dueAt : new Date(dueAt.getTime() + DAY) }),
    )

    await db.collection(POSTS).insertMany(rows.map(({ post }) => ({ _id: post, stage: 'approved' })))
    await rowsOf(db).insertMany(rows)
  }

  // The server writes to its disk what it has just been given before it is measured: in an installation, a backlog is days old.
  await db.admin().command({ fsync: 1 })

  return dueAt
}

const startWorker = (uri: string): ChildProcess => forkEntry('tests/bench/burstWorker.ts', [uri, DATABASE])

const heard = <T>(worker: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    worker.once('message', (message) => resolve(message as T))
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)))
  })

function finish(worker: ChildProcess): Promise<BurstReport> {
  const report = heard<BurstReport>(worker)

  worker.send('finish')

  return report
}

async function until(dueAt: Date, isDone: () => Promise<boolean>): Promise<void> {
  const giveUpAt = dueAt.getTime() + 60 * SECOND

  // Not looking during the burst itself: the looks would be measured too.
  await new Promise((resolve) => setTimeout(resolve, dueAt.getTime() - Date.now() + 1.5 * SECOND))

  while (!(await isDone()) && Date.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
