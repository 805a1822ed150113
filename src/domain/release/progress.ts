import { PAST_TOLERANCE_MS } from '../arming.ts'
import type { Reason } from '../errors.ts'
import { OUT } from '../ledgerPlan.ts'
import type { PublicationError, PublicationState } from '../publication.ts'
import { reason } from '../reasons/reason.ts'
import type { ReleaseItemState } from './release.ts'

/** A row of the ledger as far as a release cares. */
export interface ReleaseRow {
  channel: string
  error: PublicationError | null
  id: string
  /** Its schedule was called off meanwhile, or goes to its channel no more. */
  isGivenUp: boolean
  occurrenceAt: Date
  /** When its send began. */
  startedAt: Date | null
  state: PublicationState
  unpublishAt: Date | null
  updatedAt: Date
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

/** Nothing stands, nor will without anybody's doing. */
export const DOWN: readonly PublicationState[] = ['cancelled', 'failed', 'missed', 'withdrawn']
const ON_ITS_WAY: readonly PublicationState[] = ['awaiting-operator', 'sending', 'unconfirmed']

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
 * Of a repeat the first occurrence on each channel counts, else a release would last as long as the repeat. What was cancelled
 * does not count as long as anything else does, unless it comes again: then part of it is still to come, however much is out.
 * What waits for a person is not a failure, be it an answer or the end of a pause.
 */
export function readPublishProgress(rows: readonly ReleaseRow[]): ItemProgress {
  const counted = findCounted(rows)
  const failed = counted.find(isFailed)

  if (counted.length === 0) {
    return { error: reason('PUBLICATION_GONE'), state: 'failed' }
  }

  if (failed !== undefined) {
    return { error: reasonOf(failed), state: 'failed' }
  }

  if (counted.every(isOut)) {
    return { error: null, state: 'done' }
  }

  return {
    error: reasonOf(counted.find(({ error }) => error !== null)),
    state: counted.some((row) => isOut(row) || isOnItsWay(row)) ? 'begun' : 'waiting',
  }
}

/**
 * Reads what becomes of a publication whose rest was taken back; null while an outcome is still to come.
 *
 * What is out on some channels has failed: it is not done, so that arming again sends the rest, and not left out, so that what
 * stands comes down at the campaign's end. What an earlier run put out, which this one was to go on with, is among that.
 */
export function readCleared(
  rows: readonly ReleaseRow[],
  earlier: readonly ReleaseRow[] = [],
): 'done' | 'failed' | 'skipped' | null {
  const counted = findCounted(rows)

  if (readPublishProgress(rows).state === 'done') {
    return 'done'
  }

  if (counted.some(isOnItsWay)) {
    return null
  }

  return [...counted, ...earlier].some(isOut) ? 'failed' : 'skipped'
}

/**
 * Reads how far a withdrawal has come that was asked for; a channel that cannot take back has said so.
 *
 * Of what is being sent, or whose outcome is unknown, nobody can say that it does not stand: its outcome comes first.
 */
export function readWithdrawProgress(rows: readonly ReleaseRow[]): ItemProgress {
  const open = rows.filter(({ state }) => !DOWN.includes(state))
  const stuck = open.find(({ state, unpublishAt }) => state === 'published' && unpublishAt === null)

  if (stuck !== undefined) {
    return { error: reasonOf(stuck) ?? reason('STILL_STANDS'), state: 'failed' }
  }

  return {
    error: reasonOf(open.find(({ error }) => error !== null)),
    state: open.length === 0 ? 'done' : 'begun',
  }
}

/** What is there or comes, once for each channel; where all was called off, what says why. */
function findCounted(rows: readonly ReleaseRow[]): readonly ReleaseRow[] {
  const channels = [...new Set(rows.map(({ channel }) => channel))]
  const coming = channels.flatMap((channel) => findComing(rows.filter((row) => row.channel === channel)))
  const calledOff = rows.filter(({ error }) => error?.code !== 'SCHEDULE_CHANGED')

  return [coming, calledOff].find(({ length }) => length > 0) ?? rows
}

/** Of one channel. What was armed there before its last row says nothing any more. */
function findComing(rows: readonly ReleaseRow[]): ReleaseRow[] {
  const live = rows.filter(({ state }) => state !== 'cancelled')
  const newest = rows.toSorted((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime()).slice(0, 1)

  return live.length > 0
    ? live.toSorted((one, other) => one.occurrenceAt.getTime() - other.occurrenceAt.getTime()).slice(0, 1)
    : newest.filter((row) => comesAgain(row) && !row.isGivenUp)
}

const isOut = ({ state }: ReleaseRow): boolean => OUT.includes(state)

const isOnItsWay = ({ state }: ReleaseRow): boolean => ON_ITS_WAY.includes(state)

const comesAgain = ({ error }: ReleaseRow): boolean => COMES_AGAIN.includes(error?.code ?? '')

const isFailed = (row: ReleaseRow): boolean =>
  row.state === 'failed' ||
  row.state === 'missed' ||
  (row.state === 'cancelled' && !comesAgain(row)) ||
  (row.state === 'blocked' && FINAL_BLOCKS.includes(row.error?.code ?? ''))

const reasonOf = (row: ReleaseRow | undefined): Reason | null =>
  row?.error === undefined || row.error === null ? null : withoutClass(row.error)

const withoutClass = ({ class: _class, ...found }: PublicationError): Reason => found
