import type { Db } from 'mongodb'

import type { SafeFetch } from '../../src/domain/channelAdapter.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { WEBHOOKS } from '../../src/domain/slugs.ts'
import { decideRedelivery } from '../../src/domain/webhookBackoff.ts'
import type { Log } from '../log.ts'
import { claimDelivery } from './claimDelivery.ts'
import { deliver } from './deliver.ts'
import { WEBHOOK_DELIVERIES, type WebhookDelivery } from './records.ts'

export interface DeliverWebhooksArgs {
  db: Db
  fetch: SafeFetch
  log: Log
  random?: () => number
  secrets: Pick<SecretBox, 'open'>
}

const CONCURRENCY = 8

/**
 * Makes one attempt at every delivery that is due, until none is.
 *
 * A delivery is claimed before it is sent, so two workers never send one at once; a worker that dies in between
 * costs the receiver a repetition under the same `webhook-id`.
 */
export async function deliverWebhooks(args: DeliverWebhooksArgs): Promise<void> {
  await Promise.all(Array.from({ length: CONCURRENCY }, () => deliverUntilNoneIsDue(args)))
}

async function deliverUntilNoneIsDue(args: DeliverWebhooksArgs): Promise<void> {
  for (let delivery = await claimDelivery(args.db); delivery !== null; delivery = await claimDelivery(args.db)) {
    const failure = await attempt({ ...args, delivery })

    await (failure === null ? markDelivered(args.db, delivery) : markFailed({ ...args, delivery, failure }))
  }
}

const attempt = (args: DeliverWebhooksArgs & { delivery: WebhookDelivery }): Promise<ChannelError | null> =>
  deliver(args).then(
    () => null,
    (error: unknown) => {
      if (error instanceof ChannelError) {
        return error
      }

      throw error
    },
  )

async function markDelivered(db: Db, delivery: WebhookDelivery): Promise<void> {
  await settle(db, delivery, [
    { $set: { deliveredAt: '$$NOW', lastError: null, leaseUntil: null, state: 'delivered', token: null } },
  ])
}

interface MarkFailedArgs extends DeliverWebhooksArgs {
  delivery: WebhookDelivery
  failure: ChannelError
}

async function markFailed({ db, delivery, failure, log, random = Math.random }: MarkFailedArgs): Promise<void> {
  const { channelCode = failure.errorClass, retryAfterMs } = failure
  const isGone = channelCode === 'HTTP_410'
  const decision = decideRedelivery({
    attempts: delivery.attempts,
    isGone: isGone || channelCode === 'SWITCHED_OFF',
    random: random(),
    retryAfterMs,
  })
  const common = { lastError: channelCode, leaseUntil: null, token: null }

  if (decision.action === 'wait') {
    await settle(db, delivery, [{ $set: { ...common, nextAt: { $add: ['$$NOW', decision.waitMs] } } }])
    return
  }

  log.warn({ delivery: delivery._id, error: channelCode, webhook: delivery.webhook }, 'a webhook delivery is given up')
  await settle(db, delivery, [{ $set: { ...common, state: 'dead' } }])

  if (isGone) {
    // Standard Webhooks: 410 asks never to be called again.
    await db.collection(WEBHOOKS).updateOne({ _id: delivery.webhook }, { $set: { enabled: false } })
  }
}

/** Only who holds the claim may say how it ended. */
async function settle(db: Db, { _id, token }: WebhookDelivery, update: object[]): Promise<void> {
  await db.collection<WebhookDelivery>(WEBHOOK_DELIVERIES).updateOne({ _id, token }, update)
}
