import type {
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  CommitResult,
  Finding,
  Handles,
} from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { countText } from '../../domain/textLength.ts'
import { readMedia } from '../api/readMedia.ts'
import { reviewRejected } from '../api/reviewRejected.ts'
import { textsIn, wanted } from '../api/wanted.ts'
import { findLimitBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { textOf } from '../richText/richTextNode.ts'
import { findAccessEnd } from '../tokens/findAccessEnd.ts'
import { NAME, openBilibili } from './callBilibili.ts'
import { DEFAULT_PASSED_STATES, DEFAULT_REJECTED_STATES, manifest, MIN_IMAGES, MIN_TEXT } from './manifest.ts'
import { type BilibiliArticle, fillImages, renderArticle } from './renderArticle.ts'

const FIRST_POLL_MS = MINUTE
const NEXT_POLL_MS = 10 * MINUTE
const SCOPE = 'ATC_BASE'

/**
 * Publishes articles (专栏) of one Bilibili account: settings.clientId and category, credentials.appSecret and refreshToken.
 *
 * `prepare` uploads the pictures, `commit` submits the article, which is only accepted then; `poll` tells what the review said. The open
 * interface has no drafts and no key: an unknown outcome is a person's to settle.
 */
export function createBilibiliChannel(options: ChannelOptions): ChannelAdapter {
  const { account, files, publicUrl } = options
  const { settings } = account
  const { call, keeper } = openBilibili(options)
  const limits = { ...manifest.limits, ...account.limits }
  const states = (name: string, standard: string) => (textOf(settings[name]) || standard).split(',')

  const upload = async (id: string, signal: AbortSignal): Promise<string> => {
    const asked = { maxBytes: limits.imageBytes ?? Infinity, media: { id }, preset: 'bilibili-cover', signal }
    const read = await readMedia(files, [asked])
    const form = new FormData()

    read.forEach(({ bytes, fileName, mimeType }) => form.set('file', new Blob([bytes], { type: mimeType }), fileName))

    return wanted(NAME, (await call({ form, path: '/article/upload/image', signal }))['url'])
  }

  return {
    async checkLive({ signal }) {
      const data = await call({ path: '/user/account/scopes', signal })
      const scopes = Array.isArray(data['scopes']) ? data['scopes'] : []

      return {
        accountName: textOf(data['openid']),
        findings: scopes.includes(SCOPE)
          ? []
          : [
              {
                ...reason('PERMISSION_MISSING', { values: { channel: NAME, permission: SCOPE } }),
                severity: 'error' as const,
              },
            ],
        ...(await findAccessEnd(keeper, signal)),
      }
    },
    async commit({ content, handles, signal }) {
      const article = content.rendered as unknown as BilibiliArticle
      const images = textsIn(handles['images'])
      const data = await call({
        json: {
          category: Number(textOf(settings['category'])),
          content: fillImages(article.content, (id) => images[id] ?? ''),
          original: settings['original'] === true ? 1 : 0,
          summary: article.summary,
          template_id: Number(textOf(settings['templateId']) || '5'),
          title: article.title,
          ...(article.coverId !== null && { image_urls: images[article.coverId] ?? '' }),
          ...(article.tags.length > 0 && { tags: article.tags.join(',') }),
        },
        path: '/article/add',
        signal,
      })

      return { pollInMs: FIRST_POLL_MS, remoteId: wanted(NAME, data['id']), state: 'pending' }
    },
    manifest,
    async poll({ remoteId, signal }): Promise<CommitResult> {
      const data = await call({ path: `/article/detail?${new URLSearchParams({ id: remoteId })}`, signal })
      const state = textOf(data['state'])

      if (states('rejectedStates', DEFAULT_REJECTED_STATES).includes(state)) {
        throw reviewRejected(NAME, `state ${state}`)
      }

      return states('passedStates', DEFAULT_PASSED_STATES).includes(state)
        ? { remoteId, state: 'published', url: `https://www.bilibili.com/read/cv${remoteId}` }
        : { pollInMs: NEXT_POLL_MS, remoteId, state: 'pending' }
    },
    async prepare({ content, handles, keep, signal }): Promise<Handles> {
      let images = textsIn(handles['images'])

      for (const id of (content.rendered as unknown as BilibiliArticle).images) {
        if (images[id] === undefined) {
          images = { ...images, [id]: await upload(id, signal) }
          await keep({ images })
        }
      }

      return { images }
    },
    refresh: ({ signal }) => keeper.keepFresh(signal),
    render: ({ locale, post, variant }) => ({ ...renderArticle({ locale, post, publicUrl, variant }) }),
    validate: ({ content, limits: effective }) => [
      ...findLimitBreaches({ ...readRendered(content.rendered), limits: effective }),
      ...findTooShort(content.rendered as unknown as BilibiliArticle),
    ],
  }
}

/** The `bilibili` kind. */
export const bilibiliKind: ChannelKind = {
  create: createBilibiliChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { appSecret: token, refreshToken: token },
    settings: {
      baseUrl: url,
      category: textOf(settings['category']) || '1',
      clientId: textOf(settings['clientId']) || 'rehearsal',
      passedStates: DEFAULT_PASSED_STATES,
      rejectedStates: DEFAULT_REJECTED_STATES,
      tokenUrl: `${url}/x/account-oauth2/v1/refresh_token`,
    },
  }),
}

/** The pages say so of articles; whether the interface refuses shorter ones they do not. */
function findTooShort({ images, text }: BilibiliArticle): Finding[] {
  const count = countText(text, 'grapheme')
  const values = { channel: NAME, count, images: MIN_IMAGES, min: MIN_TEXT }

  return count >= MIN_TEXT || images.length >= MIN_IMAGES
    ? []
    : [{ ...reason('ARTICLE_TOO_SHORT', { path: 'text', values }), severity: 'warning' }]
}
