import { parseLocale } from '../parameters.ts'
import type { PublicationReader } from '../publicationReader.ts'
import { type PublishedRow, toPublicPost } from '../publicPost.ts'
import { JSON_TYPE, type Resource } from '../resource.ts'
import type { ViewedPublication } from '../served.ts'

/** One post by its slug. */
export const createDetail = ({ reader }: { reader: Pick<PublicationReader, 'findBySlug'> }): Resource => ({
  isFeed: false,
  path: '/posts/:postSlug',
  understand({ params, query }) {
    const locale = parseLocale(query)
    const slug = params['postSlug'] ?? ''

    return {
      key: `detail ${JSON.stringify([locale, slug])}`,
      async load({ base, channel }) {
        const row = await reader.findBySlug({ channelId: channel.id, slug })

        return (
          row && {
            contentType: JSON_TYPE,
            lastModifiedAt: row.changedAt,
            text: JSON.stringify(toPublicPost({ base, locale, row })),
            viewed: toViewed(row),
          }
        )
      },
    }
  },
})

const toViewed = (row: PublishedRow): ViewedPublication => ({
  campaign: row.campaign ? String(row.campaign) : null,
  channel: String(row.channel),
  post: String(row.post),
  publication: row._id,
})
