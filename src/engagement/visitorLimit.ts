import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { SECOND } from '../domain/duration.ts'

/** How much one address may tell without a key. */
export interface VisitorLimit {
  /** Null when it may; else in how many seconds it may again. */
  consume(ip: string, events: number): Promise<number | null>
}

/** Generous, because a whole campus or carrier can share one address. */
const EVENTS_PER_MINUTE = 60_000

/** Counts in this process's memory, which costs no write; each web process has its own count. */
export function createVisitorLimit({ eventsPerMinute = EVENTS_PER_MINUTE } = {}): VisitorLimit {
  const limiter = new RateLimiterMemory({ duration: 60, points: eventsPerMinute })

  return {
    async consume(ip, events) {
      try {
        await limiter.consume(ip, events)

        return null
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) {
          return Math.max(1, Math.ceil(refusal.msBeforeNext / SECOND))
        }

        throw refusal
      }
    },
  }
}
