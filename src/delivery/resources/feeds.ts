import type { Locale } from '../../domain/content.ts'
import { writeAtom } from '../feeds/atom.ts'
import { type Feed, updatedAtOf } from '../feeds/feed.ts'
import { writeJsonFeed } from '../feeds/jsonFeed.ts'
import { writeRss } from '../feeds/rss.ts'
import { parsePage } from '../parameters.ts'
import type { PublicationReader } from '../publicationReader.ts'
import { toPublicPost } from '../publicPost.ts'
import type { Resource, ResourceContext } from '../resource.ts'

type Reader = Pick<PublicationReader, 'list'>

const FORMATS = [
  { contentType: 'application/feed+json; charset=utf-8', path: '/feed.json', write: writeJsonFeed },
  { contentType: 'application/rss+xml; charset=utf-8', path: '/rss.xml', write: writeRss },
  { contentType: 'application/atom+xml; charset=utf-8', path: '/atom.xml', write: writeAtom },
] as const

const LIMIT = { default: 50, max: 100 }

/** The newest posts as JSON Feed, RSS and Atom. */
export const createFeeds = ({ reader }: { reader: Reader }): Resource[] =>
  FORMATS.map(({ contentType, path, write }) => ({
    isFeed: true,
    path,
    understand({ query }) {
      const { limit, locale } = parsePage(query, LIMIT)
      // The feed's own address, with no more of the query than what makes it another feed.
      const search = query.has('locale') ? `?locale=${locale}` : ''

      return {
        key: `${path}${search} ${limit}`,
        async load(context) {
          const feed = await readFeed({ context, limit, locale, reader, selfPath: path + search })

          return { contentType, lastModifiedAt: updatedAtOf(feed), text: write(feed) }
        },
      }
    },
  }))

async function readFeed({ context, limit, locale, reader, selfPath }: ReadFeedArgs): Promise<Feed> {
  const { base, channel } = context
  const { rows } = await reader.list({ channelId: channel.id, cursor: null, kind: null, limit, topic: null })

  return {
    description: channel.description ?? channel.name,
    homePageUrl: channel.homePageUrl ?? `${base}/`,
    locale,
    posts: rows.map((row) => toPublicPost({ base, locale, row })),
    selfUrl: `${base}/delivery/v1/channels/${encodeURIComponent(channel.slug)}${selfPath}`,
    title: channel.name,
  }
}

interface ReadFeedArgs {
  context: ResourceContext
  limit: number
  locale: Locale
  reader: Reader
  selfPath: string
}
