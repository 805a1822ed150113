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
import { countText } from '../../domain/textLength.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { asQuestion } from '../api/withClass.ts'
import { readMedia } from '../api/readMedia.ts'
import { composeText } from '../composeText.ts'
import { findBreaches } from '../findLimitBreaches.ts'
import { findMixedMedia } from '../findMixedMedia.ts'
import { readRendered } from '../readRendered.ts'
import { isImage, isShown, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { spokenError } from '../spokenError.ts'
import { longestOf, partKey, partsOf, publishThread, threadOf } from '../thread.ts'
import { countedStatus } from './countStatus.ts'
import { createReadFailure, errors, isGone } from './errors.ts'
import { findStatuses, type FoundStatuses, receiptOf, type StatusReceipt } from './findStatuses.ts'
import { readInstanceLimits } from './instanceLimits.ts'
import { manifest } from './manifest.ts'
import { lookAtMedia, untilReady, uploadMedia } from './uploadMedia.ts'

/** The server keeps a key for an hour; some earlier we stop to rely on it. */
const KEY_LIVES_MS = 50 * MINUTE

/**
 * Posts to one account of a Mastodon server, or of one that speaks its API: settings.instance, credentials.accessToken.
 *
 * The publication's id is the `Idempotency-Key`. The server forgets it after an hour, so a send that comes later than that
 * after the first preparation looks for the post before it makes one. The parts of a thread have keys of their own.
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

  const lookFor = (texts: readonly string[], since: Date | null, signal: AbortSignal) =>
    findStatuses({ api, base, headers, signal, since, texts })

  const statusUrl = (id: string): string => `${base}/api/v1/statuses/${encodeURIComponent(id)}`

  const postStatus = async ({ isPart, json, key, signal }: PostStatusArgs): Promise<StatusReceipt> => {
    const url = `${base}/api/v1/statuses`
    const post = async (under: string) =>
      (await api({ headers: { ...headers, 'idempotency-key': under }, json, signal, url })).body
    const receipt = receiptOf(
      await post(key).catch((error: unknown) => {
        // The key leads to a part that was taken back with its thread, and Mastodon looks for that one.
        if (isPart && isGone(error)) {
          return post(`${key}/again`)
        }

        throw error
      }),
    )

    if (receipt.remoteId === '') {
      throw badAnswer('Mastodon')
    }

    return receipt
  }

  const deleteStatus = async (id: string, signal: AbortSignal): Promise<void> => {
    try {
      await api({ headers, method: 'DELETE', signal, url: statusUrl(id) })
    } catch (error) {
      // Taking back is repeated until all of it is gone.
      if (!isGone(error)) {
        throw error
      }
    }
  }

  return {
    async checkLive({ signal }) {
      const { body } = await api({ headers, signal, url: `${base}/api/v1/accounts/verify_credentials` })

      return {
        accountName: `@${textOf(body['acct'])}@${new URL(base).host}`,
        findings: compareLimits(limits.text?.max, (await readInstanceLimits({ api, base, signal })).text?.max),
      }
    },
    async commit({ content, handles, publicationId, signal, unknownSince = null }) {
      const { language } = content.rendered
      const parts = partsOf(content.rendered)
      const since = new Date(textOf(handles['since']))
      const isForgotten = clock().getTime() - since.getTime() > KEY_LIVES_MS
      const { found, isWhole } = isForgotten ? await lookFor(parts, since, signal).catch(rethrow) : NOT_LOOKED

      if (unknownSince !== null && !isWhole && found.includes(null)) {
        throw tooMany()
      }

      const made = await publishThread<StatusReceipt>({
        parts,
        publish: async ({ index, made: before, part }) =>
          found[index] ??
          (await postStatus({
            isPart: parts.length > 1,
            json: {
              ...(before.length > 0 && { in_reply_to_id: before.at(-1)?.remoteId }),
              language,
              media_ids: index === 0 && isRecord(handles['media']) ? Object.values(handles['media']) : [],
              status: part,
              visibility: textOf(account.settings['visibility']) || 'public',
            },
            key: partKey(publicationId, index),
            signal,
          })),
        takeBack: ({ remoteId }) => deleteStatus(remoteId, signal),
      })

      return { ...receiptOfThread(made), state: 'published' }
    },
    manifest,
    measure,
    async metrics({ receipt, signal }) {
      const ids = receipt.remoteId.split(THREAD)
      const statuses: Record<string, unknown>[] = []

      for (const id of ids) {
        statuses.push((await api({ headers, signal, url: statusUrl(id) })).body)
      }

      const count = (name: string): number => statuses.reduce((sum, status) => sum + Number(status[name] ?? 0), 0)
      // Each part but the first answers the one before it.
      const comments = Math.max(0, count('replies_count') - (ids.length - 1))

      return [
        { isTotal: true, type: 'like', value: count('favourites_count') },
        { isTotal: true, type: 'share', value: count('reblogs_count') },
        { isTotal: true, type: 'comment', value: comments },
      ]
    },
    prepare: (args) => upload(args, textOf(args.handles['since']) || clock().toISOString()),
    async reconcile({ content, signal, startedAt }) {
      const { found, isWhole } = await lookFor(partsOf(content.rendered), startedAt, signal)
      const made = found.filter((each) => each !== null)

      if (made.length < found.length && !isWhole) {
        return { state: 'unknown' }
      }

      // A thread that is out in part is not out: sending it again goes on behind what is there.
      return made.length < found.length
        ? { isHalfOut: made.length > 0, state: 'absent' }
        : { ...receiptOfThread(made), state: 'published' }
    },
    render({ limits: effective, locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })
      const text = composeText(rendered)

      return {
        language: rendered.locale,
        media: rendered.media.filter(isShown),
        ...threadOf({
          fits: (part) => lengthOf(part) <= (effective.text?.max ?? Infinity),
          settings: account.settings,
          text,
        }),
        text,
      }
    },
    validate: (args) => [
      ...findBreaches(measure(args)),
      ...findMixedMedia('Mastodon', readRendered(args.content.rendered)),
    ],
    async withdraw({ receipt, signal }) {
      // From the end, so that no part ever answers one that is gone.
      for (const id of receipt.remoteId.split(THREAD).reverse()) {
        await deleteStatus(id, signal)
      }
    },
  }
}

const NOT_LOOKED: FoundStatuses = { found: [], isWhole: true }

/** Nothing has left when the look before a send fails. */
const rethrow = (error: unknown): never => {
  throw asQuestion(error)
}

/** It may stand behind what was looked at. */
const tooMany = () =>
  spokenError({
    channelCode: 'TOO_MANY_POSTS',
    errorClass: 'unknown-outcome',
    says: 'CHANNEL_UNKNOWN_OUTCOME',
    values: { channel: 'Mastodon', code: 'TOO_MANY_POSTS' },
  })

interface PostStatusArgs {
  /** Of a thread. */
  isPart: boolean
  json: Record<string, unknown>
  key: string
  signal: AbortSignal
}

/** Between the ids of a thread's parts; no id holds it. */
const THREAD = ','

/** Where the first part is, and what names all of them. */
const receiptOfThread = (made: readonly StatusReceipt[]): StatusReceipt => ({
  ...made[0],
  remoteId: made.map(({ remoteId }) => remoteId).join(THREAD),
})

const lengthOf = (text: string): number => countText(countedStatus(text), 'grapheme')

/** Of a thread the longest part is what counts. */
const measure = ({ content: { rendered }, limits }: ValidateArgs): PartCount[] =>
  countParts({ ...readRendered(rendered), limits, text: countedStatus(longestOf(partsOf(rendered), lengthOf)) })

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
