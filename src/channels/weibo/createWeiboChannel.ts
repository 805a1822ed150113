import type { ChannelAdapter, ChannelKind, ChannelOptions, Finding } from '../../domain/channelAdapter.ts'
import { SECOND } from '../../domain/duration.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { readMedia } from '../api/readMedia.ts'
import { findLimitBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { mediaOf } from '../renderedMedia.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { errors, readFailure } from './errors.ts'
import { DEFAULT_BASE_URL, manifest } from './manifest.ts'
import { hasSafeLink, hasTopic, renderStatus } from './renderStatus.ts'

const NAME = 'Weibo'

/**
 * Posts to one Weibo account by statuses/share: settings.safeDomain and rip, credentials.accessToken.
 *
 * Text with a link to a safe domain of the app, and one picture. Weibo knows no key, so an unknown outcome is a person's to settle; it
 * refuses a text that it has just seen.
 */
export function createWeiboChannel({ account, clock, fetch, files, publicUrl }: ChannelOptions): ChannelAdapter {
  const { settings } = account
  const accessToken = account.credentials['accessToken'] ?? ''
  const base = baseAddress(settings['baseUrl'], DEFAULT_BASE_URL)
  const limits = { ...manifest.limits, ...account.limits }
  const safeDomains = textOf(settings['safeDomain'])
    .toLowerCase()
    .split(/[,，\s]+/)
    .filter((domain) => domain !== '')
  const api = createApi({ clock, errors, fetch, name: NAME, readFailure, secrets: [accessToken] })

  return {
    async checkLive({ signal }) {
      const { body } = await api({
        body: new URLSearchParams({ access_token: accessToken }),
        signal,
        url: `${base}/oauth2/get_token_info`,
      })
      const seconds = Number(body['expire_in'])

      return {
        accountName: textOf(body['uid']),
        findings: [],
        ...(seconds > 0 && { expiresAt: new Date(clock().getTime() + seconds * SECOND).toISOString() }),
      }
    },
    async commit({ content, signal }) {
      const [picture] = await readMedia(
        files,
        mediaOf(content.rendered)
          .slice(0, 1)
          .map(({ id }) => ({ maxBytes: limits.imageBytes ?? Infinity, media: { id }, preset: 'weibo', signal })),
      )
      const fields = {
        access_token: accessToken,
        rip: textOf(settings['rip']),
        status: textOf(content.rendered['text']),
      }
      const { body } = await api({
        body: picture === undefined ? new URLSearchParams(fields) : formOf(fields, picture),
        signal,
        url: `${base}/2/statuses/share.json`,
      })
      const remoteId = textOf(body['idstr']) || textOf(body['mid'])

      if (remoteId === '') {
        throw badAnswer(NAME)
      }

      return { remoteId, state: 'published', ...addressOf(body, remoteId) }
    },
    manifest,
    render: ({ locale, post, variant }) => ({
      ...renderStatus({ link: textOf(settings['link']), locale, post, publicUrl, safeDomains, variant }),
    }),
    validate: ({ content, limits: effective }) => [
      ...findLimitBreaches({ ...readRendered(content.rendered), limits: effective }),
      ...findRefused(textOf(content.rendered['text']), safeDomains),
    ],
  }
}

/** The `weibo` kind. */
export const weiboKind: ChannelKind = {
  create: createWeiboChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { accessToken: token },
    settings: {
      baseUrl: url,
      // An account that nobody has connected yet rehearses with a domain and a link that are nobody's.
      ...(textOf(settings['safeDomain']) === '' && { link: 'https://brand.example/', safeDomain: 'brand.example' }),
      rip: textOf(settings['rip']) || '203.0.113.9',
    },
  }),
}

const findRefused = (text: string, safeDomains: readonly string[]): Finding[] => [
  ...(hasSafeLink(text, safeDomains)
    ? []
    : [
        {
          ...reason('SAFE_LINK_MISSING', { path: 'text', values: { channel: NAME, domains: safeDomains.join(', ') } }),
          severity: 'error' as const,
        },
      ]),
  ...(hasTopic(text)
    ? [{ ...reason('HASH_TOPIC_REFUSED', { path: 'text', values: { channel: NAME } }), severity: 'error' as const }]
    : []),
]

function formOf(
  fields: Record<string, string>,
  { bytes, fileName, mimeType }: { bytes: Uint8Array<ArrayBuffer>; fileName: string; mimeType: string },
): FormData {
  const form = new FormData()

  Object.entries(fields).forEach(([name, value]) => form.set(name, value))
  form.set('pic', new Blob([bytes], { type: mimeType }), fileName)

  return form
}

function addressOf(body: Record<string, unknown>, id: string): { url?: string } {
  const user = isRecord(body['user']) ? textOf(body['user']['idstr']) || textOf(body['user']['id']) : ''

  return user === '' ? {} : { url: `https://m.weibo.cn/status/${id}` }
}
