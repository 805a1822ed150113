import { type Db, ObjectId } from 'mongodb'

import { type HeldPlace, type LedgerQuestion, REACHED_STATES } from '../domain/calendar/heldPlaces.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'
import { findPlain } from './findPlain.ts'
import type { RawRow } from './storedFields.ts'

/** More rows than the places that are asked for are of channels that were reached at another time. */
const MAX_PLACES = 20_000

type RawPlace = Omit<HeldPlace, 'code'> & Pick<RawRow, 'error'>

/** Reads where the ledger speaks, whatever is asked of rows and whoever may see them: what is out is not planned. */
export async function readHeld(db: Db, { ids, schedules }: LedgerQuestion): Promise<HeldPlace[]> {
  if (ids.length === 0) {
    return []
  }

  const ofSchedules = {
    schedule: { $in: schedules.map((id) => new ObjectId(id)) },
    state: { $in: [...REACHED_STATES] },
  }

  return findPlain({
    collection: PUBLICATIONS,
    db,
    fields: { _id: 0, channel: 1, 'error.code': 1, occurrenceAt: 1, schedule: 1, state: 1 },
    // The driver's type of a filter knows no ids that are texts.
    filter: { $or: [{ _id: { $in: ids as never[] } }, ofSchedules] },
    limit: MAX_PLACES,
    read: ({ channel, error, occurrenceAt, schedule, state }: RawPlace): HeldPlace => ({
      channel,
      code: error?.code,
      occurrenceAt,
      schedule,
      state,
    }),
  })
}
