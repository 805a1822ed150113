import type { Db, Document, ObjectId } from 'mongodb'

import { serverTimePlus } from '../ledger/rows.ts'
import { paceCollection } from './records.ts'

export interface TakePermitsArgs {
  /** How many sends may be under way at one time, over all workers. */
  cap: number
  channel: ObjectId
  db: Db
  leaseMs: number
  want: number
  worker: string
}

/** Takes up to `want` of the channel's permits in one step; gives how many there were. Each is to be given back. */
export async function takePermits({ cap, channel, db, leaseMs, want, worker }: TakePermitsArgs): Promise<number> {
  const free: Document = { $subtract: [cap, { $sum: '$permits.holders.count' }] }
  const mine: Document = {
    $sum: { $map: { in: '$$this.count', input: { $filter: { cond: isOf(worker), input: '$permits.holders' } } } },
  }
  const found = await paceCollection(db).findOneAndUpdate(
    { _id: channel },
    [
      { $set: { 'permits.holders': { $filter: { cond: isAlive, input: { $ifNull: ['$permits.holders', []] } } } } },
      { $set: { 'permits.granted': { $max: [0, { $min: [want, free] }] } } },
      {
        $set: {
          'permits.holders': {
            $cond: [
              { $eq: ['$permits.granted', 0] },
              '$permits.holders',
              {
                $concatArrays: [
                  { $filter: { cond: { $not: isOf(worker) }, input: '$permits.holders' } },
                  [
                    {
                      count: { $add: [mine, '$permits.granted'] },
                      until: serverTimePlus(leaseMs),
                      worker: { $literal: worker },
                    },
                  ],
                ],
              },
            ],
          },
        },
      },
    ],
    { projection: { permits: 1 }, returnDocument: 'after', upsert: true },
  )

  return found?.permits?.granted ?? 0
}

export interface HeldPermits {
  count: number
  channel: ObjectId
  db: Db
  worker: string
}

/** Gives permits back. */
export async function givePermitsBack({ channel, count, db, worker }: HeldPermits): Promise<void> {
  const left: Document = {
    $map: {
      in: {
        $cond: [
          isOf(worker),
          { $mergeObjects: ['$$this', { count: { $subtract: ['$$this.count', count] } }] },
          '$$this',
        ],
      },
      input: '$permits.holders',
    },
  }

  await paceCollection(db).updateOne({ _id: channel, 'permits.holders.worker': worker }, [
    { $set: { 'permits.holders': { $filter: { cond: { $gt: ['$$this.count', 0] }, input: left } } } },
  ])
}

/** Keeps a worker's permits alive as long as its sends. */
export async function renewPermits({
  db,
  leaseMs,
  worker,
}: {
  db: Db
  leaseMs: number
  worker: string
}): Promise<void> {
  const renewed: Document = {
    $map: {
      in: { $cond: [isOf(worker), { $mergeObjects: ['$$this', { until: serverTimePlus(leaseMs) }] }, '$$this'] },
      input: '$permits.holders',
    },
  }

  await paceCollection(db).updateMany({ 'permits.holders.worker': worker }, [{ $set: { 'permits.holders': renewed } }])
}

/** A worker that stops leaves no permit. */
export async function dropPermits({ db, worker }: { db: Db; worker: string }): Promise<void> {
  await paceCollection(db).updateMany(
    { 'permits.holders.worker': worker },
    { $pull: { 'permits.holders': { worker } } },
  )
}

const isAlive: Document = { $gt: ['$$this.until', '$$NOW'] }

function isOf(worker: string): Document {
  return { $eq: ['$$this.worker', { $literal: worker }] }
}
