import type { RenderedContent } from '../../domain/content.ts'

export interface ShownMedia {
  alt: string
  url: string
}

/** What a phone shows of rendered content, whichever channel made it. */
export interface ShownContent {
  firstComment: string | null
  /** A whole article as HTML; null where the channel shows words. */
  html: string | null
  images: ShownMedia[]
  /** Where a card or "Read more" leads; empty for nowhere. */
  link: string
  /** The posts of a thread; the text alone where there is none. */
  parts: string[]
  text: string
  title: string
  /** Those that the text does not show already. */
  topics: string[]
  videos: ShownMedia[]
}

export interface ReadShownArgs {
  html?: string | undefined
  parts?: readonly string[] | undefined
  rendered: RenderedContent
}

/** Reads the parts that channels have in common; what a channel does not have is empty. */
export function readShown({ html, parts, rendered }: ReadShownArgs): ShownContent {
  const media = Array.isArray(rendered['media']) ? (rendered['media'] as Record<string, unknown>[]) : []
  const of = (kind: string): ShownMedia[] =>
    media
      .filter(({ mimeType }) => textOf(mimeType).startsWith(kind))
      .map(({ alt, url }) => ({ alt: textOf(alt), url: textOf(url) }))
  const article = textOf(rendered['content'])
  // A picture message of WeChat has plain words where an article has HTML.
  const isWords = rendered['articleType'] === 'newspic'
  const text = textOf(rendered['text']) || (isWords ? article : '')
  const topics = Array.isArray(rendered['topics']) ? rendered['topics'].map(textOf) : []

  return {
    firstComment: textOf(rendered['firstComment']) || null,
    html: html ?? (textOf(rendered['html']) || (isWords ? null : article || null)),
    images: of('image/'),
    link: textOf(rendered['link']) || textOf(rendered['contentSourceUrl']),
    parts: parts === undefined || parts.length === 0 ? [text] : [...parts],
    text,
    title: textOf(rendered['title']),
    topics: topics.filter((topic) => !text.includes(`#${topic}`)),
    videos: of('video/'),
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
