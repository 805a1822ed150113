import type { StoredRow } from '../../jobs/ledger/rows.ts'
import type { History } from './history.ts'
import type { Arrival } from './receiver.ts'

/** What a rule made of one local date. */
export interface DatedOccurrence {
  date: string
  instants: readonly number[]
  localTime: string
  /** The local time that it should have: that of the rule, or moved by the gap. */
  wanted: string
  zone: string
}

/** What a fault test is judged by: the receiver's log, the database's log, and what the case itself saw. */
export interface Evidence {
  /** Rows whose insertion the database acknowledged. */
  acknowledged?: readonly string[]
  arrivals: readonly Arrival[]
  drains?: readonly { leasesLeft: number; tookMs: number }[]
  /** Rows of other channels without an outcome while a channel gave no answer. */
  heldUp?: readonly string[]
  history: History
  /** Rows due well after a fail-over that began late all the same. */
  lateAfterFailover?: readonly string[]
  occurrences?: readonly DatedOccurrence[]
  /** So long after its lease a row may lie at most; only where a worker lived all the time. */
  recoveryMs?: number
  rows: readonly StoredRow[]
}
