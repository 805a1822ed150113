import { HOUR, MINUTE, SECOND } from './duration.ts'

/** The waits that Standard Webhooks advises between attempts: quick at first, then over three days. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

export interface DecideRedeliveryArgs {
  /** Attempts made so far, the one that just failed among them. */
  attempts: number
  /** True when the receiver said that it is gone for good (410). */
  isGone: boolean
  /** From 0 to 1; spreads receivers that came back so that they are not overrun. */
  random: number
  retryAfterMs: number | undefined
}

/** Says when a delivery that failed is tried again, or that it is given up. */
export function decideRedelivery(
  args: DecideRedeliveryArgs,
): { action: 'give-up' } | { action: 'wait'; waitMs: number } {
  const waitMs = WAITS_MS[args.attempts - 1]

  if (args.isGone || waitMs === undefined) {
    return { action: 'give-up' }
  }

  return { action: 'wait', waitMs: Math.max(Math.round(waitMs * (1 + args.random / 5)), args.retryAfterMs ?? 0) }
}
