import { CHALLENGE_STATUSES, type ChallengeStatus } from '../challenge.ts'
import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'

/** What starting and stopping look at: an offer has only its window, a challenge a status too. */
export interface ActFacts {
  endAt: Date | null
  startAt: Date | null
  status: ChallengeStatus | null
}

/** What an act writes; fields that stay are absent. */
export interface ActPatch {
  endAt?: Date
  startAt?: Date
  status?: ChallengeStatus
}

/** `nothing` where the subject is already what the act would make it. */
export type ActPlan =
  { action: 'nothing' } | { action: 'patch'; patch: ActPatch } | { action: 'refuse'; reason: Reason }

export interface PlanActArgs {
  act: 'start' | 'stop'
  /** The instant of the act. */
  at: Date
  facts: ActFacts
}

const OVER: Reason = reason('WINDOW_OVER', { path: 'subject' })
const NOT_STARTED: Reason = reason('NOT_STARTED', { path: 'subject' })

const ENDED: readonly (ChallengeStatus | null)[] = ['announced', 'archived', 'cancelled', 'judging']

/**
 * Plans how an offer or a challenge is started or stopped: by its own window and status, so that whatever reads
 * those needs to know nothing of releases.
 */
export function planAct({ act, at, facts }: PlanActArgs): ActPlan {
  return act === 'start' ? planStart(at, facts) : planStop(at, facts)
}

/** What `planAct` looks at, of a document or of what a release noted of it. */
export const readActFacts = ({ endAt, startAt, status }: Readonly<Record<string, unknown>>): ActFacts => ({
  endAt: toDate(endAt),
  startAt: toDate(startAt),
  status: CHALLENGE_STATUSES.find((known) => known === status) ?? null,
})

function planStart(at: Date, { endAt, startAt, status }: ActFacts): ActPlan {
  if (endAt !== null && endAt <= at) {
    return { action: 'refuse', reason: OVER }
  }

  if (ENDED.includes(status)) {
    const values = status === null ? {} : { status }

    return { action: 'refuse', reason: reason('BAD_STATUS', { path: 'subject', values }) }
  }

  const patch: ActPatch = {
    ...(startAt !== null && startAt <= at ? {} : { startAt: at }),
    ...(status === 'draft' ? { status: 'open' } : {}),
  }

  return toPlan(patch)
}

function planStop(at: Date, { endAt, startAt, status }: ActFacts): ActPlan {
  if (status === 'draft' || (startAt !== null && startAt >= at)) {
    return { action: 'refuse', reason: NOT_STARTED }
  }

  const patch: ActPatch = {
    ...(endAt !== null && endAt <= at ? {} : { endAt: at }),
    ...(status === 'open' ? { status: 'judging' } : {}),
  }

  return toPlan(patch)
}

const toPlan = (patch: ActPatch): ActPlan =>
  Object.keys(patch).length === 0 ? { action: 'nothing' } : { action: 'patch', patch }

const toDate = (value: unknown): Date | null => {
  if (value instanceof Date) {
    return value
  }

  return typeof value === 'string' && value !== '' ? new Date(value) : null
}
