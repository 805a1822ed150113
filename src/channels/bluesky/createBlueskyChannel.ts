import type { ChannelAdapter, ChannelKind, ChannelOptions } from '../../domain/channelAdapter.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type ApiCall, badAnswer, createApi } from '../api/createApi.ts'
import { composeText } from '../composeText.ts'
import { findLimitBreaches, findOversize } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isShown } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { buildRecord } from './buildRecord.ts'
import { createReadFailure, errors } from './errors.ts'
import { findFacets } from './findFacets.ts'
import { DEFAULT_SERVICE, manifest } from './manifest.ts'
import { didOf, openSession } from './openSession.ts'
import { prepareRecord } from './prepareRecord.ts'
import { recordKey } from './recordKey.ts'

const COLLECTION = 'app.bsky.feed.post'

/**
 * Posts to one Bluesky account, on any PDS: settings.service and .identifier, credentials.password.
 *
 * `putRecord` under a key that the publication's id decides: a second one of the same record changes nothing (a second
 * `createRecord` would be answered with 500).
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
  const session = tokens(openSession({ api, clock, identifier, password, urlOf }))

  const call = (
    method: string,
    { headers, query, signal, ...args }: Omit<ApiCall, 'url'> & { query?: Record<string, string> },
  ) =>
    session.use(signal, (token) =>
      api({
        ...args,
        headers: { ...headers, authorization: `Bearer ${token}` },
        secrets: [token],
        signal,
        url: query === undefined ? urlOf(method) : `${urlOf(method)}?${new URLSearchParams(query)}`,
      }),
    )

  return {
    async checkLive({ signal }) {
      const { body } = await call('com.atproto.server.getSession', { signal })

      return { accountName: textOf(body['handle']), findings: [] }
    },
    async commit({ content, handles, publicationId, signal }) {
      const rkey = recordKey(publicationId)
      const record = buildRecord(content.rendered, handles)
      const { body } = await session.use(signal, (token) =>
        api({
          headers: { authorization: `Bearer ${token}` },
          json: { collection: COLLECTION, record, repo: didOf(token) || identifier, rkey },
          secrets: [token],
          signal,
          url: urlOf('com.atproto.repo.putRecord'),
        }),
      )
      const remoteId = textOf(body['uri'])

      if (remoteId === '') {
        throw badAnswer('Bluesky')
      }

      return { remoteId, state: 'published', ...addressOf(remoteId) }
    },
    manifest,
    async metrics({ receipt, signal }) {
      const { body } = await call('app.bsky.feed.getPosts', { query: { uris: receipt.remoteId }, signal })
      const [post] = Array.isArray(body['posts']) ? (body['posts'] as unknown[]) : []
      const counts = isRecord(post) ? post : {}
      const count = (name: string): number => Number(counts[name] ?? 0)

      return [
        { isTotal: true, type: 'like', value: count('likeCount') },
        { isTotal: true, type: 'share', value: count('repostCount') + count('quoteCount') },
        { isTotal: true, type: 'comment', value: count('replyCount') },
      ]
    },
    prepare: (args) => prepareRecord({ call, clock, files, maxBytes }, args),
    refresh: ({ signal }) => session.keepFresh(signal),
    render({ locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })
      const text = composeText(rendered)

      return { facets: findFacets(text), language: rendered.locale, media: rendered.media.filter(isShown), text }
    },
    validate: ({ content, limits }) => [
      ...findLimitBreaches({ ...readRendered(content.rendered), limits }),
      ...findOversize(textOf(content.rendered['text']), limits),
    ],
    async withdraw({ receipt, signal }) {
      const [, , repo, collection, rkey] = receipt.remoteId.split('/')

      await call('com.atproto.repo.deleteRecord', { expects: 'none', json: { collection, repo, rkey }, signal })
    },
  }
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
