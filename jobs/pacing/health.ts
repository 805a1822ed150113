import type { Db, ObjectId } from 'mongodb'

import { sayingOf } from '../../src/domain/channelOutcome.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'

export type HealthChange =
  { at: Date; failures: number; lastError: PublicationError | null; state: 'failing' } | { at: Date; state: 'ok' }

/** Writes on the channel itself how it does; only when that changes, because a channel is read by many. */
export async function writeHealth(db: Db, channel: ObjectId, change: HealthChange): Promise<void> {
  await db.collection(CHANNELS).updateOne(
    { _id: channel },
    {
      $set: {
        'health.checkedAt': change.at,
        'health.state': change.state,
        ...(change.state === 'ok'
          ? { 'health.failuresInARow': 0, 'health.lastPublishedAt': change.at }
          : {
              'health.failuresInARow': change.failures,
              'health.lastErrorAt': change.at,
              'health.lastErrorCode': change.lastError?.code ?? null,
              'health.lastErrorMessage': change.lastError?.message ?? null,
              'health.lastErrorSays': sayingOf(change.lastError),
            }),
      },
    },
  )
}
