import { MongoClient } from 'mongodb'

import { createSending } from '../../jobs/createSending.ts'
import { createLedger } from '../../jobs/ledger/createLedger.ts'
import { createFeedChannel } from '../../src/channels/feed.ts'
import { readPublicAccount } from '../../src/channels/readAccount.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'

export interface BurstReport {
  /** Server time at which the database had confirmed each outcome. */
  ackedAtMs: number[]
  /** The publication of every call of an adapter. */
  commits: string[]
}

const report: BurstReport = { ackedAtMs: [], commits: [] }
const client = await new MongoClient(process.argv[2] ?? '').connect()
const db = client.db(process.argv[3])
const log = { error: console.error, info: () => undefined, warn: console.error }

const sending = await createSending({
  db,
  ledger({ clock, db: database }) {
    const ledger = createLedger({ clock, db: database })

    return {
      ...ledger,
      async settle(settlements) {
        const foreign = await ledger.settle(settlements)
        const at = clock.now().getTime()

        settlements.forEach(() => report.ackedAtMs.push(at))

        return foreign
      },
    }
  },
  log,
  async openChannel(id) {
    const stored = await db.collection(CHANNELS).findOne({ _id: id })

    if (stored === null) {
      return null
    }

    const account = readPublicAccount(stored)
    const adapter = createFeedChannel()

    return {
      account,
      adapter: {
        ...adapter,
        commit(args) {
          report.commits.push(args.publicationId)

          return adapter.commit(args)
        },
      },
    }
  },
})

process.once('message', () => {
  void sending
    .stop()
    .then(() => client.close())
    .then(() => process.send?.(report, () => process.exit(0)))
})
process.send?.('ready')
