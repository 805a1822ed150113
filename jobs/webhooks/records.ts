import type { ObjectId } from 'mongodb'

import type { CollectionIndexes } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import type { OutgoingEvent } from '../../src/domain/outgoingEvents.ts'

export const WEBHOOK_DELIVERIES = 'webhook_deliveries'

/** One event for one subscriber; its id is also the `webhook-id` and stays through all attempts. */
export interface WebhookDelivery {
  _id: string
  attempts: number
  /** Frozen when the event happened, so that every attempt says the same. */
  body: string
  createdAt: Date
  deliveredAt: Date | null
  event: OutgoingEvent
  /** What the last attempt met: `HTTP_500`, `OUTBOUND_UNREACHABLE` …; never an address. */
  lastError: string | null
  leaseUntil: Date | null
  nextAt: Date
  publication: string
  /** `dead`: attempts are used up or the receiver is gone; a person may start it again. */
  state: 'dead' | 'delivered' | 'pending'
  token: string | null
  webhook: ObjectId
}

export const WEBHOOK_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: WEBHOOK_DELIVERIES,
    indexes: [
      { key: { nextAt: 1 }, name: 'due', partialFilterExpression: { state: 'pending' } },
      { key: { webhook: 1, createdAt: -1 }, name: 'newest_of_webhook' },
      { expireAfterSeconds: (30 * DAY) / SECOND, key: { createdAt: 1 }, name: 'forget_after_30_days' },
    ],
  },
]
