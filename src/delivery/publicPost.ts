import type { ObjectId } from 'mongodb'

import {
  type ChannelContent,
  DEFAULT_LOCALE,
  type Locale,
  type LocalisedText,
  type MediaSnapshot,
  type PostKind,
} from '../domain/content.ts'
import type { PublicationRow } from '../domain/publication.ts'
import { findServed } from '../domain/servedContent.ts'
import { withMentions } from '../domain/writing/mentions.ts'
import { absoluteHtml, absoluteUrl } from './baseUrl.ts'
import { paragraphs } from './html.ts'

/** A picture or film with absolute addresses. */
export type PublicMedia = Omit<MediaSnapshot, 'id'>

/** One published post as the world sees it; every field is meant to be public. */
export interface PublicPost {
  /** The publication's id: the same for as long as the post stands on the channel. */
  id: string
  cover: PublicMedia | null
  excerpt: string
  firstComment: string | null
  gallery: PublicMedia[]
  html: string
  kind: PostKind
  /** The language of the texts: the one asked for, or the default where there is no translation. */
  locale: Locale
  /** A picture of one pixel; showing it beside the post counts a view. */
  pixelUrl: string
  publishedAt: string
  slug: string
  text: string
  title: string
  topics: string[]
  updatedAt: string
  /** Where the platform shows the post, if it is a platform that does. */
  url: string | null
}

/** The part of a ledger row that delivery reads. */
export type PublishedRow = Pick<
  PublicationRow<ObjectId>,
  '_id' | 'campaign' | 'channel' | 'post' | 'receipt' | 'startedAt'
> & {
  changedAt: Date
  content: Pick<ChannelContent, 'post' | 'variant'>
}

/** Picks what is public out of a snapshot, field by field, in the language asked for. */
export function toPublicPost({ base, locale, row }: ToPublicPostArgs): PublicPost {
  const { post, variant } = row.content
  const { locale: found, text: written } = findText(row.content, locale)
  const text = withMentions(written, variant?.mentions ?? [])
  const { cover, gallery } = findServed(row.content)

  return {
    id: row._id,
    cover: cover && toPublicMedia(base, cover),
    excerpt: text.excerpt,
    firstComment: variant?.firstComment ?? null,
    gallery: gallery.map((media) => toPublicMedia(base, media)),
    html: absoluteHtml(base, text.html),
    kind: post.kind,
    locale: found,
    pixelUrl: `${base}/engagement/v1/pixel.gif?p=${encodeURIComponent(row._id)}`,
    publishedAt: publishedAtOf(row).toISOString(),
    slug: post.slug,
    text: text.text,
    title: text.title,
    topics: variant?.topics?.length ? variant.topics : post.topics,
    updatedAt: row.changedAt.toISOString(),
    url: webAddress(row.receipt?.url),
  }
}

/** The platform's own word if it is an instant, else when it was sent. */
function publishedAtOf({ changedAt, receipt, startedAt }: PublishedRow): Date {
  const told = new Date(receipt?.publishedAt ?? '')

  return Number.isNaN(told.getTime()) ? (startedAt ?? changedAt) : told
}

/** A receipt is the platform's or a person's word; what is no web address is no link. */
const webAddress = (url: string | undefined): string | null =>
  url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url) ? url : null

export interface ToPublicPostArgs {
  /** The address of this server, without a slash at its end. */
  base: string
  locale: Locale
  row: PublishedRow
}

const NO_TEXT: LocalisedText = { excerpt: '', html: '', text: '', title: '' }

/**
 * The texts in the language asked for.
 *
 * What an editor wrote for the channel has no language of its own: it stands for the default one, and
 * for any that the post was not translated to.
 */
function findText({ post, variant }: PublishedRow['content'], locale: Locale): { locale: Locale; text: LocalisedText } {
  const translated = post.locales[locale]

  if (translated !== undefined && locale !== DEFAULT_LOCALE) {
    return { locale, text: translated }
  }

  const own = post.locales[DEFAULT_LOCALE] ?? NO_TEXT
  const title = variant?.title ?? own.title
  const body = variant?.text ?? null

  return {
    locale: DEFAULT_LOCALE,
    text: body === null ? { ...own, title } : { excerpt: own.excerpt, html: paragraphs(body), text: body, title },
  }
}

const toPublicMedia = (base: string, media: MediaSnapshot): PublicMedia => ({
  aiGenerated: media.aiGenerated,
  alt: media.alt,
  height: media.height,
  mimeType: media.mimeType,
  renditions: Object.fromEntries(
    Object.entries(media.renditions).map(([name, { height, url, width }]) => [
      name,
      { height, url: absoluteUrl(base, url), width },
    ]),
  ),
  url: absoluteUrl(base, media.url),
  width: media.width,
})
