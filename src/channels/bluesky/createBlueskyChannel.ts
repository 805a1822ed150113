import type {
  ChannelAdapter,
  ChannelKind,
  ChannelLimits,
  ChannelOptions,
  ValidateArgs,
  WithdrawArgs,
} from '../../domain/channelAdapter.ts'
import { countText } from '../../domain/textLength.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type ApiCall, badAnswer, createApi } from '../api/createApi.ts'
import { composeText } from '../composeText.ts'
import { findBreaches, findOversize } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isShown } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { longestOf, partKey, partsOf, publishThread, threadOf } from '../thread.ts'
import { buildPart, buildRecord, type RecordRef } from './buildRecord.ts'
import { createReadFailure, errors } from './errors.ts'
import { findFacets } from './findFacets.ts'
import { DEFAULT_SERVICE, manifest } from './manifest.ts'
import { didOf, openSession } from './openSession.ts'
import { prepareRecord, type Query } from './prepareRecord.ts'
import { recordKey } from './recordKey.ts'

const COLLECTION = 'app.bsky.feed.post'

/**
 * Posts to one Bluesky account, on any PDS: settings.service and .identifier, credentials.password.
 *
 * `putRecord` under a key that the publication's id decides: a second one of the same record changes nothing (a second
 * `createRecord` would be answered with 500). The parts of a thread have keys of their own, so that a second send goes on
 * where the first was cut off.
 */
export function createBlueskyChannel({
  account,
  clock,
  fetch,
  files,
  publicUrl,
  tokens,
}: ChannelOptions): ChannelAdapter {
  const password = account.credentials['password'] ?? ''
  const identifier = textOf(account.settings['identifier'])
  const base = baseAddress(account.settings['service'], DEFAULT_SERVICE)
  const maxBytes = account.limits.imageBytes ?? manifest.limits.imageBytes ?? Infinity
  const urlOf = (method: string): string => `${base}/xrpc/${method}`
  const api = createApi({
    clock,
    errors,
    fetch,
    name: 'Bluesky',
    readFailure: createReadFailure(clock),
    secrets: [password],
  })
  const session = tokens(openSession({ api, clock, identifier, password, urlOf }), {
    settings: ['identifier', 'service'],
  })

  const call = (method: string, { headers, query, signal, ...args }: Omit<ApiCall, 'url'> & { query?: Query }) =>
    session.use(signal, (token) =>
      api({
        ...args,
        headers: { ...headers, authorization: `Bearer ${token}` },
        secrets: [token],
        signal,
        url: query === undefined ? urlOf(method) : `${urlOf(method)}?${new URLSearchParams(query)}`,
      }),
    )

  const putRecord = async ({ record, rkey, signal }: PutRecordArgs): Promise<RecordRef> => {
    const { body } = await session.use(signal, (token) =>
      api({
        headers: { authorization: `Bearer ${token}` },
        json: { collection: COLLECTION, record, repo: didOf(token) || identifier, rkey },
        secrets: [token],
        signal,
        url: urlOf('com.atproto.repo.putRecord'),
      }),
    )
    const [cid, uri] = [textOf(body['cid']), textOf(body['uri'])]

    if (uri === '') {
      throw badAnswer('Bluesky')
    }

    return { cid, uri }
  }

  const deleteRecord = async (uri: string, signal: AbortSignal): Promise<void> => {
    const [, , repo, collection, rkey] = uri.split('/')

    await call('com.atproto.repo.deleteRecord', { expects: 'none', json: { collection, repo, rkey }, signal })
  }

  return {
    async checkLive({ signal }) {
      const { body } = await call('com.atproto.server.getSession', { signal })

      return { accountName: textOf(body['handle']), findings: [] }
    },
    async commit({ content, handles, publicationId, signal }) {
      const { rendered } = content
      const parts = partsOf(rendered)
      const [first] = await publishThread<RecordRef>({
        parts,
        publish: ({ index, made, part }) =>
          putRecord({
            record:
              parts.length === 1 ? buildRecord(rendered, handles) : buildPart({ handles, index, made, part, rendered }),
            rkey: recordKey(partKey(publicationId, index)),
            signal,
          }),
        takeBack: ({ uri }) => deleteRecord(uri, signal),
      })
      const remoteId = first?.uri ?? ''

      return { remoteId, state: 'published', ...addressOf(remoteId) }
    },
    manifest,
    async metrics({ handles, publicationId, receipt, signal }) {
      const uris = urisOf({ handles, publicationId, receipt })
      const { body } = await call('app.bsky.feed.getPosts', { query: uris.map((uri) => ['uris', uri]), signal })
      const posts = (Array.isArray(body['posts']) ? body['posts'] : []).filter(isRecord)
      const count = (name: string): number => posts.reduce((sum, post) => sum + Number(post[name] ?? 0), 0)
      // Each part but the first answers the one before it.
      const ownAnswers = Math.max(0, posts.length - 1)

      return [
        { isTotal: true, type: 'like', value: count('likeCount') },
        { isTotal: true, type: 'share', value: count('repostCount') + count('quoteCount') },
        { isTotal: true, type: 'comment', value: Math.max(0, count('replyCount') - ownAnswers) },
      ]
    },
    prepare: (args) => prepareRecord({ call, clock, files, maxBytes }, args),
    refresh: ({ signal }) => session.keepFresh(signal),
    measure,
    render({ limits, locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })
      const text = composeText(rendered)

      return {
        facets: findFacets(text),
        language: rendered.locale,
        media: rendered.media.filter(isShown),
        ...threadOf({ fits: (part) => fits(part, limits), settings: account.settings, text }),
        text,
      }
    },
    validate: (args) => [
      ...findBreaches(measure(args)),
      ...partsOf(args.content.rendered)
        .flatMap((part) => findOversize(part, args.limits))
        .slice(0, 1),
    ],
    async withdraw({ handles, publicationId, receipt, signal }) {
      // From the end, so that no part ever answers one that is gone.
      for (const uri of urisOf({ handles, publicationId, receipt }).reverse()) {
        await deleteRecord(uri, signal)
      }
    },
  }
}

