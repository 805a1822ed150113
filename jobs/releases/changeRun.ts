import type { PayloadRequest } from 'payload'

import type { AuditLog } from '../../hooks/dependencies.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { inTransaction } from '../../src/database/inTransaction.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { canMoveRelease, type ReleaseState, type RunItem } from '../../src/domain/release/release.ts'
import { CAMPAIGNS } from '../../src/domain/slugs.ts'
import { findRun, type ReadRun, type RunChanges, saveRun } from './records.ts'

export interface MoveRunArgs {
  audit: AuditLog
  changes?: RunChanges
  reason?: string
  req: PayloadRequest
  run: ReadRun
  state: ReleaseState
}

/**
 * Moves a release to another state: the run, the campaign that shows it and the audit log in one transaction.
 *
 * False when the run has changed since it was read; then nothing is written.
 */
export function moveRun({ audit, changes = {}, reason, req, run, state }: MoveRunArgs): Promise<boolean> {
  if (!canMoveRelease(run.state, state)) {
    throw new Error(`A release cannot go from ${run.state} to ${state}`)
  }

  const db = databaseOf(req.payload)

  return inTransaction(req, async (session) => {
    const isSaved = await saveRun(db, { changes: { ...changes, state }, run, session })

    if (!isSaved) {
      return false
    }

    await db.collection(CAMPAIGNS).updateOne({ _id: run._id }, { $set: { 'release.state': state } }, { session })
    await audit.record(
      {
        action: `release.${state}`,
        after: { state, ...(changes.revert === undefined ? {} : { revert: changes.revert }) },
        before: { state: run.state },
        subject: { id: String(run._id), slug: CAMPAIGNS },
        ...(reason === undefined ? {} : { reason }),
      },
      req,
    )

    return true
  })
}

/** Writes to one item of a run that nobody has changed since it was read. */
export async function changeItem(
  req: PayloadRequest,
  { changes, key, run }: { changes: Partial<RunItem>; key: string; run: ReadRun },
): Promise<boolean> {
  return saveRun(databaseOf(req.payload), {
    changes: { items: run.items.map((item) => (item.key === key ? { ...item, ...changes } : item)) },
    run,
  })
}

export const findRunOf = (req: PayloadRequest, campaignId: string): Promise<null | ReadRun> =>
  findRun(databaseOf(req.payload), campaignId)

/** What went wrong, as an item keeps it. */
export function reasonOfError(error: unknown): Reason {
  const { code, data, message } = error as {
    code?: unknown
    data?: { errors?: readonly { message: string }[] }
    message: string
  }
  const sentences = data?.errors?.map((each) => each.message) ?? [message]

  return { code: typeof code === 'string' ? code : 'REFUSED', message: sentences.join('; ') }
}
