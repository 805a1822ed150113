import { Webhook } from 'standardwebhooks'

import type { CheckAccount } from '../domain/channelAdapter.ts'
import { reason } from '../domain/reasons/reason.ts'

/** Says whether a webhook's `credentials.secret` can sign; never quotes it. */
export const checkWebhookAccount: CheckAccount = ({ credentials: { secret } }) =>
  secret === undefined || isSigningSecret(secret) ? [] : [reason('BAD_SECRET', { path: 'credentials.secret' })]

/** Whether a text can sign by Standard Webhooks. */
function isSigningSecret(text: string): boolean {
  try {
    return text.startsWith('whsec_') && new Webhook(text) instanceof Webhook
  } catch {
    return false
  }
}
