import type { PayloadRequest } from 'payload'

import { databaseOf } from '../../src/database/handles.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { readCleared, rowsOfRun } from '../../src/domain/release/progress.ts'
import type { RunItem } from '../../src/domain/release/release.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import { findRowsOfSchedules } from './facts.ts'
import { isRefusal } from './performAct.ts'

export interface ClearItemArgs {
  /** When its release was armed. */
  armedAt: Date
  item: RunItem
  reason: Reason
  req: PayloadRequest
  /** What its schedule becomes. */
  state: 'cancelled' | 'paused' | 'planned'
}

/**
 * Takes back what is armed of an item that is not to go on, and says what the item is now.
 *
 * Null when that is not possible at this moment: something of it is just being sent, and its outcome comes first.
 */
export async function clearItem({
  armedAt,
  item,
  reason,
  req,
  state,
}: ClearItemArgs): Promise<null | Partial<RunItem>> {
  if (item.action !== 'publish') {
    return { error: reason, performed: true, state: 'skipped' }
  }

  if (!(await unarm(req, { scheduleId: item.subject.id, state }))) {
    return null
  }

  if (item.state === 'failed') {
    return { performed: true }
  }

  const rows = (await findRowsOfSchedules(databaseOf(req.payload), [item.subject.id])).get(item.subject.id) ?? []
  const isBegunBefore = item.begunAt !== null && item.begunAt < armedAt
  const cleared = readCleared(rowsOfRun(rows, armedAt), isBegunBefore ? rows : [])

  return cleared === null ? null : { error: cleared === 'done' ? null : reason, performed: true, state: cleared }
}

/** False while a publication of the schedule is being sent. */
export async function unarm(
  req: PayloadRequest,
  { scheduleId, state }: { scheduleId: string; state: ClearItemArgs['state'] },
): Promise<boolean> {
  const schedule = await req.payload.db.findOne<{ id: string; state?: unknown }>({
    collection: SCHEDULES,
    where: { id: { equals: scheduleId } },
  })

  if (schedule?.state !== 'armed') {
    return true
  }

  try {
    await req.payload.update({ id: scheduleId, collection: SCHEDULES, data: { state }, depth: 0, req })

    return true
  } catch (error) {
    if (isRefusal(error)) {
      return false
    }

    throw error
  }
}
