import type { Handles } from '../../src/domain/channelAdapter.ts'
import { ConflictError } from '../../src/domain/errors.ts'
import type { Rows, StoredRow } from './rows.ts'

export interface KeepHandlesArgs {
  handles: Handles
  row: StoredRow
}

/** Stores what an adapter prepared, before its commit; throws a `ConflictError` when the row belongs to another worker by now. */
export async function keepHandles(rows: Rows, { handles, row }: KeepHandlesArgs): Promise<void> {
  const { matchedCount } = await rows.updateOne(
    { _id: row._id, fence: row.fence, state: 'sending' },
    { $set: { handles: { contentHash: row.contentHash, values: handles } } },
  )

  if (matchedCount === 0) {
    throw new ConflictError('The publication belongs to another worker by now; nothing may be committed.')
  }
}

/** What was prepared for this very content. */
export const handlesOf = ({ contentHash, handles }: Pick<StoredRow, 'contentHash' | 'handles'>): Handles =>
  handles?.contentHash === contentHash ? handles.values : NONE

const NONE: Handles = {}
