import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Db, MongoClient } from 'mongodb'

import { findFreePort } from '../../src/database/freePort.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import { type Bench, type BenchArgs, percentile } from './bench.ts'
import { seedCalendar } from './calendarSeed.ts'
import { startEntry, stop, untilAnswers, withDatabase } from './processes.ts'

const FROM = new Date('2027-03-01T00:00:00Z')
const TO = new Date('2027-04-01T00:00:00Z')

/**
 * A month of the calendar by HTTP, with authentication, beside Payload's REST for its schedules alone.
 *
 * `queries` are counted by the database's own profiler, the look-up of who asks included.
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
  const range = new URLSearchParams({ from: FROM.toISOString(), to: TO.toISOString() })
  const ask = (headers: Record<string, string> = {}) =>
    fetch(`${url}/api/schedules/calendar?${range.toString()}`, { headers: { authorization, ...headers } })
  const first = await ask()
  const text = await first.text()
  const { entries } = JSON.parse(text) as { entries: unknown[] }

  if (entries.length !== args.number('entries', 5_000)) {
    throw new Error(`the calendar shows ${entries.length} entries: ${text.slice(0, 200)}`)
  }

  const rounds = args.number('rounds', 60)
  const times = await timeEach(rounds, async () => (await ask()).text())
  const queries = await countQueries(db, async () => (await ask()).text())
  const { headers } = await ask()
  const unchanged = await timeEach(rounds, async () =>
    (await ask({ 'if-none-match': headers.get('etag') ?? '' })).text(),
  )
  const peer = await timeEach(3, async () =>
    (await fetch(`${url}/api/schedules?depth=0&limit=5000`, { headers: { authorization } })).text(),
  )
  const ours = {
    bytes: Buffer.byteLength(text),
    notModifiedP95Ms: percentile(unchanged, 0.95),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    queries,
  }

  args.say(`${entries.length} entries: p50 ${ours.p50Ms} ms, p95 ${ours.p95Ms} ms, ${queries} queries`)

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

/** What the database itself saw of one request. */
async function countQueries(db: Db, work: () => Promise<unknown>): Promise<number> {
  await db.command({ profile: 2 })
  await work()
  await db.command({ profile: 0 })

  return db.collection('system.profile').countDocuments({
    $or: [{ op: 'query' }, { 'command.aggregate': { $exists: true } }],
    'command.find': { $nin: ['system.profile'] },
  })
}

async function register(url: string): Promise<string> {
  const response = await fetch(`${url}/api/users/first-register`, {
    body: JSON.stringify({ email: 'bench@drumbeat.test', name: 'bench', password: randomUUID() }),
    headers: { 'content-type': 'application/json' },
    method: 'POST',
  })
  const { token } = (await response.json()) as { token: string }

  return `JWT ${token}`
}
