import type {
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  LookArgs,
  Receipt,
  ValidateArgs,
} from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { openedSince } from '../api/openedSince.ts'
import { unlessGone } from '../api/unlessGone.ts'
import { findBreaches } from '../findLimitBreaches.ts'
import { countTopics, readRendered } from '../readRendered.ts'
import { isImage, isShown } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { htmlToMarkdown } from '../richText/htmlToMarkdown.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { errors, isGone, readFailure } from './errors.ts'
import { manifest } from './manifest.ts'

const LOOK_AGAIN_MS = 10 * MINUTE

/**
 * Opens topics in one category of a NodeBB forum: settings.baseUrl and .categoryId, credentials.token.
 *
 * The forum takes no key of ours. What a lost answer left, or a moderator let through, is found among the newest topics of the category since
 * the send began, by the title and then by the very text that was sent. What waits in the queue (settings.postQueue) is seen by nobody but
 * moderators, so there nothing is called absent. Pictures are shown from our own address.
 */
export function createNodebbChannel({ account, clock, fetch, publicUrl }: ChannelOptions): ChannelAdapter {
  const token = account.credentials['token'] ?? ''
  const cid = Number(textOf(account.settings['categoryId']))
  const base = baseAddress(account.settings['baseUrl'])
  const headers = { authorization: `Bearer ${token}` }
  const isModerated = account.settings['postQueue'] === true
  const api = createApi({ clock, errors, fetch, name: 'NodeBB', readFailure, secrets: [token] })

  const read = async (path: string, signal: AbortSignal): Promise<Record<string, unknown>> =>
    (await api({ headers, signal, url: base + path })).body

  /** The Write API wraps what it answers. */
  const readWrapped = async (path: string, signal: AbortSignal) => recordIn(await read(path, signal), 'response')

  const receiptOf = (topic: Record<string, unknown>): Receipt => {
    const [remoteId, slug, publishedAt] = [textOf(topic['tid']), textOf(topic['slug']), textOf(topic['timestampISO'])]

    return { remoteId, url: `${base}/topic/${slug || remoteId}`, ...(publishedAt !== '' && { publishedAt }) }
  }

  const find = async ({ content: { rendered }, isTaken, signal }: LookArgs, since: Date) => {
    const { topics } = await read(`/api/category/${cid}?sort=recently_created`, signal)
    const candidates = (Array.isArray(topics) ? topics : [])
      .filter(isRecord)
      .filter((topic) => (textOf(topic['titleRaw']) || textOf(topic['title'])) === textOf(rendered['title']))

    for (const topic of openedSince(candidates, since, ({ timestamp }) => Number(timestamp))) {
      const { content } = await readWrapped(`/api/v3/posts/${textOf(topic['mainPid'])}/raw`, signal)

      if (textOf(content).trim() === textOf(rendered['text']).trim() && !(await isTaken?.(receiptOf(topic)))) {
        return receiptOf(topic)
      }
    }

    return null
  }

  const measure = ({ content, limits }: ValidateArgs): PartCount[] =>
    countParts({
      ...readRendered(content.rendered),
      limits,
      topics: countTopics(content.rendered),
    })

  return {
    async checkLive({ signal }) {
      const me = await read('/api/self', signal)
      const { privileges } = await read(`/api/category/${cid}`, signal)
      const mayPost = isRecord(privileges) && privileges['topics:create'] === true
      const missing = reason('PERMISSION_MISSING', { values: { channel: 'NodeBB', permission: 'topics:create' } })

      return {
        accountName: textOf(me['username']),
        findings: mayPost ? [] : [{ ...missing, severity: 'error' as const }],
      }
    },
    async commit({ content, publicationId, signal }) {
      const { text, title, topics } = content.rendered
      const { body } = await api({
        headers,
        json: { cid, content: text, tags: topics, title },
        signal,
        url: `${base}/api/v3/topics`,
      })
      const topic = recordIn(body, 'response')

      if (topic['queued'] === true) {
        return { pollInMs: LOOK_AGAIN_MS, remoteId: publicationId, state: 'pending' }
      }

      if (textOf(topic['tid']) === '') {
        throw badAnswer('NodeBB')
      }

      return { ...receiptOf(topic), state: 'published' }
    },
    manifest,
    masterText: ({ locale, post }) => renderPost({ form: htmlToMarkdown, locale, post, publicUrl, variant: null }).text,
    measure,
    async metrics({ receipt, signal }) {
      const topic = await readWrapped(`/api/v3/topics/${encodeURIComponent(receipt.remoteId)}`, signal)

      return [
        { isTotal: true, type: 'view', value: Number(topic['viewcount'] ?? 0) },
        { isTotal: true, type: 'like', value: Number(topic['upvotes'] ?? 0) },
        { isTotal: true, type: 'comment', value: Math.max(0, Number(topic['postcount'] ?? 1) - 1) },
      ]
    },
    async poll({ remoteId, startedAt, ...asked }) {
      const found = await find(asked, startedAt)

      return found === null ? { pollInMs: LOOK_AGAIN_MS, remoteId, state: 'pending' } : { ...found, state: 'published' }
    },
    async reconcile({ startedAt, ...asked }) {
      const found = startedAt === null ? null : await find(asked, startedAt)

      if (found !== null) {
        return { ...found, state: 'published' }
      }

      return { state: startedAt === null || isModerated ? 'unknown' : 'absent' }
    },
    render({ locale, post, variant }) {
      const { media, title, topics, ...rendered } = renderPost({
        form: htmlToMarkdown,
        locale,
        post,
        publicUrl,
        variant,
      })
      const pictures = media.filter(isImage).map(({ alt, url }) => `![${alt.replace(/[[\]\n]/g, ' ')}](${url})`)
      const text = [rendered.text, ...pictures].filter((part) => part !== '').join('\n\n')

      return { media: media.filter(isShown), text, title, topics }
    },
    validate: (args) => findBreaches(measure(args)),
    async withdraw({ receipt, signal }) {
      const url = `${base}/api/v3/topics/${encodeURIComponent(receipt.remoteId)}/state`

      await unlessGone(isGone, api({ expects: 'none', headers, method: 'DELETE', signal, url }))
    },
  }
}

/** The `nodebb` kind. */
export const nodebbKind: ChannelKind = {
  create: createNodebbChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { token },
    settings: { baseUrl: url, categoryId: textOf(settings['categoryId']) || '1' },
  }),
}

const recordIn = (record: Record<string, unknown>, name: string): Record<string, unknown> => {
  const value = record[name]

  return isRecord(value) ? value : {}
}
