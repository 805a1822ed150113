import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { puttingBack } from '../../../hooks/putBack.ts'
import { assertNoneHappened } from '../../../jobs/repeating/assertNoneHappened.ts'
import { type EndedRow, putBackEnded } from '../../../jobs/repeating/endReplaced.ts'
import { rawCollection, sessionOptions } from '../../database/handles.ts'
import { inTransaction } from '../../database/inTransaction.ts'
import type { Restoration } from '../../domain/calendar/restoration.ts'
import type { ScheduleState } from '../../domain/publication.ts'
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
 * Takes back an act on the occurrences of a repeat: it comes when it came before, what took over from it is cancelled, and
 * what the act cancelled as a whole, or ended because it had failed or was missed, stands as it stood.
 *
 * One transaction, through the hooks of any other save, and only while both schedules stand as the person saw them and nothing
 * has become of what the act moved. A start that has passed is put back where the audit log says that this schedule had it until
 * the very act.
 */
export async function restoreSchedule({ id, req, restoration }: RestoreScheduleArgs): Promise<{ doc: Schedule }> {
  const { expectedUpdatedAt, following, publishAt, recurrence, unpublishAt } = restoration

  return inTransaction(req, async () => {
    // Who may not see them learns nothing of them.
    await Promise.all(
      [id, ...(following === null ? [] : [following.id])].map((each) => readSchedule({ id: each, req })),
    )

    await assertNoneHappened({
      actedAt: expectedUpdatedAt,
      following: following?.id ?? null,
      id,
      req,
      restored: { publishAt, recurrence },
    })

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

    const act = await findAct({ id, req, restoration })
    const stood = act === null ? null : (act.state ?? 'planned')

    await putBackEnded({ ended: act?.ended ?? [], req })

    const isReopened = await reopen({ id, req, stood })
    const doc = await req.payload.update({
      id,
      collection: SCHEDULES,
      ...(stood !== null && { context: puttingBack(publishAt) }),
      data: {
        publishAt: publishAt.toISOString(),
        recurrence,
        unpublishAt: unpublishAt?.toISOString() ?? null,
        ...(isReopened && stood !== null && { state: stood }),
      },
      depth: 0,
      overrideAccess: false,
      req,
    })

    return { doc }
  })
}

/** What stood before the act that left the schedule as it is now. */
interface Before {
  ended?: readonly EndedRow[]
  state?: ScheduleState
}

/** The act that left the schedule as it is now, by what stood before; null where that is not just what is to be again. */
async function findAct({ id, req, restoration }: RestoreScheduleArgs): Promise<Before | null> {
  const { expectedUpdatedAt, publishAt, recurrence, unpublishAt } = restoration
  const act = await rawCollection<{ before: Before }>(req.payload, AUDIT_EVENTS).findOne(
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

  return act?.before ?? null
}

interface ReopenArgs extends Pick<RestoreScheduleArgs, 'id' | 'req'> {
  stood: ScheduleState | null
}

/** From a pause on, what was pinned before goes out; a schedule that is armed anew looks for the newest version. */
async function reopen({ id, req, stood }: ReopenArgs): Promise<boolean> {
  if (stood === null || stood === 'cancelled') {
    return false
  }

  const { matchedCount } = await rawCollection(req.payload, SCHEDULES).updateOne(
    { _id: new ObjectId(id), state: 'cancelled' },
    { $set: { state: stood === 'planned' ? 'planned' : 'paused' } },
    await sessionOptions(req),
  )

  return matchedCount > 0
}
