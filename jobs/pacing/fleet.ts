import type { Db } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import { FLEET } from '../../src/domain/slugs.ts'
import { serverTimePlus } from '../ledger/rows.ts'

interface FleetDocument {
  _id: 'fleet'
  beatAt: Date
  /** When workers last came back after there had been none. */
  downUntil: Date | null
}

/** So long without any worker is an outage; a restart or a deploy takes less. */
export const OUTAGE_MS = 30 * SECOND

/**
 * Notes that a worker lives, and gives the end of the last time when none did; null when there was no such time.
 *
 * What fell due before it is caught up with in order and at a pace, instead of all at once.
 */
export async function beatFleet(db: Db): Promise<Date | null> {
  const wasOut = { $lt: [{ $ifNull: ['$beatAt', new Date(0)] }, serverTimePlus(-OUTAGE_MS)] }
  const found = await db
    .collection<FleetDocument>(FLEET)
    .findOneAndUpdate(
      { _id: 'fleet' },
      [
        { $set: { downUntil: { $cond: [wasOut, '$$NOW', { $ifNull: ['$downUntil', null] }] } } },
        { $set: { beatAt: '$$NOW' } },
      ],
      { returnDocument: 'after', upsert: true },
    )

  return found?.downUntil ?? null
}
