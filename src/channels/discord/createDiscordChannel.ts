import type {
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  CommitArgs,
  ValidateArgs,
} from '../../domain/channelAdapter.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { unlessGone } from '../api/unlessGone.ts'
import { readMedia } from '../api/readMedia.ts'
import { composeText } from '../composeText.ts'
import { findBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isImage, isShown, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { toRobotMarkdown } from '../robots/toRobotMarkdown.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { errors, isGone, readFailure } from './errors.ts'
import { EMBED_LIMITS, manifest } from './manifest.ts'

/**
 * Posts to one Discord channel by a webhook: credentials.url.
 *
 * `wait=true` makes Discord answer with the message. It knows no key for webhooks, so an unknown outcome is a person's to
 * settle. Nobody is pinged but whom a variant mentions by the number of their account, whatever the text says.
 */
export function createDiscordChannel({ account, clock, fetch, files, publicUrl }: ChannelOptions): ChannelAdapter {
  const url = account.credentials['url'] ?? ''
  const isEmbed = account.settings['embed'] === true
  const limits = { ...manifest.limits, ...account.limits }
  const secrets = [url, ...(URL.canParse(url) ? [new URL(url).pathname.split('/').at(-1) ?? ''] : [])]
  const api = createApi({ clock, errors, fetch, name: 'Discord', readFailure, secrets })

  const describeCall = async ({ content, signal }: CommitArgs) => {
    const { embed, text } = content.rendered
    const users = (content.variant?.mentions ?? []).filter(isUserId)
    const media = mediaOf(content.rendered)
    const read = await readMedia(
      files,
      media.map(({ id, mimeType }) =>
        isImage({ mimeType })
          ? { maxBytes: limits.imageBytes ?? Infinity, media: { id }, preset: 'discord', signal }
          : { maxBytes: limits.videoBytes ?? Infinity, media: { id }, signal },
      ),
    )
    // Discord renames what has spaces, brackets or 汉字 in its name, and the card would not find its picture.
    const named = read.map((file, index) => ({ ...file, fileName: `${index}${endingOf(file)}` }))
    const cover = named.find(isImage)
    const message = {
      allowed_mentions: { parse: [], ...(users.length > 0 && { users }) },
      ...(isRecord(embed)
        ? { embeds: [{ ...embed, ...(cover && { image: { url: `attachment://${cover.fileName}` } }) }] }
        : { content: text }),
    }

    if (named.length === 0) {
      return { json: message }
    }

    const body = new FormData()
    const attachments = named.map(({ fileName }, id) => ({
      ...(media[id]?.alt && { description: media[id].alt.slice(0, MAX_ALT) }),
      filename: fileName,
      id,
    }))

    body.set('payload_json', JSON.stringify({ ...message, attachments }))
    named.forEach(({ bytes, fileName, mimeType }, id) =>
      body.set(`files[${id}]`, new Blob([bytes], { type: mimeType }), fileName),
    )

    return { body }
  }

  const measure = ({ content, limits: effective }: ValidateArgs): PartCount[] =>
    countParts({
      ...readRendered(content.rendered),
      limits: isEmbed ? { ...effective, ...EMBED_LIMITS, ...account.limits } : effective,
    })

  return {
    async checkLive({ signal }) {
      const { body } = await api({ signal, url })

      return { accountName: textOf(body['name']), findings: [] }
    },
    async commit(args) {
      const { body } = await api({
        ...(await describeCall(args)),
        signal: args.signal,
        url: addressOf(url, { query: { wait: 'true' } }),
      })
      const [remoteId, publishedAt] = [textOf(body['id']), textOf(body['timestamp'])]

      if (remoteId === '') {
        throw badAnswer('Discord')
      }

      return { remoteId, state: 'published', ...(publishedAt !== '' && { publishedAt }) }
    },
    manifest,
    masterText: ({ locale, post }) =>
      renderPost({ form: toDiscordMarkdown, locale, post, publicUrl, variant: null }).text,
    measure,
    async metrics({ receipt, signal }) {
      const { body } = await api({ signal, url: addressOf(url, { path: `/messages/${receipt.remoteId}` }) })
      const reactions = (Array.isArray(body['reactions']) ? body['reactions'] : []).filter(isRecord)
      const value = reactions.reduce((sum, { count }) => sum + Number(count ?? 0), 0)

      return [{ isTotal: true, type: 'like', value }]
    },
    render({ locale, post, variant }) {
      const rendered = renderPost({ form: toDiscordMarkdown, locale, mention, post, publicUrl, variant })
      const media = rendered.media.filter(isShown)
      const title = rendered.title.replace(/\s+/g, ' ').trim()

      if (!isEmbed) {
        return { media, text: composeText({ ...rendered, title: title === '' ? '' : `**${title}**` }) }
      }

      const text = composeText({ ...rendered, title: '' })

      return {
        embed: { ...(text !== '' && { description: text }), ...(title !== '' && { title }) },
        media,
        text,
        title,
      }
    },
    validate: (args) => findBreaches(measure(args)),
    async withdraw({ receipt, signal }) {
      await unlessGone(
        isGone,
        api({
          expects: 'none',
          method: 'DELETE',
          signal,
          url: addressOf(url, { path: `/messages/${receipt.remoteId}` }),
        }),
      )
    },
  }
}

/** The `discord` kind. */
export const discordKind: ChannelKind = {
  create: createDiscordChannel,
  manifest,
  rehearseAt: ({ token, url }) => ({ credentials: { url: `${url}/api/webhooks/1/${token}` }, settings: {} }),
}

const MAX_ALT = 1_024

/** `.jpg` of `夏日 新品 (1).jpg`. */
const endingOf = ({ fileName }: { fileName: string }): string => /\.\w+$/.exec(fileName)?.[0] ?? ''

/** Discord mentions accounts by their number; a name is only text. */
const isUserId = (handle: string): boolean => /^\d{17,20}$/.test(handle)
const mention = (handle: string): string => (isUserId(handle) ? `<@${handle}>` : `@${handle}`)

/** Headings go down to the third. */
const toDiscordMarkdown = (html: string): string => toRobotMarkdown(html).replace(/^#{4,6} (.+)$/gm, '**$1**')

/** What lies below a webhook, or a call of it; a thread in its query stays. */
function addressOf(
  webhook: string,
  { path = '', query = {} }: { path?: string; query?: Record<string, string> },
): string {
  if (!URL.canParse(webhook)) {
    return webhook
  }

  const url = new URL(webhook)

  url.pathname += path
  Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value))

  return url.href
}
