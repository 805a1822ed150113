import { MINUTE, SECOND } from './duration.ts'
import type { ChannelErrorClass } from './errors.ts'

/**
 * Whether a channel is sent to: `closed` as usual, `open` not at all until `retryAt`, `half-open` while one
 * publication tries whether it works again.
 */
export interface Breaker {
  /** Failures in a row. */
  failures: number
  /** How often it opened since it last worked; each time it stays open longer. */
  opens: number
  /** Open: when to try. Half-open: when the trial counts as lost. */
  retryAt: Date | null
  state: 'closed' | 'half-open' | 'open'
}

export const CLOSED: Breaker = { failures: 0, opens: 0, retryAt: null, state: 'closed' }

export const FAILURES_TO_OPEN = 5

const FIRST_OPEN_MS = 30 * SECOND
const LONGEST_OPEN_MS = 15 * MINUTE
const TRIAL_MS = MINUTE

/** Failures that say something of the account or the platform, and nothing of the content. */
const OF_THE_CHANNEL: readonly ChannelErrorClass[] = [
  'disconnect',
  'quota-exhausted',
  'reauth-auto',
  'reauth-user',
  'retry',
  'throttled',
  'unknown-outcome',
]

/** Whether a failure counts against the channel; one that judges the content shows that the channel works. */
export const isChannelFailure = (errorClass: string): boolean =>
  (OF_THE_CHANNEL as readonly string[]).includes(errorClass)

export interface BreakAfterFailuresArgs {
  /** How long the platform itself asked to be left alone; 0 when it did not. */
  askedMs: number
  breaker: Breaker
  failures: number
  now: Date
  /** A number from 0 to below 1. */
  random: number
}

/**
 * The breaker after failures with no success between them.
 *
 * Five in a row open it for half a minute, a failed trial for twice as long as before up to a quarter of an hour; a
 * platform that names a time is taken at its word instead. A fifth more by chance keeps channels of one platform
 * from returning in step.
 */
export function breakAfterFailures(args: BreakAfterFailuresArgs): Breaker {
  const { askedMs, breaker, failures, now, random } = args
  const sum = breaker.failures + failures

  if (breaker.state === 'open' || (breaker.state === 'closed' && sum < FAILURES_TO_OPEN)) {
    return { ...breaker, failures: sum }
  }

  const openMs = (askedMs || Math.min(LONGEST_OPEN_MS, FIRST_OPEN_MS * 2 ** breaker.opens)) * (1 + random / 5)

  return {
    failures: sum,
    opens: breaker.opens + 1,
    retryAt: new Date(now.getTime() + Math.ceil(openMs)),
    state: 'open',
  }
}

export type BreakerDecision = { action: 'send' } | { action: 'try'; becomes: Breaker } | { action: 'wait'; until: Date }

/**
 * When rows that wait for a trial look again: soon, for it takes seconds, and what it shows they learn from the breaker.
 *
 * Those of one second do so together, so that their order stays.
 */
export const lookAgainAt = (now: Date): Date => new Date((Math.floor(now.getTime() / SECOND) + 3) * SECOND)

/** Says what a worker may do that has rows for the channel; a trial belongs to the one who writes `becomes` first. */
export function decideBreaker(breaker: Breaker, now: Date): BreakerDecision {
  if (breaker.state === 'closed') {
    return { action: 'send' }
  }

  if (breaker.retryAt !== null && breaker.retryAt > now) {
    return {
      action: 'wait',
      until: breaker.state === 'open' ? breaker.retryAt : lookAgainAt(now),
    }
  }

  return {
    action: 'try',
    becomes: { ...breaker, retryAt: new Date(now.getTime() + TRIAL_MS), state: 'half-open' },
  }
}
