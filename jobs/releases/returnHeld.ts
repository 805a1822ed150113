import type { Db } from 'mongodb'

import { RELEASE_WAITS } from '../../src/domain/release/hold.ts'
import type { Bells } from '../bells.ts'
import { rowsOf, WITHOUT_HOLD } from '../ledger/rows.ts'
import { createReleaseHolds } from './holds.ts'

const LIMIT = 1_000

/**
 * Arms again what waited for something that is done now, or whose release is no more.
 *
 * Asked of the same function as the gate asks, so that nothing is held here that would pass there. The due time stays:
 * what has waited past its grace is late, and its schedule's rule for lateness decides.
 */
export async function returnHeld({ bells, db }: { bells: Bells; db: Db }): Promise<number> {
  const rows = rowsOf(db)
  const waiting = await rows
    .find({ 'error.code': RELEASE_WAITS, state: 'blocked' })
    .limit(LIMIT)
    .project<{ _id: string; schedule: Parameters<ReturnType<typeof createReleaseHolds>>[0][number] }>({ schedule: 1 })
    .toArray()

  if (waiting.length === 0) {
    return 0
  }

  const holds = await createReleaseHolds({ db })(waiting.map(({ schedule }) => schedule))
  const free = waiting.filter(({ schedule }) => !holds.has(String(schedule)))
  const { modifiedCount } = await rows.updateMany(
    { _id: { $in: free.map(({ _id }) => _id) }, 'error.code': RELEASE_WAITS, state: 'blocked' },
    [
      {
        $set: {
          error: WITHOUT_HOLD,
          fence: { $add: ['$fence', 1] },
          state: 'armed',
          updatedAt: '$$NOW',
        },
      },
    ],
  )

  if (modifiedCount > 0) {
    await bells.ring([new Date()])
  }

  return modifiedCount
}
