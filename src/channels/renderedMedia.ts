import type { RenderedContent } from '../domain/content.ts'
import type { RenderedMedia } from './renderPost.ts'

/** The pictures and films of content whose adapter renders `media`. */
export const mediaOf = (rendered: RenderedContent): RenderedMedia[] =>
  Array.isArray(rendered['media']) ? (rendered['media'] as RenderedMedia[]) : []

export const isImage = ({ mimeType }: Pick<RenderedMedia, 'mimeType'>): boolean => mimeType.startsWith('image/')

export const isVideo = ({ mimeType }: Pick<RenderedMedia, 'mimeType'>): boolean => mimeType.startsWith('video/')

/** Only what social platforms show beside a text. */
export const isShown = (media: Pick<RenderedMedia, 'mimeType'>): boolean => isImage(media) || isVideo(media)
