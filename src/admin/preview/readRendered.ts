import type { RenderedContent } from '../../domain/content.ts'

/** What a phone shows of rendered content, whichever channel made it. */
export interface ShownContent {
  firstComment: string | null
  images: { alt: string; url: string }[]
  text: string
  title: string
  topics: string[]
}

/** Reads the parts that channels have in common; what a channel does not have is empty. */
export function readRendered(rendered: RenderedContent): ShownContent {
  const media = Array.isArray(rendered['media']) ? (rendered['media'] as Record<string, unknown>[]) : []

  return {
    firstComment: textOf(rendered['firstComment']) || null,
    images: media
      .filter(({ mimeType }) => textOf(mimeType).startsWith('image/'))
      .map(({ alt, url }) => ({ alt: textOf(alt), url: textOf(url) })),
    text: textOf(rendered['text']),
    title: textOf(rendered['title']),
    topics: Array.isArray(rendered['topics']) ? rendered['topics'].map(textOf) : [],
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
