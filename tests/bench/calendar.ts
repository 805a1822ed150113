import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Db, MongoClient } from 'mongodb'

import { findFreePort } from '../../src/database/freePort.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import { type Bench, type BenchArgs, percentile } from './bench.ts'
import { measurePage } from './calendarPage.ts'
import { seedCalendar } from './calendarSeed.ts'
import { startEntry, stop, untilAnswers, withDatabase } from './processes.ts'

/** The month that the page opens on. */
const [FROM, TO] = [monthFrom(0), monthFrom(1)] as const
const PERSON = { email: 'bench@drumbeat.test', password: randomUUID() }

/**
 * A month of the calendar by HTTP, with authentication, beside Payload's REST for its schedules alone, and on the page.
 *
 * `p95Ms` is of answers that are made anew, `sharedP95Ms` of one that is asked for again while nothing changes, as by a second
 * viewer. `queries` are counted by the database's own profiler, the look-up of who asks included. `interactiveMs` is the time
 * from the start of the navigation to the first click on an entry that shows its details, in the browser of the tests.
 */
export const calendar: Bench = {
  about: '--entries 5000 --rounds 60: a month of the calendar, beside Payload REST',
  async run(args) {
    const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-bench-'))
    const mongod = await startScratchMongod()
    const client = await MongoClient.connect(mongod.uri)
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const web = startEntry('src/server/main.ts', [], {
      DATABASE_URI: withDatabase(mongod.uri),
      DRUMBEAT_DATA_DIR: directory,
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
      PAYLOAD_SECRET: 'a-secret-for-benchmarks',
      PORT: String(port),
    })

    try {
      await untilAnswers(`${url}/readyz`)

      const authorization = await register(url)
      const db = client.db('bench')

      await seedCalendar({ db, entries: args.number('entries', 5_000), from: FROM, to: TO })

      return await measure({ args, authorization, db, url })
    } finally {
      await stop(web)
      await client.close()
      await mongod.stop()
      await rm(directory, { force: true, recursive: true })
    }
  },
}

interface MeasureArgs {
  args: BenchArgs
  authorization: string
  db: Db
  url: string
}

async function measure({ args, authorization, db, url }: MeasureArgs): Promise<Record<string, unknown>> {
  let turn = 0
  // Another range is another question: nothing of the last answer serves it.
  const askAnew = () => ask({}, (turn += 1))
  const ask = (headers: Record<string, string> = {}, earlierMs = 0) => {
    const range = new URLSearchParams({
      from: new Date(FROM.getTime() - earlierMs).toISOString(),
      to: TO.toISOString(),
    })

    return fetch(`${url}/api/schedules/calendar?${range.toString()}`, { headers: { authorization, ...headers } })
  }
  const first = await ask()
  const text = await first.text()
  const { entries } = JSON.parse(text) as { entries: unknown[] }

  if (entries.length !== args.number('entries', 5_000)) {
    throw new Error(`the calendar shows ${entries.length} entries: ${text.slice(0, 200)}`)
  }

  const rounds = args.number('rounds', 60)
  const times = await timeEach(rounds, async () => (await askAnew()).text())
  const shared = await timeEach(rounds, async () => (await ask()).text())
  const queries = await countQueries(db, async () => (await askAnew()).text())
  const { headers } = await ask()
  const unchanged = await timeEach(rounds, async () =>
    (await ask({ 'if-none-match': headers.get('etag') ?? '' })).text(),
  )
  const peer = await timeEach(3, async () =>
    (await fetch(`${url}/api/schedules?depth=0&limit=5000`, { headers: { authorization } })).text(),
  )
  const ours = {
    bytes: Buffer.byteLength(text),
    interactiveMs: await measurePage(url, PERSON),
    notModifiedP95Ms: percentile(unchanged, 0.95),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    queries,
    sharedP95Ms: percentile(shared, 0.95),
  }

  args.say(`${entries.length} entries: p50 ${ours.p50Ms} ms, p95 ${ours.p95Ms} ms, ${queries} queries`)
  args.say(`asked again: p95 ${ours.sharedP95Ms} ms; unchanged: p95 ${ours.notModifiedP95Ms} ms`)
  args.say(`the page takes its first click after ${ours.interactiveMs} ms`)

  return { ours, peer: { payloadRestSchedulesP50Ms: percentile(peer, 0.5) } }
}

async function timeEach(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []

  for (let round = 0; round < count; round += 1) {
    const startedAt = performance.now()

    await work()
    times.push(performance.now() - startedAt)
  }

  return times
}

/** What the database itself saw of one request, between two questions that it is known to have seen. */
async function countQueries(db: Db, work: () => Promise<unknown>): Promise<number> {
  await db.command({ profile: 2 })
  await mark(db, 'begin')
  await work()
  await mark(db, 'end')
  await db.command({ profile: 0 })

  const queries = await db
    .collection('system.profile')
    .find({
      $or: [{ op: 'query' }, { 'command.aggregate': { $exists: true } }],
      'command.find': { $ne: 'system.profile' },
    })
    .sort({ $natural: 1 })
    .toArray()
  const places = ['begin', 'end'].map((comment) => queries.findLastIndex(({ command }) => isMark(command, comment)))
  const [begin = -1, end = -1] = places

  if (begin === -1 || end < begin) {
    throw new Error('the profiler has lost what it saw')
  }

  return queries.slice(begin, end).filter(({ command }) => !isMark(command, 'begin')).length
}

const isMark = (command: unknown, comment: string): boolean => (command as { comment?: unknown }).comment === comment

/** Asks until the profiler has seen it: it is not on for all connections at the same moment, and drops what it cannot write. */
async function mark(db: Db, comment: string): Promise<void> {
  const seen = () => db.collection('system.profile').countDocuments({ 'command.comment': comment })

  for (let left = 100; (await seen()) === 0; left -= 1) {
    if (left === 0) {
      throw new Error('the profiler sees nothing')
    }

    await db.collection('marks').findOne({}, { comment })
  }
}

function monthFrom(months: number): Date {
  const now = new Date()

  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1))
}

async function register(url: string): Promise<string> {
  const response = await fetch(`${url}/api/users/first-register`, {
    body: JSON.stringify({ ...PERSON, name: 'bench' }),
    headers: { 'content-type': 'application/json' },
    method: 'POST',
  })
  const { token } = (await response.json()) as { token: string }

  return `JWT ${token}`
}
