import type { Db } from 'mongodb'

import { MINUTE } from '../../src/domain/duration.ts'
import type { Bells } from '../bells.ts'
import { rowsOf } from '../ledger/rows.ts'

export const HANG_BELLS_EVERY_MS = MINUTE

/** Hangs the bells of the next minutes again, for rows whose bell was never hung or has been lost. */
export async function hangBells({ bells, db }: { bells: Bells; db: Db }): Promise<void> {
  const seconds = await rowsOf(db)
    .aggregate<{ _id: Date }>([
      {
        $match: {
          dueAt: { $gt: new Date(), $lte: new Date(Date.now() + 2 * HANG_BELLS_EVERY_MS) },
          state: 'armed',
        },
      },
      { $group: { _id: { $dateTrunc: { date: '$dueAt', unit: 'second' } } } },
    ])
    .toArray()

  await bells.ring(seconds.map(({ _id }) => _id))
}
