import type { PublicPost } from '../publicPost.ts'
import { type Feed, LANGUAGE_TAGS, updatedAtOf } from './feed.ts'
import { xmlDocument, xmlElement, xmlLeaf, xmlText } from './xml.ts'

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
}

/** RSS 2.0 with the whole text in `content:encoded`; an item's guid is the publication's id. */
export const writeRss = (feed: Feed): string =>
  xmlDocument(
    xmlElement('rss', { version: '2.0', ...NAMESPACES }, [
      xmlElement('channel', {}, [
        xmlElement('title', {}, xmlText(feed.title)),
        xmlElement('link', {}, xmlText(feed.homePageUrl)),
        xmlElement('description', {}, xmlText(feed.description)),
        xmlElement('language', {}, LANGUAGE_TAGS[feed.locale]),
        xmlElement('lastBuildDate', {}, updatedAtOf(feed).toUTCString()),
        xmlElement('generator', {}, 'Drumbeat'),
        xmlElement('atom:link', { href: feed.selfUrl, rel: 'self', type: 'application/rss+xml' }),
        feed.hubUrl && xmlElement('atom:link', { href: feed.hubUrl, rel: 'hub' }),
        ...feed.posts.map(toItem),
      ]),
    ]),
  )

const toItem = (post: PublicPost): string =>
  xmlElement('item', {}, [
    xmlLeaf('title', post.title),
    xmlLeaf('link', post.url),
    xmlElement('guid', { isPermaLink: 'false' }, xmlText(post.id)),
    xmlElement('pubDate', {}, new Date(post.publishedAt).toUTCString()),
    // RSS wants a title or a description; a note may have no title.
    xmlElement('description', {}, xmlText(post.excerpt || post.text || post.title)),
    xmlLeaf('content:encoded', post.html),
    ...post.topics.map((topic) => xmlLeaf('category', topic)),
    // The length is not known here; 0 is what the RSS Advisory Board asks for then.
    post.cover && xmlElement('enclosure', { length: '0', type: post.cover.mimeType, url: post.cover.url }),
  ])
