import { type Db, type Filter, ObjectId } from 'mongodb'

import { STOPPABLE } from '../../src/domain/ledgerPlan.ts'
import { DOWN } from '../../src/domain/release/progress.ts'
import type { Bells } from '../bells.ts'
import { type Rows, rowsOf, type StoredRow } from '../ledger/rows.ts'

/**
 * What may stand out there. Of what is being sent, or whose outcome is unknown, nobody can say that it does not; with its time of
 * withdrawal past it is never sent again, and is taken down as soon as it is found.
 */
export const MAY_STAND: Filter<StoredRow> = {
  $or: [
    { state: { $in: ['published', 'sending', 'unconfirmed'] } },
    // To be sent again, or held before that, when it may be out already.
    { state: { $in: [...STOPPABLE] }, unknownSince: { $type: 'date' } },
  ],
}

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
      state: { $nin: [...DOWN] },
    },
    [{ $set: { error: KEEPS_WHY, unpublishAt: '$$NOW', updatedAt: '$$NOW', withdrawal: null } }],
  )
  await bells.ring([new Date()])
}

/** What is unknown, or held, keeps saying why. */
const KEEPS_WHY = { $cond: [{ $eq: ['$state', 'published'] }, null, '$error'] }

/** What stands of a post, or may, on whatever channel. */
export const findStanding = (db: Db, postId: string): Promise<string[]> =>
  idsOf(rowsOf(db), { ...MAY_STAND, post: new ObjectId(postId) })

/** What stands of a schedule, or may. */
export const findStandingOf = (db: Db, scheduleId: string): Promise<string[]> =>
  idsOf(rowsOf(db), { ...MAY_STAND, schedule: new ObjectId(scheduleId) })

async function idsOf(rows: Rows, filter: Parameters<Rows['find']>[0]): Promise<string[]> {
  const found = await rows.find(filter).project<{ _id: string }>({ _id: 1 }).toArray()

  return found.map(({ _id }) => _id)
}
