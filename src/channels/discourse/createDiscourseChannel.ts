import type {
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  Finding,
  Handles,
  LookArgs,
  PrepareArgs,
  Receipt,
  ValidateArgs,
} from '../../domain/channelAdapter.ts'
import type { ChannelContent } from '../../domain/content.ts'
import { MINUTE } from '../../domain/duration.ts'
import { ChannelError, isChannelError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { unlessGone } from '../api/unlessGone.ts'
import { readMedia } from '../api/readMedia.ts'
import { findBreaches } from '../findLimitBreaches.ts'
import { countTopics, readRendered } from '../readRendered.ts'
import { isImage, isShown, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { htmlToMarkdown } from '../richText/htmlToMarkdown.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { errors, isGone, readFailure } from './errors.ts'
import { findApproved, findTopic, topicReceipt } from './findTopic.ts'
import { manifest, manifestFor } from './manifest.ts'

const LOOK_AGAIN_MS = 10 * MINUTE

/**
 * Opens topics in one category of a Discourse forum: settings.baseUrl, .apiUsername and .categoryId, credentials.apiKey.
 *
 * The publication's id is the topic's `external_id`. A forum refuses a second one under it with 422, which has no code; so
 * after a 422 the topic is looked up, and what is found is ours. A topic that waits for a moderator loses the id: where the account says that there are
 * such (settings.requireTopicApproval), nothing is sent again before it was looked for, and nothing is called absent.
 */
export function createDiscourseChannel({ account, clock, fetch, files, publicUrl }: ChannelOptions): ChannelAdapter {
  const apiKey = account.credentials['apiKey'] ?? ''
  const user = textOf(account.settings['apiUsername'])
  const category = Number(textOf(account.settings['categoryId']))
  const hasTags = account.settings['sendTags'] === true
  const isModerated = account.settings['requireTopicApproval'] === true
  const base = baseAddress(account.settings['baseUrl'])
  const maxBytes = account.limits.imageBytes ?? manifest.limits.imageBytes ?? Infinity
  const headers = { 'api-key': apiKey, 'api-username': encodeURIComponent(user) }
  const api = createApi({ clock, errors, fetch, name: 'Discourse', readFailure, secrets: [apiKey] })
  const asked = (signal: AbortSignal) => ({ api, base, headers, signal })

  const upload = async ({ content, handles, keep, signal }: PrepareArgs): Promise<Handles> => {
    const uploads: Record<string, unknown> = { ...(isRecord(handles['uploads']) ? handles['uploads'] : {}) }

    for (const { id } of mediaOf(content.rendered).filter(isImage)) {
      const [file] =
        uploads[id] === undefined ? await readMedia(files, [{ maxBytes, media: { id }, preset: 'forum', signal }]) : []

      if (file !== undefined) {
        const form = new FormData()

        form.set('type', 'composer')
        form.set('upload_type', 'composer')
        form.set('synchronous', 'true')
        form.set('file', new Blob([file.bytes], { type: file.mimeType }), file.fileName)

        const { body } = await api({ body: form, headers, signal, url: `${base}/uploads.json` })

        uploads[id] = textOf(body['short_url']) || textOf(body['url'])

        if (uploads[id] === '') {
          throw badAnswer('Discourse')
        }

        await keep({ uploads })
      }
    }

    return { uploads }
  }

  const find = async (look: LookArgs, since: Date): Promise<Receipt | null> =>
    (await findTopic({ ...asked(look.signal), publicationId: look.publicationId })) ??
    (await findApproved({
      ...asked(look.signal),
      isTaken: look.isTaken,
      since,
      title: textOf(look.content.rendered['title']),
      user,
    }))

  const measure = ({ content, limits }: ValidateArgs): PartCount[] =>
    countParts({
      ...readRendered(content.rendered),
      limits,
      topics: hasTags ? countTopics(content.rendered) : 0,
    })

  return {
    async checkLive({ signal }) {
      const me = await api({ headers, signal, url: `${base}/session/current.json` }).catch(wrongKey)
      const { body } = await api({ headers, signal, url: `${base}/c/${category}/show.json` })

      return {
        accountName: textOf((isRecord(me.body['current_user']) ? me.body['current_user'] : {})['username']),
        findings: findMissing(isRecord(body['category']) ? body['category'] : {}),
      }
    },
    async commit({ content, handles, publicationId, signal }) {
      const { title, topics } = content.rendered

      try {
        const { body } = await api({
          headers,
          json: {
            category,
            external_id: publicationId,
            raw: rawOf(content, handles),
            title,
            ...(hasTags && { tags: topics }),
          },
          signal,
          url: `${base}/posts.json`,
        })

        if (body['action'] === 'enqueued') {
          return { pollInMs: LOOK_AGAIN_MS, remoteId: publicationId, state: 'pending' }
        }

        if (textOf(body['topic_id']) === '') {
          throw badAnswer('Discourse')
        }

        return { ...topicReceipt(base, body), state: 'published' }
      } catch (error) {
        const found =
          isChannelError(error) && error.channelCode === 'HTTP_422'
            ? await findTopic({ ...asked(signal), publicationId })
            : null

        if (found === null) {
          throw error
        }

        return { ...found, state: 'published' }
      }
    },
    manifest: manifestFor(isModerated),
    masterText: ({ locale, post }) => renderPost({ form: htmlToMarkdown, locale, post, publicUrl, variant: null }).text,
    measure,
    async metrics({ receipt, signal }) {
      const { body } = await api({ headers, signal, url: `${base}/t/${encodeURIComponent(receipt.remoteId)}.json` })

      return [
        { isTotal: true, type: 'view', value: Number(body['views'] ?? 0) },
        { isTotal: true, type: 'like', value: Number(body['like_count'] ?? 0) },
        { isTotal: true, type: 'comment', value: Math.max(0, Number(body['posts_count'] ?? 1) - 1) },
      ]
    },
    async poll({ remoteId, startedAt, ...look }) {
      const found = await find(look, startedAt)

      return found === null ? { pollInMs: LOOK_AGAIN_MS, remoteId, state: 'pending' } : { ...found, state: 'published' }
    },
    prepare: upload,
    async reconcile({ startedAt, ...look }) {
      const found =
        startedAt === null
          ? await findTopic({ ...asked(look.signal), publicationId: look.publicationId })
          : await find(look, startedAt)

      if (found !== null) {
        return { ...found, state: 'published' }
      }

      return { state: isModerated ? 'unknown' : 'absent' }
    },
    render({ locale, post, variant }) {
      const rendered = renderPost({ form: htmlToMarkdown, locale, post, publicUrl, variant })

      return {
        media: rendered.media.filter(isShown),
        text: rendered.text,
        title: rendered.title,
        topics: rendered.topics,
      }
    },
    validate: (args) => findBreaches(measure(args)),
    async withdraw({ receipt, signal }) {
      await unlessGone(
        isGone,
        api({
          expects: 'none',
          headers,
          method: 'DELETE',
          signal,
          url: `${base}/t/${encodeURIComponent(receipt.remoteId)}.json`,
        }),
      )
    },
  }
}

/** The `discourse` kind. */
export const discourseKind: ChannelKind = {
  create: createDiscourseChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { apiKey: token },
    settings: {
      apiUsername: textOf(settings['apiUsername']) || 'rehearsal',
      baseUrl: url,
      categoryId: textOf(settings['categoryId']) || '1',
    },
  }),
}

