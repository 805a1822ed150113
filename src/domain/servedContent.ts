import { ownMedia } from './shownMedia.ts'
import { type ChannelContent, DEFAULT_LOCALE, type MediaSnapshot } from './content.ts'

export interface ServedContent {
  /** What readers get in each language: HTML, or the text that was written for the channel. */
  bodies: string[]
  cover: MediaSnapshot | null
  gallery: MediaSnapshot[]
}

/** What delivery API and feeds can show of a snapshot: no pictures or words in whose place the channel has its own. */
export function findServed({ post, variant }: Pick<ChannelContent, 'post' | 'variant'>): ServedContent {
  const own = variant?.text ?? null

  return {
    // What was written for the channel stands for the default language.
    bodies: Object.entries({ [DEFAULT_LOCALE]: null, ...post.locales }).map(([locale, text]) =>
      locale === DEFAULT_LOCALE && own !== null ? own : (text?.html ?? ''),
    ),
    cover: post.cover,
    gallery: ownMedia(variant) ?? post.gallery,
  }
}