interface PutRecordArgs {
  record: Record<string, unknown>
  rkey: string
  signal: AbortSignal
}

/** Of a thread the longest part is what counts. */
function measure({ content: { rendered }, limits }: ValidateArgs): PartCount[] {
  return countParts({ ...readRendered(rendered), limits, text: longestOf(partsOf(rendered), lengthOf) })
}

const lengthOf = (text: string): number => countText(text, 'grapheme')

const fits = (text: string, limits: ChannelLimits): boolean =>
  [
    ...findBreaches(countParts({ images: 0, limits: { ...(limits.text && { text: limits.text }) }, text, title: '' })),
    ...findOversize(text, limits),
  ].length === 0

/** Where the parts of a publication are: all in the repository of the first, under keys that its id decides. */
function urisOf({
  handles,
  publicationId,
  receipt,
}: Pick<WithdrawArgs, 'handles' | 'publicationId' | 'receipt'>): string[] {
  const parts = Number(handles['parts'] ?? 1)
  const base = receipt.remoteId.slice(0, receipt.remoteId.lastIndexOf('/'))

  return [
    receipt.remoteId,
    ...Array.from({ length: parts - 1 }, (_each, index) => `${base}/${recordKey(partKey(publicationId, index + 1))}`),
  ]
}

/** The `bluesky` kind. */
export const blueskyKind: ChannelKind = {
  create: createBlueskyChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { password: token },
    settings: { identifier: textOf(settings['identifier']) || 'rehearsal.bsky.social', service: url },
  }),
}

/** `at://did:plc:…/app.bsky.feed.post/…` as an address for people. */
function addressOf(uri: string): { url?: string } {
  const [, , did, , rkey] = uri.split('/')

  return did === undefined || rkey === undefined ? {} : { url: `https://bsky.app/profile/${did}/post/${rkey}` }
}
