import { once } from 'node:events'

import { type Db, MongoClient, ObjectId } from 'mongodb'

import { createBells } from '../../jobs/bells.ts'
import { rowsOf } from '../../jobs/ledger/rows.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { KIB, SECOND } from '../../src/domain/duration.ts'
import { CHANNELS, POSTS } from '../../src/domain/slugs.ts'
import { aPublication } from '../support/aPublication.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import type { Bench } from './bench.ts'
import { ensureLedgerIndexes } from './ledgerIndexes.ts'
import { measureLedgerFloor } from './ledgerFloor.ts'
import { forkEntry } from './processes.ts'
import type { PublishReport } from './publishWorker.ts'

const DATABASE = 'publish'
const CHANNELS_AT_ONCE = 8
const IN_FLIGHT = 32 * CHANNELS_AT_ONCE

/**
 * A backlog sent to webhooks, from claim to written outcome, beside the same number of bare HTTP posts.
 *
 * Both go through the same outgoing client to the same receiver, with the same number in flight; the bare ones
 * carry no signature and are remembered nowhere. Between the two stands what the ledger's writes alone cost.
 */
export const publish: Bench = {
  about:
    '--count 10000 --heap 0: publications to webhooks per second, beside bare HTTP posts; --heap 1 collects garbage ten times, to tell what stays',
  async run({ number, say }) {
    const count = number('count', 10_000)
    const receiver = forkEntry('tests/bench/publishReceiver.ts', [])
    const [port] = (await once(receiver, 'message')) as [number]
    const mongod = await startScratchMongod()
    const client = await new MongoClient(mongod.uri).connect()
    const url = `http://127.0.0.1:${port}/`

    try {
      const post = createBarePost(url)
      const bareHttpPerSecond = await measureBarePosts({ count, post })

      say(`limit: ${bareHttpPerSecond} bare posts per second`)
      const withLedgerPerSecond = await measureLedgerFloor({ atOnce: IN_FLIGHT, count, db: client.db('floor'), post })

      say(`with the ledger's three writes and nothing else: ${withLedgerPerSecond} per second`)
      const ours = await measureOurs({ count, db: client.db(DATABASE), heap: number('heap', 0), uri: mongod.uri, url })

      return {
        limit: { bareHttpPerSecond, withLedgerPerSecond },
        ours,
        ratioToLimit: Number((ours.perSecond / bareHttpPerSecond).toFixed(3)),
      }
    } finally {
      receiver.disconnect()
      await client.close()
      await mongod.stop()
    }
  },
}

/** A post by the product's outgoing client. */
function createBarePost(url: string): () => Promise<unknown> {
  const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 64 * KIB })
  const body = JSON.stringify(aPublication().content.rendered)

  return () => fetch(url, { body, headers: { 'content-type': 'application/json' }, method: 'POST' })
}

async function measureBarePosts({ count, post }: { count: number; post: () => Promise<unknown> }): Promise<number> {
  const startedAt = performance.now()
  let left = count

  const postAll = async (): Promise<void> => {
    while (left-- > 0) {
      await post()
    }
  }

  await Promise.all(Array.from({ length: IN_FLIGHT }, postAll))

  return Math.round((count / (performance.now() - startedAt)) * SECOND)
}

interface MeasureOursArgs {
  count: number
  db: Db
  /** 1 to tell what is alive after each tenth, which takes time. */
  heap: number
  uri: string
  url: string
}

async function measureOurs({
  count,
  db,
  heap,
  uri,
  url,
}: MeasureOursArgs): Promise<Partial<PublishReport> & { perSecond: number }> {
  const channels = Array.from({ length: CHANNELS_AT_ONCE }, () => new ObjectId())
  const rows = Array.from({ length: count }, (_, index) =>
    aPublication({ channel: channels[index % CHANNELS_AT_ONCE] as ObjectId }),
  )

  await ensureLedgerIndexes(db)
  await db
    .collection(CHANNELS)
    .insertMany(channels.map((_id) => ({ _id, kind: 'webhook', mode: 'live', settings: { url } })))
  await db.collection(POSTS).insertMany(rows.map(({ post }) => ({ _id: post, stage: 'approved' })))
  await rowsOf(db).insertMany(rows)

  const worker = forkEntry(
    'tests/bench/publishWorker.ts',
    [uri, DATABASE, String(count), String(heap)],
    ['--expose-gc'],
  )
  const startedAt = performance.now()

  await createBells(() => db).ring([new Date()])
  const [report] = (await once(worker, 'message')) as [PublishReport]

  const exited = once(worker, 'exit')

  worker.disconnect()
  await exited

  return {
    peakRssMb: report.peakRssMb,
    ...(heap === 1 && { heapByTenthMb: report.heapByTenthMb }),
    perSecond: Math.round((count / Math.min(report.tookMs, performance.now() - startedAt)) * SECOND),
  }
}
