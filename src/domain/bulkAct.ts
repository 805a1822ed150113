import { SECOND } from './duration.ts'
import type { PublicationAction, PublicationState, ScheduleState } from './publication.ts'
import { findStop, PUBLICATION_ACTION_STATES } from './publicationActions.ts'
import { canTransition } from './publicationStates.ts'
import type { ReasonCode } from './reasons/reason.ts'

/** What a person says of many publications at once. */
export const BULK_ACTS = ['publish', 'redrive', 'skip'] as const

export type BulkAct = (typeof BULK_ACTS)[number]

/** What each does to one of them; a skipped one is cancelled, with a reason of its own. */
export const BULK_ACTIONS: Readonly<Record<BulkAct, PublicationAction>> = {
  publish: 'publish-now',
  redrive: 'retry',
  skip: 'cancel',
}

/** What waits for a person's answer. What is planned for later, or failed, waits for none. */
export const TO_ANSWER = { code: 'ASK', state: 'blocked' } as const

/** No more are acted on in one request; the answer says that there are more. */
export const BULK_LIMIT = 1_000

/** A channel that many are sent to at once gets them so far apart. */
const APART_MS = SECOND / 10

export interface BulkRow {
  channel: string
  /** Why it stands where it stands. */
  code?: string | null
  id: string
  /** True where the version that it is to carry does not fit its channel. */
  isUnfit?: boolean
  /** True where an earlier send may be out: that is not skipped among others. */
  mayBeOut?: boolean
  /** Of its schedule; absent where that is gone. */
  scheduleState?: ScheduleState
  state: PublicationState
}

export interface BulkPlan {
  /** In the order in which they were given, each with how long it waits. */
  acts: { id: string; inMs: number }[]
  refused: { code: ReasonCode; id: string; state: PublicationState | null }[]
}

/**
 * Sorts out what an act on many may do, row by row, in the order of their times.
 *
 * The rest is told, never dropped: what is not there, what stands where the act makes no sense, what a schedule that is stopped has left, what nobody could have seen not to
 * fit, and what cannot be said to be skipped because it may be out. One channel's rows are a tenth of a second apart, so that a thousand that are re-driven do not leave at once.
 */
export function planBulkAct({
  act,
  ids,
  rows,
}: {
  act: BulkAct
  ids: readonly string[]
  rows: readonly BulkRow[]
}): BulkPlan {
  const known = new Set(rows.map(({ id }) => id))
  const before = new Map<string, number>()
  const judged = rows.map((row) => ({ ...row, refusal: refusalOf(row, act) }))
  const acts = judged
    .filter(({ refusal }) => refusal === null)
    .map(({ channel, id }) => {
      const place = before.get(channel) ?? 0

      before.set(channel, place + 1)

      return { id, inMs: place * APART_MS }
    })

  return {
    acts,
    refused: [
      ...judged.flatMap(({ id, refusal, state }) => (refusal === null ? [] : [{ code: refusal, id, state }])),
      ...ids.filter((id) => !known.has(id)).map((id) => ({ code: 'NO_PUBLICATION' as const, id, state: null })),
    ],
  }
}

function refusalOf(row: BulkRow, act: BulkAct): ReasonCode | null {
  const { isUnfit = false, mayBeOut = false, scheduleState, state } = row

  if (!isFor(row, act)) {
    return 'STATE'
  }

  const stop = act === 'skip' ? null : findStop(scheduleState)

  if (stop !== null) {
    return stop
  }

  if (isUnfit) {
    return 'LATEST_UNFIT'
  }

  return act === 'skip' && mayBeOut && canTransition(state, 'unconfirmed') ? 'MAY_BE_OUT' : null
}

/** A version that does not fit takes the place of the question, and is then why there is no answer. */
const isFor = ({ code, isUnfit = false, state }: BulkRow, act: BulkAct): boolean =>
  act === 'redrive'
    ? PUBLICATION_ACTION_STATES[BULK_ACTIONS.redrive].includes(state)
    : state === TO_ANSWER.state && (isUnfit || code === TO_ANSWER.code)
