import { type Db, ObjectId } from 'mongodb'

import type { Bells } from '../bells.ts'
import { type Rows, rowsOf } from '../ledger/rows.ts'

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
      state: 'published',
    },
    [{ $set: { error: null, unpublishAt: '$$NOW', updatedAt: '$$NOW', withdrawal: null } }],
  )
  await bells.ring([new Date()])
}

/** What stands of a post, on whatever channel. */
export const findStanding = (db: Db, postId: string): Promise<string[]> =>
  idsOf(rowsOf(db), { post: new ObjectId(postId), state: 'published' })

/** What stands of a schedule. */
export const findStandingOf = (db: Db, scheduleId: string): Promise<string[]> =>
  idsOf(rowsOf(db), { schedule: new ObjectId(scheduleId), state: 'published' })

async function idsOf(rows: Rows, filter: Parameters<Rows['find']>[0]): Promise<string[]> {
  const found = await rows.find(filter).project<{ _id: string }>({ _id: 1 }).toArray()

  return found.map(({ _id }) => _id)
}
