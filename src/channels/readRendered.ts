import type { RenderedContent } from '../domain/content.ts'
import type { FindLimitBreachesArgs } from './findLimitBreaches.ts'
import type { RenderedPost } from './renderPost.ts'
import { textOf } from './richText/richTextNode.ts'

/** What the limits of a platform look at, from content that `renderPost` made. */
export function readRendered(rendered: RenderedContent): Omit<FindLimitBreachesArgs, 'limits'> {
  const media = Array.isArray(rendered['media']) ? (rendered['media'] as RenderedPost['media']) : []

  return {
    images: media.filter(({ mimeType }) => mimeType.startsWith('image/')).length,
    text: textOf(rendered['text']),
    title: textOf(rendered['title']),
    videos: media.filter(({ mimeType }) => mimeType.startsWith('video/')).length,
  }
}
