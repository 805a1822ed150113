import type { ChannelLimits } from './channelAdapter.ts'
import { MINUTE, SECOND } from './duration.ts'
import type { PublicationRow, RateToken } from './publication.ts'

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
  /** When it may be sent, or asks again. */
  at: Date
  token: RateToken | null
}

/** Rows beyond the horizon ask again at instants so far apart. */
const ASK_AGAIN_MS = BOOKING_HORIZON_MS / 2

/**
 * Gives each of `count` rows, in their order, the instant of its token.
 *
 * Rows beyond the horizon get none. Whichever batch they came in, they ask again at one instant, before the booked tokens are
 * used up: so they are seen together then, and their order stays.
 */
export function planTokenSlots({ at, booked, tokens }: Booking, count: number, perSecond: number): TokenSlot[] {
  const before = tokens + booked
  const again: TokenSlot = {
    at: new Date((Math.floor(at.getTime() / ASK_AGAIN_MS) + 2) * ASK_AGAIN_MS),
    token: null,
  }

  return Array.from({ length: count }, (_, index) => {
    if (index >= booked) {
      return again
    }

    const waitMs = (Math.max(0, index + 1 - before) / perSecond) * SECOND
    const turn = new Date(at.getTime() + Math.ceil(waitMs))

    return { at: turn, token: { at: turn, perSecond } }
  })
}

/** A token is late from so long after its time on; nobody takes a row up by one that is. */
const TOKEN_LASTS_MS = SECOND / 2

export const isTokenLate = (token: RateToken, now: Date): boolean => now.getTime() - token.at.getTime() > TOKEN_LASTS_MS

/** How fast late tokens leave: at the rate, and up to what nobody would have called late all at once. */
export const lateRateOf = ({ burst, perSecond }: TokenRate): TokenRate => ({
  burst: burst + (perSecond * TOKEN_LASTS_MS) / SECOND,
  perSecond,
})

/** A token of a rate that was lowered since is void, or the old rate would go on until the last of them. */
export const isTokenOf = (token: RateToken, { perSecond }: TokenRate): boolean => token.perSecond <= perSecond

/** Why a channel's pace makes a row wait. */
export const PACE_CODES = ['CATCHING_UP', 'CHANNEL_RATE', 'CHANNEL_RESTING'] as const

type Waiting = Pick<PublicationRow, 'dueAt' | 'wait'>

/** When a row was to go out before its channel made it wait; a row that was moved since has forgotten its wait. */
export const plannedAt = ({ dueAt, wait }: Waiting): Date =>
  wait && wait.until.getTime() === dueAt.getTime() ? wait.since : dueAt

/** True while its channel makes a row wait. */
export const isMadeToWait = ({ dueAt, wait }: Waiting): boolean => wait?.until.getTime() === dueAt.getTime()

/**
 * The token of a row, at the time at which somebody takes it up; null where it has none.
 *
 * One whose time passes while nobody looks is void: tokens of an outage must not be spent all at once. One that the row
 * kept while its channel rested is late anyway, and leaves as such.
 */
export function tokenOf(row: Waiting, at: Date): RateToken | null {
  const token = isMadeToWait(row) ? row.wait?.token : undefined

  return token === undefined || (token.at >= row.dueAt && isTokenLate(token, at)) ? null : token
}
