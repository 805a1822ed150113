import { createHash } from 'node:crypto'

export interface OccurrenceKey {
  channelId: string
  occurrenceAt: Date
  postId: string
  scheduleId: string
}

/**
 * Names the one ledger row of a post on a channel at an occurrence: 32 hex digits.
 *
 * Derived, never drawn, so that arming twice finds the same row, and so that the id can be the
 * idempotency key of every send.
 */
export function publicationId({ channelId, occurrenceAt, postId, scheduleId }: OccurrenceKey): string {
  const key = [postId, channelId, scheduleId, occurrenceAt.toISOString()].join(':')

  return createHash('sha256').update(key).digest('hex').slice(0, 32)
}
