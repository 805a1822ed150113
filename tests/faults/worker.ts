import { setTimeout as wait } from 'node:timers/promises'

import { MongoClient } from 'mongodb'

import { createSending } from '../../jobs/createSending.ts'
import { createFailpoints } from '../../jobs/failpoints.ts'
import { readPublicAccount } from '../../src/channels/readAccount.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createWebhookChannel } from '../../src/channels/webhook.ts'
import { readEnv } from '../../src/config/env.ts'
import type { SafeFetch } from '../../src/domain/channelAdapter.ts'
import { KIB, SECOND } from '../../src/domain/duration.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { silentLog } from '../support/silentLog.ts'

/** A worker as small as it gets, to be killed: everything that sends, with leases short enough for a test. */
const [uri = '', database = ''] = process.argv.slice(2)
const client = new MongoClient(uri)
const db = client.db(database)
const failpoints = createFailpoints(readEnv().DRUMBEAT_FAILPOINT)
const outside = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 64 * KIB })

/** By the time of the point, the request is on the wire and its answer may or may not be. */
const fetch: SafeFetch = async (url, init) => {
  const answer = outside(url, init)

  await Promise.race([answer.catch(() => undefined), wait(10)])
  failpoints.reach('after-bytes')

  return answer
}

const sending = await createSending({
  db,
  failpoints,
  limits: { channelConcurrency: 16, leaseMs: 3 * SECOND, safetyMs: SECOND },
  log: silentLog,
  async openChannel(id) {
    const document = await db.collection(CHANNELS).findOne({ _id: id })

    if (document === null) {
      return null
    }

    const account = { ...readPublicAccount(document), credentials: { secret: `whsec_${'A'.repeat(32)}` } }
    const adapter = createWebhookChannel({ account, fetch, publicUrl: '' })
    const deduplication = document['deduplication'] as typeof adapter.manifest.deduplication

    return { account, adapter: { ...adapter, manifest: { ...adapter.manifest, deduplication } } }
  },
})

process.send?.('ready')
process.once('disconnect', () => void sending.stop().then(() => process.exit(0)))
