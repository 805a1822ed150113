import { Webhook } from 'standardwebhooks'

import type {
  ChannelAccount,
  ChannelAdapter,
  ChannelKind,
  ChannelManifest,
  SafeFetch,
} from '../domain/channelAdapter.ts'
import type { ChannelContent } from '../domain/content.ts'
import { KIB } from '../domain/duration.ts'
import { ChannelError } from '../domain/errors.ts'
import { checkWebhookAccount } from './checkWebhookAccount.ts'
import { findLimitBreaches, findOversize } from './findLimitBreaches.ts'
import { readRendered } from './readRendered.ts'
import { renderPost } from './renderPost.ts'
import { request } from './request.ts'
import { textOf } from './richText/richTextNode.ts'
import { signWebhook } from './signWebhook.ts'
import { spokenError } from './spokenError.ts'

const manifest: ChannelManifest = {
  checkedOn: '2026-11-22',
  credentials: [
    {
      name: 'secret',
      help: {
        en: 'Shown by the receiving system, or made with openssl rand -base64 24 and given to it; whsec_ stands before it.',
        zh: '由接收方系统提供；也可用 openssl rand -base64 24 生成后告知接收方，前面加 whsec_。',
      },
      label: { en: 'Signing secret', zh: '签名密钥' },
      required: true,
    },
  ],
  deduplication: 'native-key',
  kind: 'webhook',
  label: { en: 'Webhook', zh: 'Webhook 推送' },
  limits: { bodyBytes: 256 * KIB },
  liveCheck: {
    impossible: {
      en: 'Every request to the receiving system is a post; Standard Webhooks has none that only asks.',
      zh: '发往接收方的每个请求都是一次推送；Standard Webhooks 没有仅用于探测的请求。',
    },
  },
  mode: 'api',
  settings: [
    {
      name: 'url',
      type: 'url',
      help: { en: 'Where the receiving system takes posts.', zh: '接收方系统接收推送的地址。' },
      label: { en: 'Address', zh: '推送地址' },
      required: true,
    },
  ],
}

export interface WebhookOptions {
  account: Pick<ChannelAccount, 'credentials' | 'limits' | 'settings'>
  clock?: () => Date
  fetch: SafeFetch
  /** Put before the paths of our own files, so that the receiver can fetch them. */
  publicUrl: string
}

/**
 * Posts each publication as signed JSON to one URL (Standard Webhooks, https://www.standardwebhooks.com).
 *
 * `webhook-id` is the publication's id, so a receiver that keeps ids takes a repeated delivery for what it is.
 * Withdrawing tells the receiver by a `post.withdrawn` event; to unpublish is its own doing.
 */
export function createWebhookChannel({
  account,
  clock = () => new Date(),
  fetch,
  publicUrl,
}: WebhookOptions): ChannelAdapter {
  const url = textOf(account.settings['url'])
  const limits = { ...manifest.limits, ...account.limits }
  // Made at the first send: an adapter without credentials can still render and validate.
  let webhook: Webhook | undefined

  const post = async ({ data, id, signal, type }: PostArgs): Promise<void> => {
    const now = clock()
    const body = JSON.stringify({ data, timestamp: now.toISOString(), type })

    const [tooLarge] = findOversize(body, limits)

    if (tooLarge !== undefined) {
      const { code, message, values = {} } = tooLarge

      throw new ChannelError({
        channelCode: code,
        errorClass: 'invalid-payload',
        message,
        says: { code, values },
      })
    }

    webhook ??= openWebhook(account.credentials['secret'])

    const headers = { 'content-type': 'application/json', ...signWebhook({ body, id, now, webhook }) }

    await request({ clock, fetch, init: { body, headers, method: 'POST', signal }, url })
  }

  return {
    async commit({ content, publicationId, signal }) {
      await post({ data: dataOf(content, publicationId), id: publicationId, signal, type: 'post.published' })

      return { remoteId: publicationId, state: 'published' }
    },
    manifest,
    render: ({ locale, post: snapshot, variant }) => ({
      ...renderPost({ locale, post: snapshot, publicUrl, variant }),
    }),
    validate: ({ content, limits: effective }) => [
      ...findLimitBreaches({ ...readRendered(content.rendered), limits: effective }),
      ...findOversize(ENVELOPE + JSON.stringify(content.rendered), effective),
    ],
    withdraw: ({ publicationId, receipt, signal }) =>
      post({
        data: { publication: publicationId, remoteId: receipt.remoteId },
        id: `${publicationId}.withdrawn`,
        signal,
        type: 'post.withdrawn',
      }),
  }
}

/** The `webhook` kind: settings.url, credentials.secret (`whsec_…`). */
export const webhookKind: ChannelKind = { checkAccount: checkWebhookAccount, create: createWebhookChannel, manifest }

interface PostArgs {
  data: Record<string, unknown>
  id: string
  signal: AbortSignal
  type: 'post.published' | 'post.withdrawn'
}

const dataOf = ({ rendered }: ChannelContent, publicationId: string): Record<string, unknown> => ({
  publication: publicationId,
  ...rendered,
})

/** Stands for what a delivery carries beside the content, which is of constant length. */
const ENVELOPE = JSON.stringify({
  data: { publication: '0'.repeat(64) },
  timestamp: '2026-01-01T00:00:00.000Z',
  type: 'post.published',
})

function openWebhook(secret: string | undefined): Webhook {
  try {
    return new Webhook(secret ?? '')
  } catch {
    // The library's error may quote the secret.
    throw spokenError({ channelCode: 'BAD_SECRET', errorClass: 'reauth-user', says: 'BAD_SECRET' })
  }
}
