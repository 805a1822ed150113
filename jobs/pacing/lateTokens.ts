import type { ObjectId } from 'mongodb'

import { type LocalBucket, refill, type TokenRate } from '../../src/domain/channelPace.ts'

export interface DrawArgs {
  channel: ObjectId
  /** True where a token among them came a while ago. */
  isLate: boolean
  rate: TokenRate
  want: number
}

/**
 * Keeps late tokens from being spent all at once.
 *
 * A row that waits in its lane, for a permit or a slot, keeps its token, and so its place; behind a send that hung, many do.
 * They are let out at the channel's rate, as far as this worker sees it.
 */
export interface LateTokens {
  /** How many may pass now: all where no token is late. */
  draw(args: DrawArgs): number
  /** Not spent after all. */
  giveBack(channel: ObjectId, count: number): void
}

export function createLateTokens(): LateTokens {
  const buckets = new Map<string, LocalBucket>()

  return {
    draw({ channel, isLate, rate, want }) {
      const key = channel.toHexString()
      const nowMs = performance.now()
      const bucket = refill(buckets.get(key) ?? { atMs: nowMs, tokens: Infinity }, rate, nowMs)
      const count = isLate ? Math.min(want, Math.max(0, Math.floor(bucket.tokens))) : want

      buckets.set(key, { ...bucket, tokens: bucket.tokens - count })

      return count
    },
    giveBack(channel, count) {
      const bucket = buckets.get(channel.toHexString())

      if (bucket !== undefined) {
        bucket.tokens += count
      }
    },
  }
}
