import type { PayloadRequest } from 'payload'

import type { Movement } from '../../domain/calendar/movement.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import type { Schedule } from '../../payload-types.ts'
import { readSchedule, withdrawalAt } from './moveSchedule.ts'

export interface CopyScheduleArgs {
  id: string
  movement: Movement
  req: PayloadRequest
}

/** What a copy takes over; the time is its own, it stands as long as the original, and a repeat is copied once. */
const COPIED = ['catchUp', 'content', 'graceMinutes', 'onQuiet', 'post'] as const

/** Plans the same post once more; a copy is only planned, whatever the original is: nothing goes out by a slip of the hand. */
export async function copySchedule({ id, movement, req }: CopyScheduleArgs): Promise<{ doc: Schedule }> {
  const original = await readSchedule({ id, req })
  const fields = original as unknown as Record<string, unknown>
  const doc = await req.payload.create({
    collection: SCHEDULES,
    data: {
      ...Object.fromEntries(COPIED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]]))),
      channels: movement.channel === null ? original.channels : [movement.channel],
      publishAt: movement.publishAt.toISOString(),
      publishAt_tz: movement.timeZone ?? original.publishAt_tz,
      state: 'planned',
      unpublishAt: withdrawalAt(original, movement.publishAt),
    } as never,
    depth: 0,
    overrideAccess: false,
    req,
  })

  return { doc }
}
