import { randomUUID } from 'node:crypto'

import type { Db } from 'mongodb'

import { MINUTE } from '../../src/domain/duration.ts'
import { WEBHOOK_DELIVERIES, type WebhookDelivery } from './records.ts'

/** Longer than any attempt may take; a worker that died leaves its deliveries to others after so long. */
const LEASE_MS = 2 * MINUTE

/** Takes the delivery that has waited longest, by the database's clock; null when none is due. */
export const claimDelivery = (db: Db): Promise<WebhookDelivery | null> =>
  db.collection<WebhookDelivery>(WEBHOOK_DELIVERIES).findOneAndUpdate(
    {
      $expr: {
        $and: [{ $lte: ['$nextAt', '$$NOW'] }, { $lt: [{ $ifNull: ['$leaseUntil', new Date(0)] }, '$$NOW'] }],
      },
      state: 'pending',
    },
    [
      {
        $set: {
          attempts: { $add: ['$attempts', 1] },
          leaseUntil: { $add: ['$$NOW', LEASE_MS] },
          token: randomUUID(),
        },
      },
    ],
    { returnDocument: 'after', sort: { nextAt: 1 } },
  )
