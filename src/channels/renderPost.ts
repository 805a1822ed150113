import { DEFAULT_LOCALE, type Locale, type LocalisedText, type MediaSnapshot } from '../domain/content.ts'
import type { RenderArgs } from '../domain/channelAdapter.ts'
import { shownMedia } from '../domain/shownMedia.ts'
import { escapeHtml } from '../domain/escapeHtml.ts'
import { findLinks } from '../domain/writing/links.ts'
import { withMentions } from '../domain/writing/mentions.ts'

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
  /** Who is mentioned, without @; they stand in `text` and `html` already. Absent for nobody. */
  mentions?: string[]
  postId: string
  slug: string
  text: string
  title: string
  topics: string[]
}

export interface RenderPostArgs extends Omit<RenderArgs, 'limits'> {
  /** How a body is written as this platform's text; plain unless given. A variant's text is in that form already. */
  form?: (html: string) => string
  /** How an account is mentioned in a text: `@name` unless the platform has another way. */
  mention?: (handle: string) => string
  /** Put before the paths of our own files, such as `https://beat.example`; empty leaves them paths. */
  publicUrl: string
}

/**
 * Lays a variant over a post.
 *
 * The variant's text takes the place of the whole body, its media that of cover and gallery, its topics that of the
 * post's. A post without a body speaks by its excerpt. Mentions that the text does not make by itself follow it.
 */
export function renderPost(args: RenderPostArgs): RenderedPost {
  const { locale, mention, post, publicUrl, variant } = args
  const isWritten = post.locales[locale] !== undefined
  const written = post.locales[locale] ?? post.locales[DEFAULT_LOCALE] ?? EMPTY
  const mentions = variant?.mentions ?? []
  const body = withMentions(writeBody(args, written), mentions, mention)

  return {
    campaign: post.campaign?.name ?? null,
    excerpt: written.excerpt,
    firstComment: variant?.firstComment ?? null,
    html: body.html,
    kind: post.kind,
    locale: isWritten ? locale : DEFAULT_LOCALE,
    media: shownMedia({ post, variant }).map((media) => renderMedia(media, publicUrl)),
    ...(mentions.length > 0 && { mentions: [...mentions] }),
    postId: post.id,
    slug: post.slug,
    text: body.text,
    title: variant?.title ?? written.title,
    topics: [...(variant?.topics?.length ? variant.topics : post.topics)],
  }
}

function writeBody({ form, publicUrl, variant }: RenderPostArgs, written: LocalisedText) {
  const own = variant?.text ?? null

  if (own !== null) {
    return { html: paragraphs(own), text: own }
  }

  const plain = written.text || written.excerpt
  const html = written.html === '' ? paragraphs(plain) : withAbsoluteUrls(written.html, publicUrl)

  return { html, text: form?.(html) ?? plain }
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
    .map((part) => `<p>${withLinks(part).replaceAll('\n', '<br>')}</p>`)
    .join('')

/** Escaped, with its addresses as links, as they are where people write with formats. */
function withLinks(text: string): string {
  let html = ''
  let end = 0

  for (const { at, url } of findLinks(text)) {
    html += `${escapeHtml(text.slice(end, at))}<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`
    end = at + url.length
  }

  return html + escapeHtml(text.slice(end))
}

/** Works on HTML of our own making, whose attributes are always in double quotes. */
const withAbsoluteUrls = (html: string, publicUrl: string): string =>
  html.replace(/ (href|src)="(\/[^/"][^"]*)"/g, ` $1="${escapeHtml(publicUrl).replaceAll('$', '$$$$')}$2"`)
