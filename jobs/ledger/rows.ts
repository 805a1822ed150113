import type { Collection, Db, Document, ObjectId } from 'mongodb'

import type { PublicationRow, RateToken } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { LocalInstant } from './lease.ts'

export type StoredRow = PublicationRow<ObjectId>
export type Rows = Collection<StoredRow>

/** A row that this process holds; the fence in it is the one of this claim. */
export interface Claim {
  leaseMs: number
  /** When it was known to be marked `sending`, in server time; absent before. */
  markedMs?: number
  /** A token that came at once, of which the ledger knows nothing. */
  rateToken?: RateToken
  row: StoredRow
  /** When the lease was asked for, last renewed. */
  since: LocalInstant
}

/** Every write of the ledger outlives the loss of a server. */
export const rowsOf = (db: Db): Rows =>
  db.collection<StoredRow>(PUBLICATIONS, { writeConcern: { journal: true, w: 'majority' } })

/** Fields of a row that nobody holds, and of which nothing is to be told. */
export const LET_GO = { followed: null, leaseUntil: null, token: null } as const

/** An expression, for the error of a row whose hold ends: that a part of it is out, which the hold covered. */
export const WITHOUT_HOLD: Document = { $ifNull: ['$halfOut', null] }

/** An expression: server time plus so many milliseconds. */
export const serverTimePlus = (ms: Document | number): Document => ({ $add: ['$$NOW', ms] })

/**
 * An expression: for each row, the entry at the place of its id; the lists are of equal length.
 *
 * MongoDB indexes a constant list once per command, so this makes one update of a whole window of rows
 * that each get values of their own: measured at two to three times the rate of one update per row.
 */
export const entryOf = (ids: readonly unknown[], entries: readonly unknown[]): Document => ({
  $arrayElemAt: [{ $literal: entries }, { $indexOfArray: [{ $literal: ids }, '$_id'] }],
})

/** A condition: the row still carries the fence that its claim gave it, so nobody has claimed it since. */
export const hasFence = (held: readonly StoredRow[]): Document => ({
  $eq: [
    '$fence',
    entryOf(
      held.map((row) => row._id),
      held.map((row) => row.fence),
    ),
  ],
})

export const idsOf = (held: readonly { _id: string }[]): string[] => held.map((row) => row._id)
