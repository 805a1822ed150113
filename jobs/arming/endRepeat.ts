import type { Payload, PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type StoredRow, toObjectId } from './sources.ts'

export interface EndRepeatArgs {
  payload: Payload
  req: PayloadRequest
  schedule: Pick<SchedulePlan, 'id' | 'publishAt'>
}

/**
 * Marks the occurrences of a repeat that is turned into what comes once.
 *
 * What is out of them is no reason to leave a channel out of the one that comes, and stands as long as it was to stand. Only the
 * moment of the turn tells them apart: what comes once has rows of several times too, where it was moved.
 */
export async function endRepeat({ payload, req, schedule: { id, publishAt } }: EndRepeatArgs): Promise<void> {
  await rawCollection<StoredRow>(payload, PUBLICATIONS).updateMany(
    { schedule: toObjectId(id) as StoredRow['schedule'] },
    [{ $set: { isOfRepeat: { $ne: ['$occurrenceAt', publishAt] } } }],
    await sessionOptions(req),
  )
}
