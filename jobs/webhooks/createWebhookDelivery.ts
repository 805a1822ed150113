import { SECOND } from '../../src/domain/duration.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { SettleObserver } from '../following/createFollowUp.ts'
import { oneAtATime } from '../oneAtATime.ts'
import { deliverWebhooks, type DeliverWebhooksArgs } from './deliverWebhooks.ts'
import { queueDeliveries } from './queueDeliveries.ts'

export interface WebhookDelivering {
  job: PeriodicJob
  observer: SettleObserver
}

/**
 * Tells the outside of outcomes: the observer queues a delivery per subscriber, durably, and sends at once; the
 * periodic job sends again what failed, and what a crash left behind.
 */
export function createWebhookDelivery(args: DeliverWebhooksArgs): WebhookDelivering {
  const run = oneAtATime(() => deliverWebhooks(args))

  return {
    job: { name: 'deliver-webhooks', everyMs: 5 * SECOND, run },
    observer: {
      name: 'webhooks',
      async settled(rows) {
        if ((await queueDeliveries({ db: args.db, rows })) > 0) {
          // Not waited for: a slow receiver must not hold up what else follows an outcome.
          run().catch((error: unknown) => args.log.warn({ err: error }, 'webhooks wait for the next round'))
        }
      },
    },
  }
}
