import type {
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  Finding,
  Handles,
  PrepareArgs,
  ValidateArgs,
} from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { readMedia } from '../api/readMedia.ts'
import { composeText } from '../composeText.ts'
import { findBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isImage, isShown, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { countedStatus } from './countStatus.ts'
import { createReadFailure, errors } from './errors.ts'
import { findStatus, receiptOf } from './findStatus.ts'
import { readInstanceLimits } from './instanceLimits.ts'
import { manifest } from './manifest.ts'
import { lookAtMedia, untilReady, uploadMedia } from './uploadMedia.ts'

/** The server keeps a key for an hour; some earlier we stop to rely on it. */
const KEY_LIVES_MS = 50 * MINUTE

/**
 * Posts to one account of a Mastodon server, or of one that speaks its API: settings.instance, credentials.accessToken.
 *
 * The publication's id is the `Idempotency-Key`. The server forgets it after an hour, so a send that comes later than that
 * after the first preparation looks for the post before it makes one.
 */
export function createMastodonChannel({ account, clock, fetch, files, publicUrl }: ChannelOptions): ChannelAdapter {
  const accessToken = account.credentials['accessToken'] ?? ''
  const base = baseAddress(account.settings['instance'])
  const limits = { ...manifest.limits, ...account.limits }
  const headers = { authorization: `Bearer ${accessToken}` }
  const api = createApi({
    clock,
    errors,
    fetch,
    name: 'Mastodon',
    readFailure: createReadFailure(clock),
    secrets: [accessToken],
  })

  const upload = async ({ content, handles, keep, signal }: PrepareArgs, since: string): Promise<Handles> => {
    const known = isRecord(handles['media']) ? handles['media'] : {}
    const uploaded: Record<string, string> = {}
    const call = { api, base, headers, signal }

    for (const { alt, id, mimeType } of mediaOf(content.rendered)) {
      const earlier = textOf(known[id])

      if (earlier !== '' && (await lookAtMedia({ ...call, id: earlier })) !== 'gone') {
        uploaded[id] = earlier
        continue
      }

      const [file] = await readMedia(files, [
        isImage({ mimeType })
          ? { maxBytes: limits.imageBytes ?? Infinity, media: { id }, preset: 'mastodon', signal }
          : { maxBytes: limits.videoBytes ?? Infinity, media: { id }, signal },
      ])

      if (file !== undefined) {
        uploaded[id] = await uploadMedia({ ...call, alt, file })
        await keep({ media: { ...known, ...uploaded }, since })
      }
    }

    for (const id of Object.values(uploaded)) {
      await untilReady({ ...call, id })
    }

    return { media: uploaded, since }
  }

  const lookFor = (text: string, since: Date | null, signal: AbortSignal) =>
    findStatus({ api, base, headers, signal, since, text })

  return {
    async checkLive({ signal }) {
      const { body } = await api({ headers, signal, url: `${base}/api/v1/accounts/verify_credentials` })

      return {
        accountName: `@${textOf(body['acct'])}@${new URL(base).host}`,
        findings: compareLimits(limits.text?.max, (await readInstanceLimits({ api, base, signal })).text?.max),
      }
    },
    async commit({ content, handles, publicationId, signal }) {
      const text = textOf(content.rendered['text'])
      const since = new Date(textOf(handles['since']))

      if (clock().getTime() - since.getTime() > KEY_LIVES_MS) {
        const found = await lookFor(text, since, signal)

        if (found.state === 'published') {
          return found
        }
      }

      const { body } = await api({
        headers: { ...headers, 'idempotency-key': publicationId },
        json: {
          language: content.rendered['language'],
          media_ids: isRecord(handles['media']) ? Object.values(handles['media']) : [],
          status: text,
          visibility: textOf(account.settings['visibility']) || 'public',
        },
        signal,
        url: `${base}/api/v1/statuses`,
      })
      const receipt = receiptOf(body)

      if (receipt.remoteId === '') {
        throw badAnswer('Mastodon')
      }

      return { ...receipt, state: 'published' }
    },
    manifest,
    measure,
    async metrics({ receipt, signal }) {
      const { body } = await api({
        headers,
        signal,
        url: `${base}/api/v1/statuses/${encodeURIComponent(receipt.remoteId)}`,
      })

      return [
        { isTotal: true, type: 'like', value: Number(body['favourites_count'] ?? 0) },
        { isTotal: true, type: 'share', value: Number(body['reblogs_count'] ?? 0) },
        { isTotal: true, type: 'comment', value: Number(body['replies_count'] ?? 0) },
      ]
    },
    prepare: (args) => upload(args, textOf(args.handles['since']) || clock().toISOString()),
    reconcile: ({ content, signal, startedAt }) => lookFor(textOf(content.rendered['text']), startedAt, signal),
    render({ locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })

      return { language: rendered.locale, media: rendered.media.filter(isShown), text: composeText(rendered) }
    },
    validate: (args) => findBreaches(measure(args)),
    async withdraw({ receipt, signal }) {
      await api({
        headers,
        method: 'DELETE',
        signal,
        url: `${base}/api/v1/statuses/${encodeURIComponent(receipt.remoteId)}`,
      })
    },
  }
}

function measure({ content, limits }: ValidateArgs): PartCount[] {
  const { text, ...rest } = readRendered(content.rendered)

  return countParts({ ...rest, limits, text: countedStatus(text) })
}

/** The `mastodon` kind. */
export const mastodonKind: ChannelKind = {
  create: createMastodonChannel,
  manifest,
  rehearseAt: ({ token, url }) => ({ credentials: { accessToken: token }, settings: { instance: url } }),
}

/** Servers may take more, or less, than Mastodon's own 500. */
const compareLimits = (max: number | undefined, theirs: number | undefined): Finding[] =>
  theirs === undefined || max === theirs
    ? []
    : [
        {
          ...reason('LIMIT_DIFFERS', { values: { channel: 'Mastodon', count: max ?? 0, max: theirs } }),
          severity: theirs < (max ?? Infinity) ? 'error' : 'warning',
        },
      ]
