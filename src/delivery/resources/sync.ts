import type { Locale } from '../../domain/content.ts'
import { parsePage } from '../parameters.ts'
import type { ChangedRow, PublicationReader } from '../publicationReader.ts'
import { type PublicPost, toPublicPost } from '../publicPost.ts'
import { JSON_TYPE, type Resource } from '../resource.ts'
import { finishedToken, formatSyncToken, pageToken, parseSyncToken } from '../syncToken.ts'

/** One step that brings a client's copy of a channel up to date; the same one may come again. */
export type SyncChange =
  | { changedAt: string; id: string; post: PublicPost; type: 'published' }
  | { changedAt: string; id: string; type: 'withdrawn' }

const LIMIT = { default: 100, max: 500 }

/**
 * What changed since a token, oldest first; without a token, all that stands.
 *
 * Each change comes at least once: clients take them by id, in order, go on with `next` at once while
 * `hasMore`, and later begin the next sync with the last `next`.
 */
export const createSync = ({ reader }: { reader: Pick<PublicationReader, 'changes' | 'now'> }): Resource => ({
  isFeed: false,
  path: '/sync',
  understand({ query }) {
    const { limit, locale } = parsePage(query, LIMIT)

    return {
      key: null,
      async load({ base, channel }) {
        const channelId = String(channel.id)
        // Before the rows are read: what commits later has to lie behind the token.
        const now = await reader.now()
        const token = parseSyncToken({ channelId, now, token: query.get('since') })
        const { position, withdrawnSince } = token
        const { hasMore, rows } = await reader.changes({
          after: position,
          channelId: channel.id,
          limit,
          withdrawnSince,
        })
        const last = rows.at(-1)
        const next = hasMore && last ? pageToken(token, { at: last.changedAt, id: last._id }) : finishedToken(token)

        return {
          contentType: JSON_TYPE,
          lastModifiedAt: null,
          text: JSON.stringify({
            changes: rows.map((row) => toChange({ base, locale, row })),
            channel: { name: channel.name, slug: channel.slug },
            hasMore,
            locale,
            next: formatSyncToken(next),
          }),
        }
      },
    }
  },
})

function toChange({ base, locale, row }: { base: string; locale: Locale; row: ChangedRow }): SyncChange {
  const changedAt = row.changedAt.toISOString()

  return row.state === 'published' && row.superseded !== true
    ? { id: row._id, type: 'published', changedAt, post: toPublicPost({ base, locale, row }) }
    : { id: row._id, type: 'withdrawn', changedAt }
}
