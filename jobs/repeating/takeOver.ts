import type { PayloadRequest } from 'payload'

import { sessionOf } from '../../src/database/handles.ts'
import type { ScheduleState } from '../../src/domain/publication.ts'
import type { Timing } from '../../src/domain/recurrence/listOccurrences.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import type { Schedule } from '../../src/payload-types.ts'
import { carryOver } from '../arming/carryOver.ts'
import { readStoredSchedule, type StoredSchedule } from './storedSchedule.ts'

export interface TakeOverArgs {
  now: Date
  req: PayloadRequest
  /** Of the schedule it takes over from. */
  state: ScheduleState
  stored: StoredSchedule
  /** When came before what it takes over. */
  takenOver: Timing | null
  timing: Timing
}

/** Makes the schedule that goes on where another ends: the same in all but its times, down to the version that was pinned. */
export async function takeOver({ now, req, state, stored, takenOver, timing }: TakeOverArgs): Promise<{ id: string }> {
  const { payload } = req
  const shared = { collection: SCHEDULES, depth: 0, overrideAccess: false, req } as const
  const planned = await payload.create({ ...shared, data: describe(stored, timing) })
  const before = readStoredSchedule(stored)

  await carryOver({
    from: { ...before, ...takenOver },
    now,
    payload,
    session: await sessionOf(req),
    to: { ...before, ...timing, id: String(planned.id) },
  })

  if (state === 'planned') {
    return planned
  }

  // From a pause on, what was pinned goes out: a plan that is armed anew would look for the newest version.
  await payload.db.updateOne({
    collection: SCHEDULES,
    data: { pinnedVersion: stored.pinnedVersion, state: 'paused' },
    id: planned.id,
    req,
  })

  return state === 'paused' ? planned : payload.update({ ...shared, data: { state: 'armed' }, id: planned.id })
}

function describe(stored: StoredSchedule, { publishAt, recurrence, timeZone }: Timing) {
  const { catchUp, content, graceMinutes, onQuiet } = stored as unknown as Schedule
  const stands = stored.unpublishAt ? stored.unpublishAt.getTime() - stored.publishAt.getTime() : null

  return {
    catchUp,
    channels: stored.channels.map(String),
    content,
    graceMinutes,
    onQuiet,
    post: String(stored.post),
    publishAt: publishAt.toISOString(),
    publishAt_tz: timeZone,
    recurrence,
    state: 'planned' as const,
    ...(stands !== null && { unpublishAt: new Date(publishAt.getTime() + stands).toISOString() }),
  }
}
