import { type Db, MongoClient, ObjectId } from 'mongodb'
import { expect } from 'vitest'

import { createSending, type CreateSendingArgs, type Sending } from '../../jobs/createSending.ts'
import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { type Rows, rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createWebhookChannel } from '../../src/channels/webhook.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { ChannelLimits } from '../../src/domain/channelAdapter.ts'
import { KIB, SECOND } from '../../src/domain/duration.ts'
import { CHANNELS, POSTS } from '../../src/domain/slugs.ts'
import { aChannel, type AChannel } from './aChannel.ts'
import { aPublication } from './aPublication.ts'
import { silentLog } from './silentLog.ts'

/** Workers on a database of their own, with channels that are made on the way. */
export interface SendingStage {
  /** Arms rows with approved posts; gives their ids. */
  arm(...given: Partial<StoredRow>[]): Promise<string[]>
  close(): Promise<void>
  db: Db
  find(id: string | undefined): Promise<StoredRow>
  join(channel: AChannel): Promise<AChannel>
  reaches(id: string | undefined, expected: object, timeout?: number): Promise<void>
  rows: Rows
  start(given?: Partial<CreateSendingArgs>): Promise<Sending>
  /** Stops all workers and empties the database. */
  sweep(): Promise<void>
  /** A real webhook channel that posts to `url`. */
  webhook(url: string, limits?: ChannelLimits): Promise<AChannel>
}

/** Opens a stage; `uri` is the test's mongod. */
export async function openSendingStage(uri: string, database: string): Promise<SendingStage> {
  const client = await new MongoClient(`${uri}/?directConnection=true`, { monitorCommands: true }).connect()
  const db = client.db(database)
  const rows = rowsOf(db)
  const channels = new Map<string, AChannel>()
  let running: Sending[] = []

  const stage: SendingStage = {
    async arm(...given) {
      const armed = await Promise.all(
        given.map(async (row) => aPublication({ channel: row.channel ?? (await stage.join(aChannel())).id, ...row })),
      )

      await db.collection(POSTS).insertMany(armed.map(({ post }) => ({ _id: post, stage: 'approved' })))
      await rows.insertMany(armed)

      return armed.map(({ _id }) => _id)
    },
    async close() {
      await stage.sweep()
      await db.dropDatabase()
      await client.close()
    },
    db,
    async find(id) {
      const row = await rows.findOne({ _id: id ?? '' })

      if (row === null) {
        throw new Error(`no row ${id}`)
      }

      return row
    },
    async join(channel) {
      channels.set(channel.account.id, channel)
      await db.collection(CHANNELS).insertOne({ _id: channel.id, mode: channel.account.mode, name: 'Test' })

      return channel
    },
    reaches: (id, expected, timeout = 60 * SECOND) =>
      expect.poll(() => stage.find(id), { interval: 50, timeout }).toMatchObject(expected),
    rows,
    async start(given = {}) {
      const sending = await createSending({
        db,
        log: silentLog,
        openChannel: (id) => Promise.resolve(channels.get(id.toHexString()) ?? null),
        ...given,
        limits: { leaseMs: 3 * SECOND, safetyMs: 500, ...given.limits },
      })

      running.push(sending)

      return sending
    },
    async sweep() {
      await Promise.all(running.map((sending) => sending.stop()))
      running = []
      channels.clear()
      await db.dropDatabase()
      await ensureIndexes(db, JOB_INDEXES)
    },
    webhook(url, limits = {}) {
      const channel = aChannel({}, { account: { limits } })
      const account = {
        ...channel.account,
        credentials: { secret: `whsec_${'A'.repeat(32)}` },
        id: new ObjectId().toHexString(),
        settings: { url },
      }
      const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 64 * KIB })

      return stage.join({
        account,
        adapter: createWebhookChannel({ account, fetch, publicUrl: '' }),
        id: new ObjectId(account.id),
      })
    },
  }

  await stage.sweep()

  return stage
}
