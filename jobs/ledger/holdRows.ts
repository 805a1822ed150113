import { randomUUID } from 'node:crypto'

import type { Filter } from 'mongodb'

import { localNow } from './lease.ts'
import { type Claim, idsOf, type Rows, serverTimePlus, type StoredRow } from './rows.ts'

export interface HoldRowsArgs {
  /** What must be true of a row, when it is found and again when it is taken. */
  filter: Filter<StoredRow>
  leaseMs: number
  limit: number
}

/** Takes rows that nobody holds for work that leaves their state as it is: a look, a poll, a withdrawal. */
export async function holdRows(rows: Rows, { filter, leaseMs, limit }: HoldRowsArgs): Promise<Claim[]> {
  const isFree: Filter<StoredRow> = { ...filter, leaseUntil: null }
  const found = await rows.find(isFree).limit(limit).project<{ _id: string }>({ _id: 1 }).toArray()

  if (found.length === 0) {
    return []
  }

  const _id = { $in: idsOf(found) }
  const since = localNow()
  const token = randomUUID()

  await rows.updateMany({ $and: [{ _id }, isFree] }, [
    { $set: { fence: { $add: ['$fence', 1] }, leaseUntil: serverTimePlus(leaseMs), token } },
  ])

  return (await rows.find({ _id, token }).toArray()).map((row) => ({ leaseMs, row, since }))
}
