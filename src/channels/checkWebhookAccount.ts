import { Webhook } from 'standardwebhooks'

import type { CheckAccount } from '../domain/channelAdapter.ts'
import { reason } from '../domain/reasons/reason.ts'
import { textOf } from './richText/richTextNode.ts'

/** Says what is wrong with a webhook's `settings.url` and `credentials.secret`; never quotes the secret. */
export const checkWebhookAccount: CheckAccount = ({ credentials, settings }) => {
  const url = textOf(settings['url'])

  return [
    ...(isWebAddress(url) ? [] : [reason('BAD_URL', { path: 'settings.url' })]),
    ...(isSigningSecret(credentials['secret']) ? [] : [reason('BAD_SECRET', { path: 'credentials.secret' })]),
  ]
}

/** Whether a text is an http(s) address without a user name in it. */
export function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null

  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
}

/** Whether a text can sign by Standard Webhooks. */
export function isSigningSecret(text: string | undefined): boolean {
  try {
    return text?.startsWith('whsec_') === true && new Webhook(text) instanceof Webhook
  } catch {
    return false
  }
}
