import type { Db, ObjectId } from 'mongodb'

import {
  isTokenLate,
  isTokenOf,
  lateRateOf,
  planTokenSlots,
  tokenOf,
  type TokenRate,
  type TokenSlot,
} from '../../src/domain/channelPace.ts'
import type { RateToken } from '../../src/domain/publication.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import type { OpenChannel } from '../sending/channelCache.ts'
import type { ServerClock } from '../serverClock.ts'
import { bookTokens, giveLateBack, takeLate } from './bucket.ts'
import { channelOf } from './channelOf.ts'
import { limitsOf } from './limitsOf.ts'
import type { PushedRow } from './pushBack.ts'

/** The tokens of rows whose channel has a rate, or that are overdue and go at the pace of catching up. */
export interface Tokens {
  /** Gives every row the instant of its token, in the order in which the rows were due. */
  book(channel: OpenChannel, claims: readonly Claim[]): Promise<{ passed: Claim[]; pushed: PushedRow[] }>
  find(channel: OpenChannel, claim: Claim): RateToken | null
  /** So many of those drawn were not used after all. */
  giveBack(channel: ObjectId, count: number): Promise<void>
  /**
   * Keeps late tokens from being spent all at once: behind a send that hung, or after a rest, there are many.
   *
   * Where one is late, all that the rate limits wait for their turn with it, so that none overtakes it. What nothing limits goes.
   */
  takeLate(channel: OpenChannel, claims: readonly Claim[]): Promise<{ drawn: Set<Claim>; ready: Claim[] }>
}

export interface TokensDependencies {
  catchUpPerSecond: number
  clock: Pick<ServerClock, 'now'>
  db: Db
  isCatchingUp: (claim: Claim) => boolean
  log: Log
}

/** A token that comes within so many milliseconds is not worth a write. */
const SOON_MS = 20

export function createTokens({ catchUpPerSecond, clock, db, isCatchingUp, log }: TokensDependencies): Tokens {
  const catchUpRate: TokenRate = { burst: Math.ceil(catchUpPerSecond), perSecond: catchUpPerSecond }

  const rateOf = (channel: OpenChannel): TokenRate => limitsOf(channel).rate ?? catchUpRate

  const isLimited = (channel: OpenChannel, claim: Claim): boolean =>
    limitsOf(channel).rate !== null || isCatchingUp(claim)

  /** By when it was claimed: a row must not lose its place because it waits in its lane for a permit or a slot. */
  const find: Tokens['find'] = (channel, claim) => {
    const token = claim.rateToken ?? tokenOf(claim.row, claimedAt(claim, clock))

    return token !== null && isTokenOf(token, rateOf(channel)) ? token : null
  }

  return {
    async book(channel, claims) {
      const asking = claims.filter((claim) => isLimited(channel, claim) && find(channel, claim) === null)

      if (asking.length === 0) {
        return { passed: [...claims], pushed: [] }
      }

      const isRated = limitsOf(channel).rate !== null
      const rate = rateOf(channel)
      const booking = await bookTokens({
        bucket: isRated ? 'bucket' : 'catchUp',
        channel: channelOf(asking),
        count: asking.length,
        db,
        rate,
      })
      const slots = planTokenSlots(booking, asking.length, rate.perSecond)
      const soonMs = booking.at.getTime() + SOON_MS
      const later = new Map<Claim, TokenSlot>()

      asking.forEach((claim, index) => {
        const slot = slots[index] as TokenSlot
        const dueMs = claim.row.dueAt.getTime()

        if (slot.token === null || slot.at.getTime() > Math.max(soonMs, dueMs)) {
          later.set(claim, slot)
        } else {
          claim.rateToken = { ...slot.token, at: new Date(Math.max(slot.at.getTime(), dueMs)) }
        }
      })

      return {
        passed: claims.filter((claim) => !later.has(claim)),
        pushed: [...later].map(([claim, slot]): PushedRow => ({
          ...slot,
          claim,
          why: { cause: null, code: isRated ? 'CHANNEL_RATE' : 'CATCHING_UP' },
        })),
      }
    },
    find,
    async giveBack(channel, count) {
      if (count > 0) {
        await giveLateBack({ channel, count, db }).catch((error: unknown) =>
          log.warn({ channel, err: error }, 'late tokens could not be given back; others come'),
        )
      }
    },
    async takeLate(channel, claims) {
      const limited = claims.filter((claim) => isLimited(channel, claim))
      const isLate = (claim: Claim): boolean => {
        const token = find(channel, claim)

        return token !== null && isTokenLate(token, clock.now())
      }

      if (!limited.some(isLate)) {
        return { drawn: new Set<Claim>(), ready: [...claims] }
      }

      const rate = lateRateOf(rateOf(channel))
      const count = await takeLate({ channel: channelOf(limited), count: limited.length, db, rate })
      const kept = new Set(limited.slice(count))

      return { drawn: new Set(limited.slice(0, count)), ready: claims.filter((claim) => !kept.has(claim)) }
    },
  }
}

const claimedAt = ({ since }: Claim, clock: TokensDependencies['clock']): Date =>
  new Date(clock.now().getTime() - (performance.now() - since.steadyMs))
