import type { Locale } from '../../domain/content.ts'
import { feedAddress, type FeedFile } from '../../domain/feedAddress.ts'
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
  { contentType: 'application/feed+json; charset=utf-8', file: 'feed.json', write: writeJsonFeed },
  { contentType: 'application/rss+xml; charset=utf-8', file: 'rss.xml', write: writeRss },
  { contentType: 'application/atom+xml; charset=utf-8', file: 'atom.xml', write: writeAtom },
] as const

const LIMIT = { default: 50, max: 100 }

/** The newest posts as JSON Feed, RSS and Atom. */
export const createFeeds = ({ reader }: { reader: Reader }): Resource[] =>
  FORMATS.map(({ contentType, file, write }) => ({
    isFeed: true,
    path: `/${file}`,
    understand({ query }) {
      const { limit, locale } = parsePage(query, LIMIT)
      // The feed's own address, with no more of the query than what makes it another feed.
      const search = query.has('locale') ? `?locale=${locale}` : ''

      return {
        key: `${file}${search} ${limit}`,
        async load(context) {
          const feed = await readFeed({ context, file, limit, locale, reader, search })

          const links = feed.hubUrl === null ? {} : { links: { hub: feed.hubUrl, self: feed.selfUrl } }

          return { contentType, lastModifiedAt: updatedAtOf(feed), text: write(feed), ...links }
        },
      }
    },
  }))

async function readFeed({ context, file, limit, locale, reader, search }: ReadFeedArgs): Promise<Feed> {
  const { base, channel } = context
  const { rows } = await reader.list({ channelId: channel.id, cursor: null, kind: null, limit, topic: null })

  return {
    description: channel.description ?? channel.name,
    homePageUrl: channel.homePageUrl ?? `${base}/`,
    // Only the feed under its plain address is told of: each address is a topic of its own.
    hubUrl: search === '' ? channel.hubUrl : null,
    locale,
    posts: rows.map((row) => toPublicPost({ base, locale, row })),
    selfUrl: feedAddress({ base, file, slug: channel.slug }) + search,
    title: channel.name,
  }
}

interface ReadFeedArgs {
  context: ResourceContext
  file: FeedFile
  limit: number
  locale: Locale
  reader: Reader
  search: string
}
