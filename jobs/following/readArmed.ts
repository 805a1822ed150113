import type { ClientSession, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { InvalidInputError } from '../../src/domain/errors.ts'
import { justAfter } from '../../src/domain/occurrenceWindow.ts'
import { listOccurrences } from '../../src/domain/recurrence/listOccurrences.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'

export interface ReadArmedArgs {
  payload: Payload
  scheduleIds: readonly ObjectId[]
  session: ClientSession | undefined
}

/** An armed schedule as it stands before its publications are counted. */
export interface ArmedSchedule {
  /** True where its rule names a time ahead, or one whose publications have not been made yet. */
  comesAgain: (now: Date) => boolean
  updatedAt: Date
}

/** Those of the schedules that are armed, by their ids. */
export async function readArmed({
  payload,
  scheduleIds,
  session,
}: ReadArmedArgs): Promise<ReadonlyMap<string, ArmedSchedule>> {
  const armed = await rawCollection(payload, SCHEDULES)
    .find(
      { _id: { $in: [...scheduleIds] }, state: 'armed' },
      {
        projection: { localTime: 1, materialisedUntil: 1, publishAt: 1, publishAt_tz: 1, recurrence: 1, updatedAt: 1 },
        ...(session === undefined ? {} : { session }),
      },
    )
    .batchSize(Math.max(1, scheduleIds.length))
    .toArray()

  return new Map(
    armed.map((schedule) => [
      String(schedule._id),
      { comesAgain: (now: Date) => comesAgain(schedule, now), updatedAt: schedule['updatedAt'] as Date },
    ]),
  )
}

function comesAgain(schedule: Document, now: Date): boolean {
  if (!schedule['recurrence']) {
    return false
  }

  try {
    const timing = {
      localTime: String(schedule['localTime']),
      publishAt: schedule['publishAt'] as Date,
      recurrence: String(schedule['recurrence']),
      timeZone: String(schedule['publishAt_tz']),
    }

    return listOccurrences({ from: unmadeFrom(schedule, now), limit: 1, timing }).length > 0
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof RangeError) {
      // A rule of before rules were checked: it never made more than its first publication.
      return false
    }

    throw error
  }
}

/** After an outage times have passed whose publications are still to be made. */
function unmadeFrom({ materialisedUntil }: Document, now: Date): Date {
  const from = materialisedUntil instanceof Date ? justAfter(materialisedUntil) : now

  return from < now ? from : now
}
