import { isDownBefore, type SchedulePlan } from './arming.ts'
import type { Reason } from './errors.ts'
import type { ScheduleState } from './publication.ts'
import { reason } from './reasons/reason.ts'

/** What becomes of the ledger when a schedule is saved. */
export type ScheduleDecision =
  | { action: 'arm'; pin: 'keep' | 'newest' }
  | { action: 'cancel-rows'; code: 'SCHEDULE_CANCELLED' | 'SCHEDULE_PAUSED' | 'SCHEDULE_UNARMED' }
  | { action: 'none' }
  | { action: 'refuse'; reason: Reason }
  | { action: 'set-withdrawal' }

export interface DecideScheduleChangeArgs {
  current: SchedulePlan
  /** True when the editor asked for the newest approved version to be pinned. */
  isRearm: boolean
  previous: SchedulePlan | null
}

/** The states that a person may turn a schedule to from each; that it is done, the ledger says. */
export const NEXT_STATES: Readonly<Record<ScheduleState, readonly ScheduleState[]>> = {
  armed: ['armed', 'planned', 'paused', 'cancelled'],
  cancelled: ['cancelled', 'planned', 'armed'],
  done: ['done'],
  paused: ['paused', 'armed', 'planned', 'cancelled'],
  planned: ['planned', 'armed', 'cancelled'],
}

/**
 * Decides what a saved schedule asks of the ledger.
 *
 * An armed schedule that moves keeps the version it pinned: what was approved is what goes out. Only
 * arming anew, or an explicit re-arm, looks at the newest version.
 */
export function decideScheduleChange({ current, isRearm, previous }: DecideScheduleChangeArgs): ScheduleDecision {
  const from = previous?.state ?? 'planned'

  if (!NEXT_STATES[from].includes(current.state)) {
    return {
      action: 'refuse',
      reason: reason('STATE', { path: 'state', values: { from, to: current.state } }),
    }
  }

  if (previous !== null && from === 'done') {
    return decideWhenDone({ current, previous })
  }

  if (current.state === 'armed') {
    return decideWhenArmed({ current, isRearm, previous })
  }

  if (from !== 'armed' || current.state === 'done') {
    return { action: 'none' }
  }

  return { action: 'cancel-rows', code: STOPPED_FOR[current.state] }
}

const STOPPED_FOR = {
  cancelled: 'SCHEDULE_CANCELLED',
  paused: 'SCHEDULE_PAUSED',
  planned: 'SCHEDULE_UNARMED',
} as const

function decideWhenArmed({ current, isRearm, previous }: DecideScheduleChangeArgs): ScheduleDecision {
  if (previous?.state !== 'armed') {
    // A pause is not an edit: what was pinned before it goes out after it.
    return { action: 'arm', pin: previous?.state === 'paused' && !isRearm ? 'keep' : 'newest' }
  }

  if (isRearm || current.postId !== previous.postId) {
    return { action: 'arm', pin: 'newest' }
  }

  return hasMoved(current, previous) ? { action: 'arm', pin: 'keep' } : decideWithdrawal(current, previous)
}

function decideWhenDone({ current, previous }: { current: SchedulePlan; previous: SchedulePlan }): ScheduleDecision {
  if (current.postId !== previous.postId || hasMoved(current, previous)) {
    return {
      action: 'refuse',
      reason: reason('DONE', { path: 'state' }),
    }
  }

  return decideWithdrawal(current, previous)
}

function decideWithdrawal(current: SchedulePlan, previous: SchedulePlan): ScheduleDecision {
  if (current.unpublishAt?.getTime() === previous.unpublishAt?.getTime()) {
    return { action: 'none' }
  }

  return isDownBefore(current)
    ? { action: 'refuse', reason: reason('WITHDRAWN_BEFORE_PUBLISHED', { path: 'unpublishAt' }) }
    : { action: 'set-withdrawal' }
}

function hasMoved(current: SchedulePlan, previous: SchedulePlan): boolean {
  return (
    current.publishAt.getTime() !== previous.publishAt.getTime() ||
    current.timeZone !== previous.timeZone ||
    current.recurrence !== previous.recurrence ||
    !isSentAlike(current, previous) ||
    [...current.channelIds].sort().join() !== [...previous.channelIds].sort().join()
  )
}

/** Whether a repeat is turned into what comes once. */
export const endsRepeat = ({ current, previous }: Omit<DecideScheduleChangeArgs, 'isRearm'>): boolean =>
  previous !== null && previous.recurrence !== null && current.recurrence === null

/**
 * Whether an armed repeat is to do less than before and nothing else: an exception is added, it ends earlier, or leaves a channel.
 *
 * Only the rule and the channels may differ; that nothing is made of it the plan for the ledger says.
 */
export const onlyStops = ({ current, previous }: Omit<DecideScheduleChangeArgs, 'isRearm'>): boolean =>
  previous?.state === 'armed' &&
  current.recurrence !== null &&
  previous.recurrence !== null &&
  isSentAlike(current, previous) &&
  current.publishAt.getTime() === previous.publishAt.getTime() &&
  current.timeZone === previous.timeZone &&
  current.unpublishAt?.getTime() === previous.unpublishAt?.getTime() &&
  current.channelIds.length > 0 &&
  current.channelIds.every((id) => previous.channelIds.includes(id))

/** Whether what goes out, and what becomes of it when it is late, is as it was, whenever and wherever it goes out. */
export const isSentAlike = (current: SchedulePlan, previous: SchedulePlan): boolean =>
  current.postId === previous.postId &&
  current.content === previous.content &&
  current.catchUp === previous.catchUp &&
  current.graceMinutes === previous.graceMinutes &&
  current.onQuiet === previous.onQuiet