/** The text, and below it the pictures that were uploaded. */
function rawOf({ rendered }: ChannelContent, handles: Handles): string {
  const uploads = isRecord(handles['uploads']) ? handles['uploads'] : {}
  const pictures = mediaOf(rendered)
    .filter(isImage)
    .map(({ alt, id }) => `![${alt.replace(/[[\]|\n]/g, ' ')}](${textOf(uploads[id])})`)

  return [textOf(rendered['text']), ...pictures].filter((part) => part !== '').join('\n\n')
}

/** A wrong key is answered with the same code as a missing permission; only here it can be nothing else. */
function wrongKey(error: unknown): never {
  if (!isChannelError(error) || error.errorClass !== 'not-allowed') {
    throw error
  }

  const { channelCode = '', message, says } = error

  throw new ChannelError({
    cause: error,
    channelCode,
    errorClass: 'reauth-user',
    message,
    says: { code: 'CHANNEL_REAUTH_USER', values: { ...says?.values } },
  })
}

/** `permission` 1: may open topics; 2: may answer; 3: may read. */
const findMissing = ({ permission }: Record<string, unknown>): Finding[] =>
  permission === 1
    ? []
    : [
        {
          ...reason('PERMISSION_MISSING', { values: { channel: 'Discourse', permission: 'create_topic' } }),
          severity: 'error',
        },
      ]
