import type { Document } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { ArmingDependencies } from './dependencies.ts'
import { ring } from './ring.ts'
import { type StoredRow, toObjectId } from './sources.ts'

export interface MoveWithdrawalsArgs {
  dependencies: Pick<ArmingDependencies, 'bells' | 'clock' | 'payload'>
  req: PayloadRequest
  schedule: SchedulePlan
}

/**
 * Tells the publications of a schedule when they come down now.
 *
 * Held, failed and missed rows get it as well: by its own time of withdrawal each is judged when a person sends it after all.
 * Occurrences of the repeat that a schedule once was keep theirs.
 * Of one that stands the fence moves: a withdrawal under way that fails would write over it when it is asked for again.
 */
export async function moveWithdrawals({
  dependencies: { bells, clock, payload },
  req,
  schedule,
}: MoveWithdrawalsArgs): Promise<void> {
  await rawCollection<StoredRow>(payload, PUBLICATIONS).updateMany(
    {
      schedule: toObjectId(schedule.id) as StoredRow['schedule'],
      ...(schedule.recurrence === null && { isOfRepeat: { $ne: true } }),
      state: { $nin: ['cancelled', 'withdrawn'] },
    },
    [
      {
        $set: {
          fence: ifStanding({ $add: ['$fence', 1] }, '$fence'),
          leaseUntil: ifStanding(null, '$leaseUntil'),
          token: ifStanding(null, '$token'),
          unpublishAt: describeWithdrawal(schedule),
          updatedAt: clock(),
          withdrawal: null,
        },
      },
    ],
    await sessionOptions(req),
  )
  await ring({ bells, instants: [schedule.unpublishAt], payload })
}

const ifStanding = (then: Document | null, otherwise: string): Document => ({
  $cond: [{ $eq: ['$state', 'published'] }, then, otherwise],
})

/** Each occurrence of a repeat stands as long as the first. */
function describeWithdrawal({ publishAt, recurrence, unpublishAt }: SchedulePlan): Date | Document | null {
  return recurrence === null || unpublishAt === null
    ? unpublishAt
    : { $add: ['$occurrenceAt', unpublishAt.getTime() - publishAt.getTime()] }
}
