import type { Db } from 'mongodb'

import type { ServerClock } from '../serverClock.ts'
import { claimDue, type ClaimDueArgs, type ClaimDueResult } from './claimDue.ts'
import { holdRows, type HoldRowsArgs } from './holdRows.ts'
import { keepHandles, type KeepHandlesArgs } from './keepHandles.ts'
import { releaseClaims, renewClaims } from './keepClaims.ts'
import { markSending, type MarkSendingArgs, unmark } from './markSending.ts'
import { reapExpired } from './reapExpired.ts'
import { type Claim, type Rows, rowsOf } from './rows.ts'
import { settle } from './settle.ts'
import type { Settlement } from './settlement.ts'

/**
 * The truth about publications.
 *
 * Every method is one step of a row's life, safe to repeat and decided by the database alone: by
 * compare-and-set on the state, by the fence that each claim raises, and by the server's clock.
 * Driver errors pass through; the callers know whether to wait or to give up.
 */
export interface Ledger {
  claimDue(args: Omit<ClaimDueArgs, 'clock'>): Promise<ClaimDueResult>
  hold(args: HoldRowsArgs): Promise<Claim[]>
  keepHandles(args: KeepHandlesArgs): Promise<void>
  markSending(args: MarkSendingArgs): Promise<Claim[]>
  reapExpired(): Promise<{ rearmed: number; unconfirmed: number }>
  release(claims: readonly Claim[]): Promise<void>
  renew(claims: readonly Claim[]): Promise<Claim[]>
  /** The ids of rows that are no longer ours, and so were left alone. */
  settle(settlements: readonly Settlement[]): Promise<string[]>
  /** Those of which no byte has left are claimed and no more; gives those that are still ours. */
  unmark(claims: readonly Claim[]): Promise<Claim[]>
}

export interface CreateLedgerArgs {
  clock: ServerClock
  db: Db
  rows?: Rows
}

export const createLedger = ({ clock, db, rows = rowsOf(db) }: CreateLedgerArgs): Ledger => ({
  claimDue: (args) => claimDue(rows, { ...args, clock }),
  hold: (args) => holdRows(rows, args),
  keepHandles: (args) => keepHandles(rows, args),
  markSending: (args) => markSending(rows, args),
  reapExpired: () => reapExpired(rows, clock),
  release: (claims) => releaseClaims(rows, claims),
  renew: (claims) => renewClaims(rows, claims),
  settle: (settlements) => settle(rows, settlements),
  unmark: (claims) => unmark(rows, claims),
})
