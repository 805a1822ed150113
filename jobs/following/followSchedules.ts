import type { Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { InvalidInputError } from '../../src/domain/errors.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { listOccurrences } from '../../src/domain/recurrence/listOccurrences.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'

/** States in which something may still happen by itself or by a person's answer. */
const OPEN: readonly PublicationState[] = [
  'armed',
  'claimed',
  'sending',
  'awaiting-operator',
  'unconfirmed',
  'blocked',
  'failed',
]

export interface FollowSchedulesArgs {
  clock: () => Date
  payload: Payload
  scheduleIds: readonly ObjectId[]
}

/** Calls an armed schedule done when none of its publications is open any more and none will come. */
export async function followSchedules({ clock, payload, scheduleIds }: FollowSchedulesArgs): Promise<void> {
  if (scheduleIds.length === 0) {
    return
  }

  const open = await rawCollection(payload, PUBLICATIONS).distinct('schedule', {
    schedule: { $in: [...scheduleIds] },
    state: { $in: OPEN },
  })
  const isOpen = new Set(open.map(String))
  const closed = scheduleIds.filter((id) => !isOpen.has(String(id)))
  const coming = await findComing({ closed, now: clock(), payload })

  await rawCollection(payload, SCHEDULES).updateMany(
    { _id: { $in: closed.filter((id) => !coming.has(String(id))) }, state: 'armed' },
    { $set: { state: 'done', updatedAt: clock() } },
  )
}

interface FindComingArgs {
  closed: readonly ObjectId[]
  now: Date
  payload: Payload
}

/** The repeats whose rule names a time ahead; its publications may not have been made yet. */
async function findComing({ closed, now, payload }: FindComingArgs): Promise<Set<string>> {
  const repeats = await rawCollection(payload, SCHEDULES)
    .find(
      { _id: { $in: [...closed] }, recurrence: { $gt: '' }, state: 'armed' },
      { projection: { localTime: 1, publishAt: 1, publishAt_tz: 1, recurrence: 1 } },
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
