import type { PublicPost } from '../publicPost.ts'
import { type Feed, LANGUAGE_TAGS, updatedAtOf } from './feed.ts'
import { xmlDocument, xmlElement, xmlLeaf, xmlText } from './xml.ts'

/** Atom (RFC 4287); ids are URNs of the publication, because Atom asks for an IRI. */
export const writeAtom = (feed: Feed): string =>
  xmlDocument(
    xmlElement('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': LANGUAGE_TAGS[feed.locale] }, [
      xmlElement('id', {}, xmlText(feed.selfUrl)),
      xmlElement('title', {}, xmlText(feed.title)),
      xmlLeaf('subtitle', feed.description),
      xmlElement('updated', {}, updatedAtOf(feed).toISOString()),
      xmlElement('author', {}, xmlElement('name', {}, xmlText(feed.title))),
      xmlElement('generator', {}, 'Drumbeat'),
      xmlElement('link', { href: feed.selfUrl, rel: 'self', type: 'application/atom+xml' }),
      feed.hubUrl && xmlElement('link', { href: feed.hubUrl, rel: 'hub' }),
      xmlElement('link', { href: feed.homePageUrl, rel: 'alternate' }),
      ...feed.posts.map(toEntry),
    ]),
  )

const toEntry = (post: PublicPost): string =>
  xmlElement('entry', {}, [
    xmlElement('id', {}, `urn:drumbeat:publication:${xmlText(post.id)}`),
    xmlElement('title', {}, xmlText(post.title || post.excerpt)),
    xmlElement('updated', {}, post.updatedAt),
    xmlElement('published', {}, new Date(post.publishedAt).toISOString()),
    post.url && xmlElement('link', { href: post.url, rel: 'alternate' }),
    post.cover && xmlElement('link', { href: post.cover.url, rel: 'enclosure', type: post.cover.mimeType }),
    xmlLeaf('summary', post.excerpt),
    xmlElement('content', { type: 'html', 'xml:lang': LANGUAGE_TAGS[post.locale] }, xmlText(post.html || post.text)),
    ...post.topics.map((topic) => xmlElement('category', { term: topic })),
  ])
