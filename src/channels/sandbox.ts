import type {
  ChannelAccount,
  ChannelAdapter,
  ChannelKind,
  ChannelManifest,
  Receipt,
  SafeFetch,
} from '../domain/channelAdapter.ts'
import { DEFAULT_LOCALE, LOCALES } from '../domain/content.ts'
import { badAnswer } from './api/createApi.ts'
import { findLimitBreaches } from './findLimitBreaches.ts'
import { readRendered } from './readRendered.ts'
import { renderPost } from './renderPost.ts'
import { request } from './request.ts'
import { isRecord, textOf } from './richText/richTextNode.ts'

const manifest: ChannelManifest = {
  checkedOn: '2026-11-22',
  credentials: [],
  deduplication: 'native-key',
  kind: 'sandbox',
  label: { en: 'Sandbox', zh: '沙盒' },
  limits: { images: 18, text: { max: 20_000, unit: 'grapheme' }, title: { max: 200, unit: 'half-width' } },
  liveCheck: {
    impossible: {
      en: 'It is a part of this installation and needs no account.',
      zh: '沙盒是本系统的一部分，无需账号。',
    },
  },
  mode: 'api',
  settings: [],
}

export interface SandboxOptions {
  account: Pick<ChannelAccount, 'kind' | 'name' | 'slug'>
  clock?: () => Date
  fetch: SafeFetch
  /** Proves to the sandbox that this installation calls. */
  token: string
  /** Where the sandbox is, such as `http://127.0.0.1:3000/sandbox`. */
  url: string
}

/**
 * Posts to the stand-in platform that Drumbeat brings along; an account is a phone on its pages.
 *
 * It behaves as a good platform does: an `Idempotency-Key` makes a repeated post the same post, and what was taken
 * can be looked up by that key.
 */
export function createSandboxChannel(options: SandboxOptions): ChannelAdapter {
  const { account, clock = () => new Date(), fetch, token } = options
  const posts = `${options.url.replace(/\/+$/, '')}/api/accounts/${encodeURIComponent(account.slug)}/posts`
  const authorization = `Bearer ${token}`
  const isMissing = (status: number): boolean => status === 404

  return {
    async commit({ content, publicationId, signal }) {
      const { media, text, title, topics } = renderPost({
        locale: LOCALES.find((locale) => locale === content.rendered['locale']) ?? DEFAULT_LOCALE,
        post: content.post,
        publicUrl: '',
        variant: content.variant,
      })
      const body = JSON.stringify({
        account: { kind: account.kind, name: account.name },
        firstComment: content.variant?.firstComment ?? null,
        media,
        rendered: content.rendered,
        text,
        title,
        topics,
      })
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': publicationId }

      return {
        ...(await readReceipt(
          await request({ clock, fetch, init: { body, headers, method: 'POST', signal }, url: posts }),
        )),
        state: 'published',
      }
    },
    manifest,
    async reconcile({ publicationId, signal }) {
      const response = await request({
        clock,
        fetch,
        init: { headers: { authorization }, method: 'GET', signal },
        isAnswer: isMissing,
        url: `${posts}/${encodeURIComponent(publicationId)}`,
      })

      return isMissing(response.status) ? { state: 'absent' } : { ...(await readReceipt(response)), state: 'published' }
    },
    render: ({ locale, post, variant }) => ({ ...renderPost({ locale, post, publicUrl: '', variant }) }),
    validate: ({ content, limits }) => findLimitBreaches({ ...readRendered(content.rendered), limits }),
    async withdraw({ publicationId, signal }) {
      await request({
        clock,
        fetch,
        init: { headers: { authorization }, method: 'DELETE', signal },
        isAnswer: isMissing,
        url: `${posts}/${encodeURIComponent(publicationId)}`,
      })
    },
  }
}

/** The `sandbox` kind; it brings its own `fetch`, which alone may reach the sandbox at a private address. */
export const createSandboxKind = (options: Pick<SandboxOptions, 'fetch' | 'token' | 'url'>): ChannelKind => ({
  create: ({ account }) => createSandboxChannel({ ...options, account }),
  manifest,
})

async function readReceipt(response: Response): Promise<Receipt> {
  const answer = (await response.json().catch(() => null)) as unknown
  const remoteId = isRecord(answer) ? textOf(answer['id']) : ''

  if (!isRecord(answer) || remoteId === '') {
    throw badAnswer('Sandbox')
  }

  const [publishedAt, url] = [textOf(answer['receivedAt']), textOf(answer['url'])]

  return { remoteId, ...(publishedAt !== '' && { publishedAt }), ...(url !== '' && { url }) }
}
