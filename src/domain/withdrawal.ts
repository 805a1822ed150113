import { HOUR, SECOND } from './duration.ts'
import type { ChannelErrorClass } from './errors.ts'
import { decideAfterRefusal } from './refusal.ts'

/** A withdrawal is tried so often, over about six hours, before a person must take it down. */
export const MAX_WITHDRAWALS = 12

const FIRST_DELAY_MS = 30 * SECOND
const LAST_DELAY_MS = HOUR

export interface DecideAfterWithdrawalArgs {
  /** Tries so far, this one included. */
  attempts: number
  errorClass: ChannelErrorClass
  /** A number from 0 to below 1. */
  random: number
  retryAfterMs?: number | undefined
}

export type WithdrawalDecision = { action: 'again'; countsAttempt: boolean; delayMs: number } | { action: 'fail' }

/**
 * Decides what follows a withdrawal that did not work.
 *
 * It is harmless to repeat, so what is unclear is asked again; later each time, and not for ever. A platform that asks to wait is
 * waited for, as in sending, and that does not count.
 */
export function decideAfterWithdrawal({
  attempts,
  errorClass,
  random,
  retryAfterMs,
}: DecideAfterWithdrawalArgs): WithdrawalDecision {
  const refusal = decideAfterRefusal({ attempts: 1, errorClass, random, retryAfterMs })

  if (refusal.action === 'fail' || (refusal.action === 'again' && !refusal.countsAttempt)) {
    return refusal
  }

  return attempts >= MAX_WITHDRAWALS
    ? { action: 'fail' }
    : { action: 'again', countsAttempt: true, delayMs: delayMs(attempts, random) }
}

/** Up to a tenth more, so that what failed together does not come back together. */
const delayMs = (attempts: number, random: number): number =>
  Math.round(Math.min(LAST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1)) * (1 + random / 10))
