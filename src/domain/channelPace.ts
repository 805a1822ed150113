import type { ChannelLimits } from './channelAdapter.ts'
import { MINUTE, SECOND } from './duration.ts'
import type { PublicationRow } from './publication.ts'

/** A token bucket: how many sends may come at once, and how quickly it fills again. */
export interface TokenRate {
  burst: number
  perSecond: number
}

/** How fast one account may be sent to, by all workers together; null where nothing limits it. */
export interface ChannelPace {
  concurrency: number | null
  rate: TokenRate | null
}

/** Reads the pace out of the limits that hold for an account. */
export const paceOf = ({ concurrency, rate }: ChannelLimits): ChannelPace => ({
  concurrency: concurrency ?? null,
  rate: rate === undefined ? null : { burst: rate.burst ?? 1, perSecond: rate.count / rate.seconds },
})

/** Tokens are booked so far ahead; what comes later waits without one and books again. */
export const BOOKING_HORIZON_MS = 10 * MINUTE

/** What a bucket answered to one booking. */
export interface Booking {
  /** Server time of the booking. */
  at: Date
  /** How many tokens it gave; the first of those that asked get them. */
  booked: number
  /** What is left; below zero, the tokens that are booked and not yet there. */
  tokens: number
}

export interface TokenSlot {
  /** When it may be sent. */
  at: Date
  isBooked: boolean
}

/**
 * Gives each of `count` rows, in their order, the instant of its token.
 *
 * Rows beyond the horizon get none; they come back just after it, a millisecond apart, so that their order stays.
 */
export function planTokenSlots({ at, booked, tokens }: Booking, count: number, perSecond: number): TokenSlot[] {
  const before = tokens + booked

  return Array.from({ length: count }, (_, index) => {
    const isBooked = index < booked
    const waitMs = isBooked
      ? (Math.max(0, index + 1 - before) / perSecond) * SECOND
      : BOOKING_HORIZON_MS + (index - booked) + 1

    return { at: new Date(at.getTime() + Math.ceil(waitMs)), isBooked }
  })
}

/** A token that nobody used for so long is void: tokens of an outage must not be spent all at once. */
const TOKEN_LASTS_MS = SECOND / 2

/** A bucket that is counted in this process. */
export interface LocalBucket {
  atMs: number
  tokens: number
}

/** What a bucket holds by now: what its rate brought since, up to its burst and half a second of its rate. */
export const refill = ({ atMs, tokens }: LocalBucket, { burst, perSecond }: TokenRate, nowMs: number): LocalBucket => ({
  atMs: nowMs,
  tokens: Math.min(
    burst + (perSecond * TOKEN_LASTS_MS) / SECOND,
    tokens + (perSecond * Math.max(0, nowMs - atMs)) / SECOND,
  ),
})

/** Why a channel's pace makes a row wait. */
export const PACE_CODES = ['CATCHING_UP', 'CHANNEL_RATE', 'CHANNEL_RESTING'] as const

type Waiting = Pick<PublicationRow, 'dueAt' | 'wait'>

/** When a row was to go out before its channel made it wait; a row that was moved since has forgotten its wait. */
export const plannedAt = ({ dueAt, wait }: Waiting): Date =>
  wait && wait.until.getTime() === dueAt.getTime() ? wait.since : dueAt

/** True while its channel makes a row wait. */
export const isMadeToWait = ({ dueAt, wait }: Waiting): boolean => wait?.until.getTime() === dueAt.getTime()

/** True for a row whose present due time is its token's, at the time at which somebody takes it up. */
export const hasToken = ({ dueAt, wait }: Waiting, at: Date): boolean =>
  wait?.isBooked === true && isMadeToWait({ dueAt, wait }) && at.getTime() - dueAt.getTime() <= TOKEN_LASTS_MS
