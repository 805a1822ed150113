import type { Payload } from 'payload'

import type { Services } from '../hooks/dependencies.ts'
import { readAccount } from '../src/channels/readAccount.ts'
import { readEnv } from '../src/config/env.ts'
import { databaseOf } from '../src/database/handles.ts'
import { ensureIndexes } from '../src/database/indexes.ts'
import { CHANNELS } from '../src/domain/slugs.ts'
import type { PeriodicJob } from './clock/periodicJob.ts'
import { createSending, type Sending } from './createSending.ts'
import { createFailpoints } from './failpoints.ts'
import type { ServerClock } from './serverClock.ts'
import type { SettleObserver } from './following/createFollowUp.ts'
import type { OpenChannel } from './sending/channelCache.ts'
import { JOB_INDEXES } from './ledger/indexes.ts'

export interface StartWorkerArgs {
  clock?: ServerClock
  /** Who hears of outcomes; each must bear to hear twice. */
  observers?: readonly SettleObserver[]
  payload: Payload
  /** Sees to pictures that are fetched from us; see `OpenChannel`. */
  pictures?: Pick<OpenChannel, 'arePicturesMade' | 'makePictures'>
  /** Further work for the clock. */
  periodic?: readonly PeriodicJob[]
  services: Pick<Services, 'channels' | 'secrets'>
  version?: string
}

/**
 * Starts everything that a worker process does; needs no web process and never imports Next.
 *
 * `stop()` gives back what is not begun, lets sends finish (20 s at most), writes every outcome, and leaves
 * neither a lease nor a lock. The caller listens for signals.
 */
export async function startWorker(args: StartWorkerArgs): Promise<Sending> {
  const { clock, observers = [], payload, periodic = [], pictures, services, version = '0' } = args
  const db = databaseOf(payload)

  await ensureIndexes(db, JOB_INDEXES)

  return createSending({
    ...(clock && { clock }),
    db,
    failpoints: createFailpoints(readEnv().DRUMBEAT_FAILPOINT),
    log: payload.logger,
    observers,
    async openChannel(id) {
      const document = await db.collection(CHANNELS).findOne({ _id: id })

      if (document === null || document['deletedAt']) {
        return null
      }

      const account = readAccount(document, services.secrets)

      const { channels } = services

      return {
        account,
        adapter: channels.adapterFor(account),
        adapterWith: (labels) => channels.adapterFor(account, { labels }),
        ...pictures,
      }
    },
    periodic,
    version,
  })
}
