import type { ClientSession, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { InvalidInputError } from '../../src/domain/errors.ts'
import { listOccurrences } from '../../src/domain/recurrence/listOccurrences.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'

export interface FindComingArgs {
  closed: readonly ObjectId[]
  now: Date
  payload: Payload
  session: ClientSession | undefined
}

/** The repeats whose rule names a time ahead; its publications may not have been made yet. */
export async function findComing({ closed, now, payload, session }: FindComingArgs): Promise<Set<string>> {
  const repeats = await rawCollection(payload, SCHEDULES)
    .find(
      { _id: { $in: [...closed] }, recurrence: { $gt: '' }, state: 'armed' },
      {
        projection: { localTime: 1, publishAt: 1, publishAt_tz: 1, recurrence: 1 },
        ...(session === undefined ? {} : { session }),
      },
    )
    .toArray()

  return new Set(repeats.filter((schedule) => comesAgain(schedule, now)).map(({ _id }) => String(_id)))
}

function comesAgain(schedule: Document, now: Date): boolean {
  try {
    const timing = {
      localTime: String(schedule['localTime']),
      publishAt: schedule['publishAt'] as Date,
      recurrence: String(schedule['recurrence']),
      timeZone: String(schedule['publishAt_tz']),
    }

    return listOccurrences({ from: now, limit: 1, timing }).length > 0
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof RangeError) {
      // A rule of before rules were checked: it never made more than its first publication.
      return false
    }

    throw error
  }
}
