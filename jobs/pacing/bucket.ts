import type { Db, Document, ObjectId } from 'mongodb'

import { BOOKING_HORIZON_MS, type Booking, type TokenRate } from '../../src/domain/channelPace.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { paceCollection } from './records.ts'

export interface BookTokensArgs {
  /** Which bucket of the channel. */
  bucket: 'bucket' | 'catchUp'
  channel: ObjectId
  count: number
  db: Db
  rate: TokenRate
}

/**
 * Takes tokens for `count` sends in one step, whoever else does so at the same time.
 *
 * The bucket may be booked ahead: below zero stand tokens that are promised and not there yet, so every row gets an
 * instant of its own, in order, and nobody has to ask again and again. All arithmetic is the server's.
 */
export async function bookTokens({ bucket, channel, count, db, rate }: BookTokensArgs): Promise<Booking> {
  const { burst, perSecond } = rate
  const aheadTokens = (BOOKING_HORIZON_MS / SECOND) * perSecond
  const elapsedMs: Document = { $subtract: ['$$NOW', { $ifNull: [`$${bucket}.at`, '$$NOW'] }] }
  const refilled: Document = {
    $min: [
      burst,
      { $add: [{ $ifNull: [`$${bucket}.tokens`, burst] }, { $multiply: [elapsedMs, perSecond / SECOND] }] },
    ],
  }
  const found = await paceCollection(db).findOneAndUpdate(
    { _id: channel },
    [
      { $set: { [bucket]: { at: '$$NOW', tokens: refilled } } },
      {
        $set: {
          [`${bucket}.booked`]: {
            $max: [0, { $min: [count, { $floor: { $add: [`$${bucket}.tokens`, aheadTokens] } }] }],
          },
        },
      },
      { $set: { [`${bucket}.tokens`]: { $subtract: [`$${bucket}.tokens`, `$${bucket}.booked`] } } },
    ],
    { projection: { [bucket]: 1 }, returnDocument: 'after', upsert: true },
  )
  const stored = found?.[bucket]

  if (stored === undefined) {
    throw new Error(`the bucket of channel ${channel.toHexString()} was not written`)
  }

  return stored
}
