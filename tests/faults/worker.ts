import './skewedClock.ts'

import { setTimeout as wait } from 'node:timers/promises'
import { inspect } from 'node:util'

import { MongoClient } from 'mongodb'

import { createSending } from '../../jobs/createSending.ts'
import { createFailpoints } from '../../jobs/failpoints.ts'
import { createLedger } from '../../jobs/ledger/createLedger.ts'
import { rowsOf } from '../../jobs/ledger/rows.ts'
import type { SendingLimits } from '../../jobs/sending/limits.ts'
import { blueskyKind } from '../../src/channels/bluesky/createBlueskyChannel.ts'
import { mastodonKind } from '../../src/channels/mastodon/createMastodonChannel.ts'
import { readAccount } from '../../src/channels/readAccount.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createTokenKeeper } from '../../src/channels/tokens/createTokenKeeper.ts'
import { createMongoTokenStore } from '../../src/channels/tokens/mongoTokenStore.ts'
import { webhookKind } from '../../src/channels/webhook.ts'
import { readEnv } from '../../src/config/env.ts'
import type { OpenTokens } from '../../src/domain/accessTokens.ts'
import type { Deduplication, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { KIB, SECOND } from '../../src/domain/duration.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { silentLog } from '../support/silentLog.ts'
import { type Mutation, rowsWithout } from './mutations.ts'

/** A worker as small as it gets, to be killed: everything that sends, with leases short enough for a test. */
export interface WorkerOrders {
  database: string
  /** So long a row stays with a worker that only looks after it. */
  holdMs?: number
  limits?: Partial<SendingLimits>
  mutation?: Mutation
  /** So long the other side may say nothing. */
  silenceMs?: number
  /** It stops by itself once it has sent its first rows, so that a failpoint in the drain can be met. */
  stopsEarly?: boolean
  uri: string
  version?: string
}

const orders = JSON.parse(process.argv[2] ?? '{}') as WorkerOrders
const client = new MongoClient(orders.uri)
const db = client.db(orders.database)
const failpoints = createFailpoints(readEnv().DRUMBEAT_FAILPOINT)
const outside = createSafeFetch({
  allow: '127.0.0.1',
  maxAnswerBytes: 64 * KIB,
  ...(orders.silenceMs === undefined ? {} : { silenceTimeoutMs: orders.silenceMs }),
})
const fences = new Map<string, number>()
/** With `FAULT_LOG` set a worker says what troubles it. */
const spoken = (details: object, message: string): void =>
  void process.stderr.write(`${process.pid} ${new Date().toISOString()} ${message} ${inspect(details)}\n`)
const spokenLog = { error: spoken, info: spoken, warn: spoken }

/** Credentials lie in the open here. */
const PLAIN: SecretBox = { open: (text) => text, seal: (text) => text }
const KINDS = [blueskyKind, mastodonKind, webhookKind]

/** At the first point nothing has left; at the second the request is on the wire and its answer may or may not be. */
const fetch: SafeFetch = async (url, init = {}) => {
  failpoints.reach('before-bytes')

  const headers = new Headers(init.headers)

  headers.set('x-fence', String(fences.get(headers.get('webhook-id') ?? '')))

  const answer = outside(url, { ...init, headers })

  await Promise.race([answer.catch(() => undefined), wait(10)])
  failpoints.reach('after-bytes')

  return answer
}

const opening = createSending({
  db,
  failpoints,
  ledger(args) {
    const ledger = createLedger({ ...args, rows: rowsWithout(rowsOf(db), orders.mutation) })

    return {
      ...ledger,
      hold: (hold) => ledger.hold({ ...hold, leaseMs: orders.holdMs ?? hold.leaseMs }),
      async markSending(mark) {
        const marked = await ledger.markSending(mark)

        marked.forEach(({ row }) => fences.set(row._id, row.fence))

        if (orders.stopsEarly === true && marked.length > 0) {
          setImmediate(stop)
        }

        return marked
      },
    }
  },
  limits: { catchUpPerSecond: 1_000, channelConcurrency: 16, leaseMs: 3 * SECOND, safetyMs: SECOND, ...orders.limits },
  log: process.env['FAULT_LOG'] === undefined ? silentLog : spokenLog,
  async openChannel(id) {
    const document = await db.collection(CHANNELS).findOne({ _id: id })

    const kind = KINDS.find(({ manifest }) => manifest.kind === document?.['kind'])

    if (document === null || kind === undefined) {
      return null
    }

    const account = readAccount(document, PLAIN)
    const store = createMongoTokenStore({ account, db: () => db, secrets: PLAIN })
    const tokens: OpenTokens = (fetchToken) => createTokenKeeper({ clock: () => new Date(), fetchToken, store })
    const adapter = kind.create(channelOptions({ account, fetch, publicUrl: '', tokens }))
    const { deduplication = adapter.manifest.deduplication } = document as { deduplication?: Deduplication }

    return { account, adapter: { ...adapter, manifest: { ...adapter.manifest, deduplication } } }
  },
  ...(orders.version === undefined ? {} : { version: orders.version }),
})

function stop(): void {
  void opening.then((sending) => sending.stop()).then(() => process.exit(0))
}

await opening
process.send?.('ready')
process.once('disconnect', stop)
process.once('SIGTERM', stop)
