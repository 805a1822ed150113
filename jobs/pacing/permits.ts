import type { Db, Document, ObjectId } from 'mongodb'

import { serverTimePlus } from '../ledger/rows.ts'
import { paceCollection } from './records.ts'

interface PermitsArgs {
  db: Db
  leaseMs: number
  worker: string
}

export interface TakePermitsArgs extends PermitsArgs {
  /** How many sends may be under way at one time, over all workers. */
  cap: number
  channel: ObjectId
  /** How many the worker really holds, whatever is stored of it. */
  held: number
  want: number
}

/**
 * Takes up to `want` of the channel's permits in one step; gives how many there were. Each is to be given back.
 *
 * What is stored of the worker itself is not believed but replaced: a take whose answer was lost must not count.
 */
export async function takePermits(args: TakePermitsArgs): Promise<number> {
  const { cap, channel, db, held, want } = args
  const free: Document = { $subtract: [cap - held, { $sum: '$permits.holders.count' }] }
  const found = await paceCollection(db).findOneAndUpdate(
    { _id: channel },
    [
      { $set: { 'permits.holders': { $filter: { cond: isAlive, input: othersThan(args.worker) } } } },
      { $set: { 'permits.granted': { $max: [0, { $min: [want, free] }] } } },
      {
        $set: {
          'permits.holders': withHolder('$permits.holders', { ...args, count: { $add: [held, '$permits.granted'] } }),
        },
      },
    ],
    { projection: { permits: 1 }, returnDocument: 'after', upsert: true },
  )

  return found?.permits?.granted ?? 0
}

export interface KeepPermitsArgs extends PermitsArgs {
  held: readonly { channel: ObjectId; count: number }[]
}

/** Writes how many permits a worker holds of each channel, none included, and keeps them alive as long as its sends. */
export async function keepPermits({ held, ...args }: KeepPermitsArgs): Promise<void> {
  if (held.length > 0) {
    await paceCollection(args.db).bulkWrite(
      held.map(({ channel, count }) => ({
        updateOne: {
          filter: { _id: channel },
          update: [
            {
              $set: {
                'permits.holders': withHolder(othersThan(args.worker), { ...args, count: { $literal: count } }),
              },
            },
          ],
        },
      })),
      { ordered: false },
    )
  }
}

/** A worker that stops leaves no permit. */
export async function dropPermits({ db, worker }: { db: Db; worker: string }): Promise<void> {
  await paceCollection(db).updateMany(
    { 'permits.holders.worker': worker },
    { $pull: { 'permits.holders': { worker } } },
  )
}

const isAlive: Document = { $gt: ['$$this.until', '$$NOW'] }

const othersThan = (worker: string): Document => ({
  $filter: { cond: { $ne: ['$$this.worker', { $literal: worker }] }, input: { $ifNull: ['$permits.holders', []] } },
})

const withHolder = (
  others: Document | string,
  { count, leaseMs, worker }: Pick<PermitsArgs, 'leaseMs' | 'worker'> & { count: Document },
): Document => ({
  $concatArrays: [
    others,
    {
      $cond: [{ $gt: [count, 0] }, [{ count, until: serverTimePlus(leaseMs), worker: { $literal: worker } }], []],
    },
  ],
})
