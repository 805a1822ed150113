import type { PayloadRequest } from 'payload'

import { inTransaction } from '../../database/inTransaction.ts'
import type { ScheduleEdit } from '../../domain/calendar/scheduleEdit.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import type { Schedule } from '../../payload-types.ts'
import { readSchedule } from './moveSchedule.ts'
import { takeAsSeen } from './takeAsSeen.ts'

export interface EditScheduleArgs {
  edit: ScheduleEdit
  id: string
  req: PayloadRequest
}

/** Changes a schedule through the hooks of any other save, in one transaction, and only while it stands as the person saw it. */
export async function editSchedule({
  edit: { expectedUpdatedAt, fields },
  id,
  req,
}: EditScheduleArgs): Promise<{ doc: Schedule }> {
  return inTransaction(req, async () => {
    // Who may not see it learns nothing of it.
    await readSchedule({ id, req })
    await takeAsSeen({ expected: expectedUpdatedAt, id, req })

    const doc = await req.payload.update({
      id,
      collection: SCHEDULES,
      // Checked by the fields of the collection, as what comes by any other save.
      data: fields as Partial<Schedule>,
      depth: 0,
      overrideAccess: false,
      req,
    })

    return { doc }
  })
}
