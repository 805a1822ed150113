import { DEFAULT_LOCALE, type Locale, type LocalisedText, type MediaSnapshot } from '../domain/content.ts'
import type { RenderArgs } from '../domain/channelAdapter.ts'
import { escapeHtml } from '../domain/escapeHtml.ts'

/** A picture or film as the outside can fetch it. */
export interface RenderedMedia {
  aiGenerated: boolean
  alt: string
  height: number | null
  /** By which `files.read` gives its bytes. */
  id: string
  mimeType: string
  url: string
  width: number | null
}

/** A post in one locale with the channel's variant laid over it; what most channels start from. */
export interface RenderedPost {
  campaign: string | null
  excerpt: string
  firstComment: string | null
  html: string
  kind: string
  locale: Locale
  media: RenderedMedia[]
  postId: string
  slug: string
  text: string
  title: string
  topics: string[]
}

export interface RenderPostArgs extends Omit<RenderArgs, 'limits'> {
  /** Put before the paths of our own files, such as `https://beat.example`; empty leaves them paths. */
  publicUrl: string
}

/**
 * Lays a variant over a post.
 *
 * The variant's text takes the place of the whole body, its media that of cover and gallery. A post without a body
 * speaks by its excerpt.
 */
export function renderPost({ locale, post, publicUrl, variant }: RenderPostArgs): RenderedPost {
  const isWritten = post.locales[locale] !== undefined
  const written = post.locales[locale] ?? post.locales[DEFAULT_LOCALE] ?? EMPTY
  const text = variant?.text ?? (written.text || written.excerpt)
  const isOwnBody = (variant?.text ?? null) === null && written.html !== ''
  const html = isOwnBody ? written.html : paragraphs(text)
  const own = [post.cover, ...post.gallery].filter((media) => media !== null)

  return {
    campaign: post.campaign?.name ?? null,
    excerpt: written.excerpt,
    firstComment: variant?.firstComment ?? null,
    html: withAbsoluteUrls(html, publicUrl),
    kind: post.kind,
    locale: isWritten ? locale : DEFAULT_LOCALE,
    media: (variant?.media.length ? variant.media : own).map((media) => renderMedia(media, publicUrl)),
    postId: post.id,
    slug: post.slug,
    text,
    title: variant?.title ?? written.title,
    topics: [...post.topics],
  }
}

const EMPTY: LocalisedText = { excerpt: '', html: '', text: '', title: '' }

const renderMedia = (media: MediaSnapshot, publicUrl: string): RenderedMedia => ({
  aiGenerated: media.aiGenerated,
  alt: media.alt,
  height: media.height,
  id: media.id,
  mimeType: media.mimeType,
  url: media.url.startsWith('/') ? publicUrl + media.url : media.url,
  width: media.width,
})

/** A text as HTML: an empty line parts paragraphs, a single one breaks the line. */
const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('')

/** Works on HTML of our own making, whose attributes are always in double quotes. */
const withAbsoluteUrls = (html: string, publicUrl: string): string =>
  html.replace(/ (href|src)="(\/[^/"][^"]*)"/g, ` $1="${escapeHtml(publicUrl).replaceAll('$', '$$$$')}$2"`)
