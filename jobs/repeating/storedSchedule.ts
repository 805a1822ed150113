import type { Document, ObjectId } from 'mongodb'

import type { SchedulePlan } from '../../src/domain/arming.ts'
import { CATCH_UP_POLICIES, SCHEDULE_STATES } from '../../src/domain/publication.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { holdsSlot } from '../../src/domain/rhythm/slots.ts'

/** A schedule as the database holds it, as far as jobs ask. */
export interface StoredSchedule extends Document {
  _id: ObjectId
  channels: ObjectId[]
  localTime?: string | null
  materialisedUntil?: Date | null
  pinnedVersion?: string | null
  post: ObjectId
  publishAt: Date
  publishAt_tz: string
  recurrence?: string | null
  tzVersion?: string | null
  unpublishAt?: Date | null
}

/** Reads what the rules need from a schedule of the database. */
export const readStoredSchedule = (stored: StoredSchedule): SchedulePlan => ({
  catchUp: CATCH_UP_POLICIES.find((policy) => policy === stored['catchUp']) ?? 'publish',
  channelIds: [...new Set(stored.channels.map(String))],
  content: stored['content'] === 'latest' ? 'latest' : 'pinned',
  graceMinutes: typeof stored['graceMinutes'] === 'number' ? stored['graceMinutes'] : 0,
  id: String(stored._id),
  isSlotted:
    typeof stored['slot'] === 'string' &&
    stored['slot'] !== '' &&
    holdsSlot({ at: stored.publishAt, slot: stored['slot'], timeZone: stored.publishAt_tz }),
  localTime: stored.localTime ?? localTimeAt({ at: stored.publishAt, timeZone: stored.publishAt_tz }),
  onQuiet: stored['onQuiet'] === 'block' ? 'block' : 'move',
  postId: String(stored.post),
  publishAt: stored.publishAt,
  recurrence: stored.recurrence ?? null,
  state: SCHEDULE_STATES.find((state) => state === stored['state']) ?? 'planned',
  timeZone: stored.publishAt_tz,
  unpublishAt: stored.unpublishAt ?? null,
})
