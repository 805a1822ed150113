import { formatCursor } from '../cursor.ts'
import { parseListParameters } from '../parameters.ts'
import type { PublicationReader } from '../publicationReader.ts'
import { type PublishedRow, toPublicPost } from '../publicPost.ts'
import { JSON_TYPE, type Resource } from '../resource.ts'

/** What stands on the channel, newest first, page by page. */
export const createList = ({ reader }: { reader: Pick<PublicationReader, 'list'> }): Resource => ({
  isFeed: false,
  path: '/posts',
  understand({ query }) {
    const parameters = parseListParameters(query)
    const { locale } = parameters

    return {
      key: `list ${JSON.stringify(parameters)}`,
      async load({ base, channel }) {
        const { hasMore, rows } = await reader.list({ ...parameters, channelId: channel.id })
        const last = rows.at(-1)

        return {
          contentType: JSON_TYPE,
          lastModifiedAt: newest(rows),
          text: JSON.stringify({
            channel: { name: channel.name, slug: channel.slug },
            hasMore,
            items: rows.map((row) => toPublicPost({ base, locale, row })),
            locale,
            nextCursor: hasMore && last ? formatCursor({ at: last.changedAt, id: last._id }) : null,
          }),
        }
      },
    }
  },
})

const newest = ([first]: PublishedRow[]): Date | null => first?.changedAt ?? null
