import { type Db, ObjectId } from 'mongodb'

import type { Bells } from '../bells.ts'
import { type Rows, rowsOf } from '../ledger/rows.ts'

/**
 * What may stand out there. Of an unknown outcome nobody can say that it does not; with its time of withdrawal past it is
 * never sent again, and is taken down as soon as it is found.
 */
const MAY_STAND = ['published', 'unconfirmed'] as const

/** Asks that rows come down now; what is asked already, or down, stays as it is. */
export async function withdrawRows({
  bells,
  db,
  ids,
}: {
  bells: Bells
  db: Db
  ids: readonly string[]
}): Promise<void> {
  await rowsOf(db).updateMany(
    {
      $or: [{ unpublishAt: null }, { $expr: { $gt: ['$unpublishAt', '$$NOW'] } }],
      _id: { $in: [...ids] },
      state: { $in: MAY_STAND },
    },
    [{ $set: { error: KEEPS_UNKNOWN, unpublishAt: '$$NOW', updatedAt: '$$NOW', withdrawal: null } }],
  )
  await bells.ring([new Date()])
}

/** What is unknown keeps saying why. */
const KEEPS_UNKNOWN = { $cond: [{ $eq: ['$state', 'unconfirmed'] }, '$error', null] }

/** What stands of a post, on whatever channel. */
export const findStanding = (db: Db, postId: string): Promise<string[]> =>
  idsOf(rowsOf(db), { post: new ObjectId(postId), state: 'published' })

/** What stands of a schedule, or may. */
export const findStandingOf = (db: Db, scheduleId: string): Promise<string[]> =>
  idsOf(rowsOf(db), { schedule: new ObjectId(scheduleId), state: { $in: MAY_STAND } })

async function idsOf(rows: Rows, filter: Parameters<Rows['find']>[0]): Promise<string[]> {
  const found = await rows.find(filter).project<{ _id: string }>({ _id: 1 }).toArray()

  return found.map(({ _id }) => _id)
}
