import type { Db, ObjectId } from 'mongodb'

import { readAccount } from '../../src/channels/readAccount.ts'
import type { ChannelRegistry } from '../../src/domain/channelAdapter.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { Log } from '../log.ts'
import { checkChannel } from './checkChannel.ts'

export interface ChannelJobsOptions {
  db: () => Db
  log: Log
  registry: ChannelRegistry
  secrets: SecretBox
}

const CHECK_AFTER_MS = DAY
const LIMIT = 100

/** Looks at each live account once a day, and keeps access tokens from ending. */
export const createChannelJobs = (options: ChannelJobsOptions): PeriodicJob[] => [
  { name: 'check-channels', everyMs: HOUR, run: () => checkChannels(options) },
  { name: 'keep-tokens', everyMs: 2 * MINUTE, run: () => keepTokens(options) },
]

/** Those that were not looked at for a day, the longest first. */
export async function checkChannels({ db, registry, secrets }: ChannelJobsOptions): Promise<void> {
  const before = new Date(Date.now() - CHECK_AFTER_MS)
  const due = await db()
    .collection(CHANNELS)
    .find({ $or: [{ 'health.lookedAt': null }, { 'health.lookedAt': { $lt: before } }], deletedAt: null, mode: 'live' })
    .project<{ _id: ObjectId }>({ _id: 1 })
    .sort({ 'health.lookedAt': 1 })
    .limit(LIMIT)
    .toArray()

  for (const { _id: id } of due) {
    await checkChannel({ db: db(), id, isRoutine: true, registry, secrets, signal: AbortSignal.timeout(MINUTE) })
  }
}

/** One that cannot be renewed now is left for the next time, and for whoever sends with it. */
export async function keepTokens({ db, log, registry, secrets }: ChannelJobsOptions): Promise<void> {
  for await (const document of db().collection(CHANNELS).find({ deletedAt: null, mode: 'live' })) {
    try {
      const account = readAccount(document, secrets)

      if (registry.find(account.kind) !== null) {
        await registry.adapterFor(account).refresh?.({ signal: AbortSignal.timeout(MINUTE) })
      }
    } catch (error) {
      log.warn({ channel: String(document._id), err: error }, 'an access token could not be renewed; it is tried again')
    }
  }
}
