import type { Webhook } from 'standardwebhooks'

export interface SignWebhookArgs {
  body: string
  id: string
  now: Date
  webhook: Webhook
}

/** The three headers of Standard Webhooks for one delivery. */
export const signWebhook = ({ body, id, now, webhook }: SignWebhookArgs): Record<string, string> => ({
  'webhook-id': id,
  'webhook-signature': webhook.sign(id, now, body),
  'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
})
