import { MongoClient } from 'mongodb'

import { createSending } from '../../jobs/createSending.ts'
import { createLedger } from '../../jobs/ledger/createLedger.ts'
import { readPublicAccount } from '../../src/channels/readAccount.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createWebhookChannel } from '../../src/channels/webhook.ts'
import { KIB, MIB } from '../../src/domain/duration.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'

export interface PublishReport {
  peakRssMb: number
  /** What is alive after each tenth of the publications, when asked for: the process may hold on to more for a while. */
  heapByTenthMb: number[]
  /** From the first claim until the last outcome was in the database. */
  tookMs: number
}

const [uri = '', database = '', count = '0', heap = '0'] = process.argv.slice(2)
const client = await new MongoClient(uri).connect()
const db = client.db(database)
const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 64 * KIB })
let startedAt: number | undefined
let left = Number(count)
const heapByTenthMb: number[] = []

const sending = await createSending({
  db,
  ledger(args) {
    const ledger = createLedger(args)

    return {
      ...ledger,
      claimDue(claim) {
        startedAt ??= performance.now()

        return ledger.claimDue(claim)
      },
      async settle(settlements) {
        const foreign = await ledger.settle(settlements)

        left -= settlements.filter(({ outcome }) => outcome.state === 'published').length

        while (heap === '1' && left <= Number(count) * (1 - (heapByTenthMb.length + 1) / 10)) {
          heapByTenthMb.push(heapMb())
        }

        if (left <= 0) {
          report()
        }

        return foreign
      },
    }
  },
  log: { error: console.error, info: () => undefined, warn: console.error },
  async openChannel(id) {
    const document = await db.collection(CHANNELS).findOne({ _id: id })

    if (document === null) {
      return null
    }

    const account = { ...readPublicAccount(document), credentials: { secret: `whsec_${'A'.repeat(32)}` } }

    return { account, adapter: createWebhookChannel({ account, fetch, publicUrl: '' }) }
  },
})

function heapMb(): number {
  globalThis.gc?.()

  return Math.round(process.memoryUsage().heapUsed / MIB)
}

function report(): void {
  process.send?.({
    peakRssMb: Math.round((process.resourceUsage().maxRSS * KIB) / MIB),
    heapByTenthMb,
    tookMs: performance.now() - (startedAt ?? 0),
  } satisfies PublishReport)
}

process.once('disconnect', () => void sending.stop().then(() => process.exit(0)))
