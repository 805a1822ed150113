import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import autocannon from 'autocannon'
import { MongoClient } from 'mongodb'

import { findFreePort } from '../../src/database/freePort.ts'
import { MIB } from '../../src/domain/duration.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import type { Bench, BenchArgs } from './bench.ts'
import { seedDelivery } from './deliverySeed.ts'
import { startEntry, stop, untilAnswers, withDatabase } from './processes.ts'

/**
 * The same ten posts by delivery, by Payload's REST on the same server, and the same bytes by a bare server.
 *
 * All in one run, one after the other, with the load from a process of its own; the web process is the one of
 * production, with authentication, headers and metrics.
 */
export const delivery: Bench = {
  about: '--seconds 8 --connections 20: a list of ten posts, beside Payload REST and a bare server',
  async run(args) {
    const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-bench-'))
    const mongod = await startScratchMongod()
    const client = await MongoClient.connect(`${mongod.uri}`)
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

      const headers = await seedDelivery({ db: client.db('bench'), url })

      return await measure({ args, headers, url, web })
    } finally {
      await stop(web)
      await client.close()
      await mongod.stop()
      await rm(directory, { force: true, recursive: true })
    }
  },
}

const rest = (url: string): string => `${url}/api/posts?limit=10&depth=1`

interface MeasureArgs {
  args: BenchArgs
  headers: Record<string, string>
  url: string
  web: ChildProcess
}

async function measure({ args, headers, url, web }: MeasureArgs): Promise<Record<string, unknown>> {
  const list = `${url}/delivery/v1/channels/bench/posts?limit=10`
  const bytes = (await (await fetch(list, { headers })).arrayBuffer()).byteLength
  const { docs } = (await (await fetch(rest(url), { headers })).json()) as { docs: unknown[] }

  if (docs.length !== 10) {
    throw new Error(`Payload's REST shows ${docs.length} posts instead of 10`)
  }

  const load = (target: string, given: Record<string, string> = {}) => hit({ args, headers: given, url: target })

  args.say(`ten posts are ${bytes} bytes`)
  await load(list, headers)

  const rssStartMb = await residentMb(web)
  const ours = await load(list, headers)
  const again = await load(list, headers)
  const rssEndMb = await residentMb(web)
  const unchanged = await load(list, { ...headers, 'if-none-match': '*' })
  const peer = await load(rest(url), headers)
  const barePort = await findFreePort()
  const bare = startEntry('tests/bench/bareHttp.ts', [String(bytes), String(barePort)], {})

  try {
    await untilAnswers(`http://127.0.0.1:${barePort}/`)

    const limit = await load(`http://127.0.0.1:${barePort}/`)

    return {
      ours: {
        bytes,
        notModifiedPerSecond: unchanged.perSecond,
        p99Ms: Math.max(ours.p99Ms, again.p99Ms),
        requestsPerSecond: Math.round((ours.perSecond + again.perSecond) / 2),
        rssEndMb,
        rssStartMb,
      },
      peer: { payloadRestPerSecond: peer.perSecond, payloadRestP99Ms: peer.p99Ms },
      limit: { bareHttpPerSecond: limit.perSecond },
      ratioToPeer: round((ours.perSecond + again.perSecond) / 2 / peer.perSecond),
      ratioToLimit: round((ours.perSecond + again.perSecond) / 2 / limit.perSecond),
    }
  } finally {
    await stop(bare)
  }
}

async function hit({ args, headers, url }: { args: BenchArgs; headers: Record<string, string>; url: string }) {
  const { errors, latency, non2xx, requests, statusCodeStats } = await autocannon({
    connections: args.number('connections', 20),
    duration: args.number('seconds', 8),
    headers,
    url,
  })
  const unchanged = (statusCodeStats as Record<string, { count: number } | undefined> | undefined)?.['304']?.count ?? 0

  if (errors > 0 || non2xx > unchanged) {
    throw new Error(`${url}: ${errors} errors, ${non2xx - unchanged} refusals`)
  }

  args.say(`${url}: ${Math.round(requests.average)} requests/s, p99 ${latency.p99} ms`)

  return { p99Ms: latency.p99, perSecond: Math.round(requests.average) }
}

/** Resident memory; 0 where the system does not tell. */
async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0')

  return Math.round((Number(status.split(' ')[1]) * PAGE_BYTES) / MIB)
}

const PAGE_BYTES = 4_096

const round = (value: number): number => Math.round(value * 100) / 100
