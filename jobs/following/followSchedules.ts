import type { ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
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

/** Calls an armed schedule done when none of its publications is open any more. */
export async function followSchedules({ clock, payload, scheduleIds }: FollowSchedulesArgs): Promise<void> {
  if (scheduleIds.length === 0) {
    return
  }

  const open = await rawCollection(payload, PUBLICATIONS).distinct('schedule', {
    schedule: { $in: [...scheduleIds] },
    state: { $in: OPEN },
  })
  const isOpen = new Set(open.map(String))
  const done = scheduleIds.filter((id) => !isOpen.has(String(id)))

  await rawCollection(payload, SCHEDULES).updateMany(
    { _id: { $in: done }, state: 'armed' },
    { $set: { state: 'done', updatedAt: clock() } },
  )
}
