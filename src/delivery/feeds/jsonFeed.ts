import type { PublicMedia, PublicPost } from '../publicPost.ts'
import { type Feed, LANGUAGE_TAGS } from './feed.ts'

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export const writeJsonFeed = (feed: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    authors: [{ name: feed.title }],
    description: feed.description,
    feed_url: feed.selfUrl,
    home_page_url: feed.homePageUrl,
    ...(feed.hubUrl === null ? {} : { hubs: [{ type: 'WebSub', url: feed.hubUrl }] }),
    items: feed.posts.map(toItem),
    language: LANGUAGE_TAGS[feed.locale],
  })

const toItem = (post: PublicPost) => ({
  id: post.id,
  ...(post.url === null ? {} : { url: post.url }),
  ...(post.title === '' ? {} : { title: post.title }),
  ...(post.gallery.length === 0 ? {} : { attachments: post.gallery.map(toAttachment) }),
  content_html: post.html,
  content_text: post.text,
  date_modified: post.updatedAt,
  date_published: post.publishedAt,
  ...(post.cover === null ? {} : { image: post.cover.url }),
  language: LANGUAGE_TAGS[post.locale],
  ...(post.excerpt === '' ? {} : { summary: post.excerpt }),
  tags: post.topics,
})

const toAttachment = ({ alt, mimeType, url }: PublicMedia) => ({
  ...(alt === '' ? {} : { title: alt }),
  mime_type: mimeType,
  url,
})
