import { HOUR, MINUTE, SECOND } from './duration.ts'
import type { ChannelErrorClass } from './errors.ts'

/** A publication is sent at most so often before a person must look. */
export const MAX_ATTEMPTS = 8

const BASE_DELAY_MS = 2 * SECOND
const MAX_DELAY_MS = 15 * MINUTE
const THROTTLED_DELAY_MS = 30 * SECOND
const QUOTA_DELAY_MS = HOUR
const MAX_ASKED_DELAY_MS = 24 * HOUR

export interface DecideAfterRefusalArgs {
  /** Attempts begun so far, this one included. */
  attempts: number
  errorClass: ChannelErrorClass
  /** A number from 0 to below 1. */
  random: number
  retryAfterMs?: number | undefined
}

export type RefusalDecision =
  | { action: 'again'; countsAttempt: boolean; delayMs: number }
  | { action: 'fail' }
  /** Not looked at before that time. */
  | { action: 'unconfirmed'; delayMs: number }

/**
 * Decides what follows a refusal by a channel.
 *
 * A throttled attempt does not count, nor one that was answered with a time to come back: the platform did not
 * judge the content. It waits at least as long as the platform asked, with up to a tenth more so that a thousand
 * throttled rows do not return at once.
 * Other retries use full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */
export function decideAfterRefusal(args: DecideAfterRefusalArgs): RefusalDecision {
  const { attempts, errorClass, random, retryAfterMs } = args

  switch (errorClass) {
    case 'quota-exhausted':
      return { action: 'again', countsAttempt: false, delayMs: spread(retryAfterMs ?? QUOTA_DELAY_MS, random) }
    case 'retry':
      if (retryAfterMs !== undefined) {
        return { action: 'again', countsAttempt: false, delayMs: spread(retryAfterMs, random) }
      }

      return attempts >= MAX_ATTEMPTS
        ? { action: 'fail' }
        : { action: 'again', countsAttempt: true, delayMs: backoffMs(attempts, random) }
    case 'throttled':
      return { action: 'again', countsAttempt: false, delayMs: spread(retryAfterMs ?? THROTTLED_DELAY_MS, random) }
    case 'unknown-outcome':
      return { action: 'unconfirmed', delayMs: retryAfterMs === undefined ? 0 : spread(retryAfterMs, random) }
    case 'disconnect':
    case 'invalid-payload':
    case 'needs-human':
    case 'not-allowed':
    case 'reauth-auto':
    case 'reauth-user':
    case 'rejected-content':
      return { action: 'fail' }
  }
}

/** Full jitter: anything from nothing to twice as long at each attempt, never above a quarter of an hour. */
export const backoffMs = (attempts: number, random: number): number =>
  Math.round(random * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempts - 1)))

/** How long until a question that failed is put again: a minute first, then ever longer, and never sooner than the platform asked. */
export const askAgainMs = (misses: number, retryAfterMs = 0): number =>
  Math.max(Math.min(MAX_DELAY_MS, MINUTE * 2 ** (misses - 1)), Math.min(retryAfterMs, MAX_ASKED_DELAY_MS))

const spread = (askedMs: number, random: number): number =>
  Math.round(Math.min(askedMs, MAX_ASKED_DELAY_MS) * (1 + random / 10))
