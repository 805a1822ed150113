import type { PayloadRequest } from 'payload'

import { puttingBack } from '../../../hooks/putBack.ts'
import { rawCollection, sessionOptions } from '../../database/handles.ts'
import { inTransaction } from '../../database/inTransaction.ts'
import type { Restoration } from '../../domain/calendar/restoration.ts'
import { AUDIT_EVENTS, SCHEDULES } from '../../domain/slugs.ts'
import type { Schedule } from '../../payload-types.ts'
import { readSchedule } from './moveSchedule.ts'
import { takeAsSeen } from './takeAsSeen.ts'

export interface RestoreScheduleArgs {
  id: string
  req: PayloadRequest
  restoration: Restoration
}

/**
 * Takes back an act on the occurrences of a repeat: it comes when it came before, and what took over from it is cancelled.
 *
 * One transaction, through the hooks of any other save, and only while both schedules stand as the person saw them. A start
 * that has passed is put back where the audit log says that this schedule had it until the very act.
 */
export async function restoreSchedule({ id, req, restoration }: RestoreScheduleArgs): Promise<{ doc: Schedule }> {
  const { expectedUpdatedAt, following, publishAt, recurrence, unpublishAt } = restoration

  return inTransaction(req, async () => {
    // Who may not see them learns nothing of them.
    await Promise.all(
      [id, ...(following === null ? [] : [following.id])].map((each) => readSchedule({ id: each, req })),
    )

    if (following !== null) {
      await takeAsSeen({ expected: following.expectedUpdatedAt, id: following.id, req })
      await req.payload.update({
        id: following.id,
        collection: SCHEDULES,
        data: { state: 'cancelled' },
        depth: 0,
        overrideAccess: false,
        req,
      })
    }

    await takeAsSeen({ expected: expectedUpdatedAt, id, req })

    const hadIt = await hasStoodSo({ id, req, restoration })
    const doc = await req.payload.update({
      id,
      collection: SCHEDULES,
      ...(hadIt && { context: puttingBack(publishAt) }),
      data: {
        publishAt: publishAt.toISOString(),
        recurrence,
        unpublishAt: unpublishAt?.toISOString() ?? null,
      },
      depth: 0,
      overrideAccess: false,
      req,
    })

    return { doc }
  })
}

/** Whether the act that left the schedule as it is now found it just as it is to be again. */
async function hasStoodSo({ id, req, restoration }: RestoreScheduleArgs): Promise<boolean> {
  const { expectedUpdatedAt, publishAt, recurrence, unpublishAt } = restoration
  const act = await rawCollection(req.payload, AUDIT_EVENTS).findOne(
    {
      'after.updatedAt': expectedUpdatedAt.toISOString(),
      'before.publishAt': publishAt,
      'before.recurrence': recurrence,
      'before.unpublishAt': unpublishAt,
      subjectId: id,
      subjectType: SCHEDULES,
    },
    await sessionOptions(req),
  )

  return act !== null
}
