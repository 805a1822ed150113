import type { Db } from 'mongodb'

import { MINUTE } from '../../src/domain/duration.ts'
import type { Bells } from '../bells.ts'
import { rowsOf } from '../ledger/rows.ts'
import type { ServerClock } from '../serverClock.ts'

export const HANG_BELLS_EVERY_MS = MINUTE

export interface HangBellsArgs {
  bells: Bells
  clock: Pick<ServerClock, 'now'>
  db: Db
}

/** Hangs the bells of the next minutes again, for rows whose bell was never hung or has been lost. */
export async function hangBells({ bells, clock, db }: HangBellsArgs): Promise<void> {
  const now = clock.now()
  const seconds = await rowsOf(db)
    .aggregate<{ _id: Date }>([
      {
        $match: {
          dueAt: { $gt: now, $lte: new Date(now.getTime() + 2 * HANG_BELLS_EVERY_MS) },
          state: 'armed',
        },
      },
      { $group: { _id: { $dateTrunc: { date: '$dueAt', unit: 'second' } } } },
    ])
    .toArray()

  await bells.ring(seconds.map(({ _id }) => _id))
}
