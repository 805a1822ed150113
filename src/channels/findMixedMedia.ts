import type { Finding } from '../domain/channelAdapter.ts'
import { reason } from '../domain/reasons/reason.ts'
import type { CountedContent } from '../domain/writing/countParts.ts'

export type MediaCounts = Pick<CountedContent, 'images' | 'videos'>

/** What a platform says of a film beside pictures, where a post has either. */
export const findMixedMedia = (channel: string, { images, videos = 0 }: MediaCounts): Finding[] =>
  images > 0 && videos > 0
    ? [{ ...reason('MEDIA_MIXED', { path: 'media', values: { channel } }), severity: 'error' }]
    : []
