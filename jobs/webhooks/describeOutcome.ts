import { createHash } from 'node:crypto'

import { DEFAULT_LOCALE } from '../../src/domain/content.ts'
import { eventsOf, type OutgoingEvent } from '../../src/domain/outgoingEvents.ts'
import type { StoredRow } from '../ledger/rows.ts'

/** An outcome as the outside hears of it. */
export interface OutgoingMessage {
  body: string
  event: OutgoingEvent
  publication: string
}

/**
 * Puts an outcome into words; nothing when it is none.
 *
 * The same outcome gives the same bytes: `timestamp` is when it came about, not when it is told.
 */
export function describeOutcome(row: StoredRow): OutgoingMessage[] {
  const { post } = row.content
  const data = {
    attempts: row.attempts,
    campaign: row.campaign?.toString() ?? null,
    channel: row.channel.toString(),
    dueAt: row.dueAt,
    error: row.error ?? null,
    post: {
      id: row.post.toString(),
      kind: post.kind,
      slug: post.slug,
      title: post.locales[DEFAULT_LOCALE]?.title ?? '',
    },
    publication: row._id,
    receipt: row.receipt ?? null,
    rehearsal: row.rehearsal,
    schedule: row.schedule.toString(),
    state: row.state,
  }

  return eventsOf(row).map((event) => ({
    body: JSON.stringify({ data, timestamp: row.updatedAt, type: event }),
    event,
    publication: row._id,
  }))
}

/**
 * The id of one outcome for one subscriber.
 *
 * A publication is published and withdrawn once; it may fail again after a person retried it, so the fence of the
 * attempt tells failures apart while the same failure, told twice, stays one.
 */
export function deliveryIdOf({
  event,
  row,
  webhook,
}: {
  event: OutgoingEvent
  row: StoredRow
  webhook: string
}): string {
  const occasion = event === 'post.published' || event === 'post.withdrawn' ? '' : String(row.fence)

  return `msg_${createHash('sha256').update([event, row._id, webhook, occasion].join(':')).digest('hex').slice(0, 32)}`
}
