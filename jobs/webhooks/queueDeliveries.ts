import { type Db, MongoBulkWriteError, type ObjectId } from 'mongodb'

import { WEBHOOKS } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../ledger/rows.ts'
import { deliveryIdOf, describeOutcome, type OutgoingMessage } from './describeOutcome.ts'
import { WEBHOOK_DELIVERIES, type WebhookDelivery } from './records.ts'

interface Subscriber {
  _id: ObjectId
  channels?: ObjectId[]
  events: string[]
}

/** Writes down who must hear of these outcomes; safe to repeat, because a delivery's id follows from what it is. */
export async function queueDeliveries({ db, rows }: { db: Db; rows: readonly StoredRow[] }): Promise<number> {
  const told = rows.flatMap((row) => describeOutcome(row).map((message) => ({ message, row })))
  const subscribers = told.length === 0 ? [] : await findSubscribers(db)
  const deliveries = told.flatMap(({ message, row }) =>
    subscribers
      .filter((subscriber) => wants(subscriber, message, row))
      .map((subscriber) => newDelivery({ message, row, webhook: subscriber._id })),
  )

  if (deliveries.length > 0) {
    await insertNew(db, deliveries)
  }

  return deliveries.length
}

const findSubscribers = (db: Db): Promise<Subscriber[]> =>
  db
    .collection<Subscriber>(WEBHOOKS)
    .find({ deletedAt: null, enabled: true }, { projection: { channels: 1, events: 1 } })
    .toArray()

const wants = ({ channels = [], events }: Subscriber, { event }: OutgoingMessage, { channel }: StoredRow): boolean =>
  events.includes(event) && (channels.length === 0 || channels.some((id) => id.equals(channel)))

function newDelivery({
  message: { body, event, publication },
  row,
  webhook,
}: {
  message: OutgoingMessage
  row: StoredRow
  webhook: ObjectId
}): WebhookDelivery {
  const now = new Date()

  return {
    _id: deliveryIdOf({ event, row, webhook: webhook.toHexString() }),
    attempts: 0,
    body,
    createdAt: now,
    deliveredAt: null,
    event,
    lastError: null,
    leaseUntil: null,
    nextAt: now,
    publication,
    state: 'pending',
    token: null,
    webhook,
  }
}

async function insertNew(db: Db, deliveries: WebhookDelivery[]): Promise<void> {
  try {
    await db.collection<WebhookDelivery>(WEBHOOK_DELIVERIES).insertMany(deliveries, { ordered: false })
  } catch (error) {
    // Those that are there already were queued when the outcome was first told.
    if (!(error instanceof MongoBulkWriteError && [error.writeErrors].flat().every(({ code }) => code === 11_000))) {
      throw error
    }
  }
}
