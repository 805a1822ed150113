import { type Db, ObjectId } from 'mongodb'

import { WEBHOOK_DELIVERIES, type WebhookDelivery } from './records.ts'

/** One delivery as people see it: without its body and without who holds it. */
export type DeliveryEntry = Omit<WebhookDelivery, '_id' | 'body' | 'leaseUntil' | 'token' | 'webhook'> & { id: string }

export interface ListDeliveriesArgs {
  db: Db
  limit: number
  state: WebhookDelivery['state'] | null
  webhookId: string
}

/** The newest deliveries of one webhook. */
export async function listDeliveries({ db, limit, state, webhookId }: ListDeliveriesArgs): Promise<DeliveryEntry[]> {
  const rows = await db
    .collection<WebhookDelivery>(WEBHOOK_DELIVERIES)
    .find(
      { webhook: new ObjectId(webhookId), ...(state !== null && { state }) },
      { projection: { body: 0, leaseUntil: 0, token: 0, webhook: 0 } },
    )
    .sort({ createdAt: -1 })
    .limit(limit)
    .toArray()

  return rows.map(({ _id, ...rest }) => ({ id: _id, ...rest }))
}

/** Starts a dead delivery again, with all its attempts; false when it is not there or not dead. */
export async function restartDelivery({
  db,
  id,
  webhookId,
}: {
  db: Db
  id: string
  webhookId: string
}): Promise<boolean> {
  const { modifiedCount } = await db
    .collection<WebhookDelivery>(WEBHOOK_DELIVERIES)
    .updateOne({ _id: id, state: 'dead', webhook: new ObjectId(webhookId) }, [
      { $set: { attempts: 0, nextAt: '$$NOW', state: 'pending' } },
    ])

  return modifiedCount > 0
}
