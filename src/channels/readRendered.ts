import type { RenderedContent } from '../domain/content.ts'
import type { FindLimitBreachesArgs } from './findLimitBreaches.ts'
import { isImage, isVideo, mediaOf } from './renderedMedia.ts'
import { textOf } from './richText/richTextNode.ts'

/** What the limits of a platform look at, from content that `renderPost` made. */
export function readRendered(rendered: RenderedContent): Omit<FindLimitBreachesArgs, 'limits'> {
  const media = mediaOf(rendered)

  return {
    images: media.filter(isImage).length,
    text: textOf(rendered['text']),
    title: textOf(rendered['title']),
    videos: media.filter(isVideo).length,
  }
}
