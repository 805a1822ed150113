import type { Db, Document, ObjectId } from 'mongodb'

import { BOOKING_HORIZON_MS, type Booking, type TokenRate } from '../../src/domain/channelPace.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { serverTimePlus } from '../ledger/rows.ts'
import { paceCollection } from './records.ts'

/** Workers do not hear at once of another rate; by then all of them have. */
const RATE_KNOWN_MS = 10 * SECOND

interface TakeTokensArgs {
  channel: ObjectId
  count: number
  db: Db
  rate: TokenRate
}

export interface BookTokensArgs extends TakeTokensArgs {
  /** Which bucket of the channel. */
  bucket: 'bucket' | 'catchUp'
}

/**
 * Takes tokens for `count` sends in one step, whoever else does so at the same time.
 *
 * The bucket may be booked ahead: below zero stand tokens that are promised and not there yet, so every row gets an
 * instant of its own, in order, and nobody has to ask again and again. All arithmetic is the server's.
 */
export const bookTokens = (args: BookTokensArgs): Promise<Booking> => take({ ...args, horizonMs: BOOKING_HORIZON_MS })

/** Takes up to `count` of what lets late tokens out, for all workers together; gives how many there were. */
export async function takeLate(args: TakeTokensArgs): Promise<number> {
  const { booked } = await take({ ...args, bucket: 'late', horizonMs: 0 })

  return booked
}

/** Some that were not used after all; what is lost comes again by itself. */
export async function giveLateBack({ channel, count, db }: Omit<TakeTokensArgs, 'rate'>): Promise<void> {
  await paceCollection(db).updateOne({ _id: channel }, { $inc: { 'late.tokens': count } })
}

interface TakeArgs extends TakeTokensArgs {
  bucket: BookTokensArgs['bucket'] | 'late'
  horizonMs: number
}

async function take({ bucket, channel, count, db, horizonMs, rate }: TakeArgs): Promise<Booking> {
  const aheadTokens = (horizonMs / SECOND) * rate.perSecond
  const found = await paceCollection(db).findOneAndUpdate(
    { _id: channel },
    [
      { $set: { [bucket]: refill(bucket, rate) } },
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

/**
 * An expression: the bucket as it stands now.
 *
 * Below zero it counts time, whatever the rate. When the rate rises, as much time stays booked, so that nobody overtakes those who
 * booked; when it is lowered their tokens are void, and nothing is booked any more. While workers may still differ about the rate,
 * the time stays: each would take the other's rate for a change.
 */
function refill(bucket: TakeArgs['bucket'], { burst, perSecond }: TokenRate): Document {
  const known = { $ifNull: [`$${bucket}.perSecond`, perSecond] }
  const changedAt = { $ifNull: [`$${bucket}.changedAt`, null] }
  const elapsedMs: Document = { $subtract: ['$$NOW', { $ifNull: [`$${bucket}.at`, '$$NOW'] }] }
  const isVoid: Document = { $and: [{ $lt: [perSecond, known] }, { $lt: [changedAt, serverTimePlus(-RATE_KNOWN_MS)] }] }
  const debt: Document = { $cond: [isVoid, 0, { $multiply: ['$$tokens', { $divide: [perSecond, known] }] }] }

  return {
    at: '$$NOW',
    changedAt: { $cond: [{ $eq: [known, perSecond] }, changedAt, '$$NOW'] },
    perSecond,
    tokens: {
      $let: {
        in: { $cond: [{ $lt: ['$$tokens', 0] }, debt, { $min: [burst, '$$tokens'] }] },
        vars: {
          tokens: {
            $add: [{ $ifNull: [`$${bucket}.tokens`, burst] }, { $multiply: [elapsedMs, { $divide: [known, SECOND] }] }],
          },
        },
      },
    },
  }
}
