import { type AnyBulkWriteOperation, type Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { type ChannelOutcome, summariseChannels } from '../../src/domain/channelOutcome.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../arming/sources.ts'

export interface FollowChannelsArgs {
  payload: Payload
  rows: readonly Pick<StoredRow, 'channel' | 'error' | 'state' | 'updatedAt' | 'withdrawal'>[]
}

/**
 * Keeps the health of channels in step with what became of their publications: one bulk write for a batch.
 *
 * `checkedAt` is the newest outcome that was counted, so that an outcome that is told twice counts once. One that is told
 * out of its order is at most left out of the failures in a row; the last success and the last error are compared by time.
 */
export async function followChannels({ payload, rows }: FollowChannelsArgs): Promise<void> {
  // What stands because it could not be taken back is no news of a publication that went out.
  const outcomes = summariseChannels(
    rows.filter(({ withdrawal }) => !withdrawal?.failedAt).map((row) => ({ ...row, channelId: String(row.channel) })),
  )

  if (outcomes.length > 0) {
    await rawCollection(payload, CHANNELS).bulkWrite(outcomes.map(describeHealth), { ordered: false })
  }
}

function describeHealth({ channelId, failures, lastError, publishedAt }: ChannelOutcome): AnyBulkWriteOperation {
  const newest = new Date(Math.max(publishedAt?.getTime() ?? 0, lastError?.at.getTime() ?? 0))
  const uncounted = { $size: { $filter: { as: 'at', cond: { $gt: ['$$at', '$health.checkedAt'] }, input: failures } } }
  const isReset = { $gt: [publishedAt, '$health.checkedAt'] }

  return {
    updateOne: {
      filter: { _id: new ObjectId(channelId) },
      update: [
        {
          $set: {
            'health.failuresInARow': {
              $add: [{ $cond: [isReset, 0, { $ifNull: ['$health.failuresInARow', 0] }] }, uncounted],
            },
            'health.lastPublishedAt': { $max: ['$health.lastPublishedAt', publishedAt] },
            ...(lastError === null ? {} : describeError(lastError)),
          },
        },
        {
          $set: {
            'health.checkedAt': { $max: ['$health.checkedAt', newest] },
            'health.state': {
              $cond: [{ $gt: ['$health.lastErrorAt', '$health.lastPublishedAt'] }, 'failing', 'ok'],
            },
          },
        },
      ],
    },
  }
}

/** Within one stage all fields are read as they were before it. */
function describeError({ at, code, message, says }: NonNullable<ChannelOutcome['lastError']>): Document {
  const isNewer = { $gt: [at, '$health.lastErrorAt'] }
  const newer = (value: unknown, field: string) => ({ $cond: [isNewer, { $literal: value }, `$health.${field}`] })

  return {
    'health.lastErrorAt': newer(at, 'lastErrorAt'),
    'health.lastErrorCode': newer(code, 'lastErrorCode'),
    'health.lastErrorMessage': newer(message, 'lastErrorMessage'),
    'health.lastErrorSays': newer(says, 'lastErrorSays'),
  }
}
