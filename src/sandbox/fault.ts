/** Ways in which any stand-in platform can misbehave towards one account. */
export const GENERAL_FAULTS = ['off', 'slow', 'error', 'throttle', 'drop'] as const

/**
 * All of them; what each looks like is the platform's own affair.
 *
 * `accept-504`: taken, then a gateway gives up. `token-expired`: the access token ended before its time. `review-reject`: taken,
 * then refused by review. `rate-block`: the penalty for calling too often. `duplicate`: refused as seen before.
 */
export const FAULTS = [
  ...GENERAL_FAULTS,
  'accept-504',
  'token-expired',
  'review-reject',
  'rate-block',
  'duplicate',
] as const

export type Fault = (typeof FAULTS)[number]

export const isFault = (value: unknown): value is Fault => FAULTS.some((fault) => fault === value)
