import type { Db } from 'mongodb'
import { Webhook } from 'standardwebhooks'

import { request } from '../../src/channels/request.ts'
import { signWebhook } from '../../src/channels/signWebhook.ts'
import type { SafeFetch } from '../../src/domain/channelAdapter.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { WEBHOOKS } from '../../src/domain/slugs.ts'
import type { WebhookDelivery } from './records.ts'

export interface DeliverArgs {
  db: Db
  delivery: WebhookDelivery
  fetch: SafeFetch
  secrets: Pick<SecretBox, 'open'>
}

const TIMEOUT_MS = 30 * SECOND

/** Makes one attempt: signs and posts; throws a `ChannelError` when the receiver did not take it. */
export async function deliver({ db, delivery, fetch, secrets }: DeliverArgs): Promise<void> {
  const subscriber = await db.collection(WEBHOOKS).findOne({ _id: delivery.webhook })

  if (subscriber === null || subscriber['enabled'] === false || subscriber['deletedAt']) {
    throw new ChannelError({
      channelCode: 'SWITCHED_OFF',
      errorClass: 'disconnect',
      message: 'The webhook was removed or switched off.',
    })
  }

  const now = new Date()
  const webhook = openWebhook(String(subscriber['secret'] ?? ''), secrets)
  const { _id: id, body } = delivery

  await request({
    clock: () => new Date(),
    fetch,
    init: {
      body,
      headers: { 'content-type': 'application/json', ...signWebhook({ body, id, now, webhook }) },
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    },
    url: String(subscriber['url']),
  })
}

/** A secret is sealed in the database; one that was written before sealing began is taken as it is. */
function openWebhook(secret: string, secrets: Pick<SecretBox, 'open'>): Webhook {
  try {
    return new Webhook(secret.startsWith('whsec_') ? secret : secrets.open(secret))
  } catch {
    // The library's error may quote the secret.
    throw new ChannelError({
      channelCode: 'BAD_SECRET',
      errorClass: 'reauth-user',
      message: 'The signing secret cannot be opened; enter it again.',
    })
  }
}
