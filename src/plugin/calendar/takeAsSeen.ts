import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../../database/handles.ts'
import { conflict } from '../../domain/conflict.ts'
import { SCHEDULES } from '../../domain/slugs.ts'

export interface TakeAsSeenArgs {
  expected: Date
  id: string
  req: PayloadRequest
}

/**
 * Takes a schedule for the transaction of `req` as its editor saw it, by compare-and-set.
 *
 * @throws ConflictError when somebody has changed it since.
 */
export async function takeAsSeen({ expected, id, req }: TakeAsSeenArgs): Promise<void> {
  const { matchedCount } = await rawCollection<{ updatedAt: Date }>(req.payload, SCHEDULES).updateOne(
    { _id: new ObjectId(id), updatedAt: expected },
    // Writing equal values would lock nothing; the save itself sets the true time.
    { $set: { updatedAt: new Date(expected.getTime() + 1) } },
    await sessionOptions(req),
  )

  if (matchedCount === 0) {
    throw conflict('OVERTAKEN')
  }
}
