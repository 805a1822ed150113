import type { RenderedContent } from '../domain/content.ts'
import type { CountedContent } from '../domain/writing/countParts.ts'
import { isImage, isVideo, mediaOf } from './renderedMedia.ts'
import { textOf } from './richText/richTextNode.ts'

/** How many topics stand apart from the text. */
export const countTopics = ({ topics }: RenderedContent): number => (Array.isArray(topics) ? topics.length : 0)

/** What the limits of a platform look at, from content that `renderPost` made. */
export function readRendered(rendered: RenderedContent): Omit<CountedContent, 'limits'> {
  const media = mediaOf(rendered)

  return {
    firstComment: textOf(rendered['firstComment']),
    images: media.filter(isImage).length,
    text: textOf(rendered['text']),
    title: textOf(rendered['title']),
    videos: media.filter(isVideo).length,
  }
}
