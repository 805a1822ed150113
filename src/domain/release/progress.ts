import { PAST_TOLERANCE_MS } from '../arming.ts'
import type { Reason } from '../errors.ts'
import type { PublicationError, PublicationState } from '../publication.ts'
import { reason } from '../reasons/reason.ts'
import type { ReleaseItemState } from './release.ts'

/** A row of the ledger as far as a release cares. */
export interface ReleaseRow {
  error: PublicationError | null
  id: string
  occurrenceAt: Date
  /** When its send began. */
  startedAt: Date | null
  state: PublicationState
  unpublishAt: Date | null
}

/** How far an item has come, read from the ledger. */
export interface ItemProgress {
  error: Reason | null
  state: Exclude<ReleaseItemState, 'skipped'>
}

/** Reasons of a block that do not go away by themselves. */
const FINAL_BLOCKS: readonly string[] = ['CHANNEL_DELETED', 'CHANNEL_UNUSABLE', 'POST_DELETED', 'POST_REJECTED']

/** Reasons of a cancellation that a person takes back by arming the schedule again. */
const COMES_AGAIN: readonly string[] = ['SCHEDULE_PAUSED', 'SCHEDULE_UNARMED']

const OUT: readonly PublicationState[] = ['published', 'withdrawn']
const ON_ITS_WAY: readonly PublicationState[] = ['awaiting-operator', 'sending', 'unconfirmed', ...OUT]

/**
 * Of the rows of a schedule those that its release armed: not what a repeat did before it, nor what failed then.
 *
 * Of what it found under way, and cannot arm anew, all that there is.
 */
export function rowsOfRun(rows: readonly ReleaseRow[], armedAt: Date): readonly ReleaseRow[] {
  const from = armedAt.getTime() - PAST_TOLERANCE_MS
  const own = rows.filter(
    ({ occurrenceAt, startedAt }) => occurrenceAt.getTime() >= from && (startedAt === null || startedAt >= armedAt),
  )

  return own.length > 0 ? own : rows
}

/**
 * Reads how far a schedule has come.
 *
 * Of a repeat the first occurrence counts, else a release would last as long as the repeat. Rows that were cancelled
 * because the schedule moved do not count as long as others took their place. What waits for a person is not a failure, be it an answer or the end of a pause.
 */
export function readPublishProgress(rows: readonly ReleaseRow[]): ItemProgress {
  const first = firstOccurrence(rows)
  const failed = first.find(isFailed)

  if (first.length === 0) {
    return { error: reason('PUBLICATION_GONE'), state: 'failed' }
  }

  if (failed !== undefined) {
    return { error: reasonOf(failed), state: 'failed' }
  }

  if (first.every(({ state }) => OUT.includes(state))) {
    return { error: null, state: 'done' }
  }

  return {
    error: reasonOf(first.find(({ error }) => error !== null)),
    state: first.some(({ state }) => ON_ITS_WAY.includes(state)) ? 'begun' : 'waiting',
  }
}

/** Reads how far a withdrawal has come that was asked for; a channel that cannot take back has said so. */
export function readWithdrawProgress(rows: readonly ReleaseRow[]): ItemProgress {
  const standing = rows.filter(({ state }) => state === 'published')
  const stuck = standing.find(({ unpublishAt }) => unpublishAt === null)

  if (stuck !== undefined) {
    return { error: reasonOf(stuck) ?? reason('STILL_STANDS'), state: 'failed' }
  }

  return {
    error: reasonOf(standing.find(({ error }) => error !== null)),
    state: standing.length === 0 ? 'done' : 'begun',
  }
}

function firstOccurrence(rows: readonly ReleaseRow[]): ReleaseRow[] {
  const live = rows.filter(({ state }) => state !== 'cancelled')
  const counted = live.length > 0 ? live : rows
  const first = Math.min(...counted.map(({ occurrenceAt }) => occurrenceAt.getTime()))

  return counted.filter(({ occurrenceAt }) => occurrenceAt.getTime() === first)
}

const isFailed = ({ error, state }: ReleaseRow): boolean =>
  state === 'failed' ||
  state === 'missed' ||
  (state === 'cancelled' && !COMES_AGAIN.includes(error?.code ?? '')) ||
  (state === 'blocked' && FINAL_BLOCKS.includes(error?.code ?? ''))

const reasonOf = (row: ReleaseRow | undefined): Reason | null =>
  row?.error === undefined || row.error === null ? null : withoutClass(row.error)

const withoutClass = ({ class: _class, ...found }: PublicationError): Reason => found
