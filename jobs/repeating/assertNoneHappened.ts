import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../../src/database/handles.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { DAY } from '../../src/domain/duration.ts'
import { isForGood } from '../../src/domain/ledgerPlan.ts'
import { findNamed } from '../../src/domain/recurrence/findNamed.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { hasHappened } from '../arming/carryOver.ts'
import { heldFacts } from '../arming/facts.ts'
import { createSources, type HeldRow } from '../arming/sources.ts'
import { readStoredSchedule, type StoredSchedule } from './storedSchedule.ts'

export interface AssertNoneHappenedArgs {
  /** When the act was made that is to be taken back. */
  actedAt: Date
  /** The schedule that took over by it. */
  following: string | null
  id: string
  req: PayloadRequest
  /** When the schedule is to come again. */
  restored: { publishAt: Date; recurrence: string | null }
}

/**
 * Refuses to take back an act on the occurrences of a schedule once something has become of one at the time that it got by it.
 *
 * A row is known by its instant: at its time of before it would be made anew, and go out a second time. Which of the times of
 * before is whose can only be guessed from the rule (`findSuccessors`), and here a wrong guess sends twice.
 *
 * @throws ConflictError with the first such time.
 */
export async function assertNoneHappened(args: AssertNoneHappenedArgs): Promise<void> {
  const { following, id, req } = args
  const { payload } = req
  const session = await sessionOf(req)
  const stored = await rawCollection<StoredSchedule>(payload, SCHEDULES).findOne(
    { _id: new ObjectId(id) },
    session === undefined ? {} : { session },
  )

  if (stored === null) {
    return
  }

  const taken = following === null ? [] : await createSources({ payload, session }).findRowsOf(following)
  const happened = [...taken.filter(hasHappenedSince), ...(await findHappenedHere({ ...args, stored }))]
  const [first] = happened.sort((one, other) => one.occurrenceAt.getTime() - other.occurrenceAt.getTime())

  if (first !== undefined) {
    throw conflict('OCCURRENCE_OUT_SINCE', {
      path: 'publishAt',
      values: { at: first.occurrenceAt.toISOString(), timeZone: stored.publishAt_tz },
    })
  }
}

/** What was cancelled before the act stands in the new schedule as it was first written. */
const hasHappenedSince = (row: HeldRow): boolean => hasHappened(row) || (isForGood(heldFacts(row)) && row.fence > 0)

/** Of the schedule itself: at times that it has now and will not have. What a person cancelled there, its save carries over. */
async function findHappenedHere({
  actedAt,
  id,
  req,
  restored,
  stored,
}: AssertNoneHappenedArgs & { stored: StoredSchedule }): Promise<HeldRow[]> {
  const session = await sessionOf(req)
  const rows = await rawCollection<HeldRow>(req.payload, PUBLICATIONS)
    // Nothing is moved into the past; the day is for the time that an act takes.
    .find(
      { occurrenceAt: { $gte: new Date(actedAt.getTime() - DAY) }, schedule: new ObjectId(id) },
      { projection: { content: 0 }, ...(session !== undefined && { session }) },
    )
    .toArray()
  const happened = rows.filter(hasHappened)
  const instants = happened.map(({ occurrenceAt }) => occurrenceAt)
  const timing = readStoredSchedule(stored)
  const { timeZone } = timing
  const isNow = namedBy({ instants, timing })
  const isAgain = namedBy({
    instants,
    timing: { ...restored, localTime: localTimeAt({ at: restored.publishAt, timeZone }), timeZone },
  })

  return happened.filter((row) => isNow(row) && !isAgain(row))
}

function namedBy(args: Parameters<typeof findNamed>[0]): (row: HeldRow) => boolean {
  const named = new Set(findNamed(args).map(({ at }) => at.getTime()))

  return ({ occurrenceAt }) => named.has(occurrenceAt.getTime())
}
