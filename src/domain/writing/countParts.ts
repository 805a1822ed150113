import type { ChannelLimits, TextLimit, TextUnit } from '../channelManifest.ts'
import { countText } from '../textLength.ts'

/** What a platform counts of a post; `caption` is the text where it stands beside pictures. */
export type Part = 'caption' | 'excerpt' | 'firstComment' | 'images' | 'media' | 'text' | 'title' | 'topics' | 'videos'

/** How much of what a platform takes is used; `unit` where it is a text. */
export interface PartCount {
  count: number
  max: number
  part: Part
  unit?: TextUnit
}

export interface CountedContent {
  /** Counted only where given. */
  excerpt?: string
  /** Counted only where given. */
  firstComment?: string
  images: number
  limits: ChannelLimits
  text: string
  title: string
  topics?: number
  videos?: number
}

/** Counts every part that the platform limits, as the platform counts; the one place where it is done. */
export function countParts(content: CountedContent): PartCount[] {
  const { excerpt = '', firstComment = '', images, limits, text, title, topics = 0, videos = 0 } = content
  const isCaption = images + videos > 0 && limits.caption !== undefined

  return [
    ...counted('title', title, limits.title),
    ...counted('excerpt', excerpt, limits.excerpt),
    ...(isCaption ? counted('caption', text, limits.caption) : counted('text', text, limits.text)),
    ...counted('firstComment', firstComment, limits.firstComment),
    ...limited('images', images, limits.images),
    ...limited('videos', videos, limits.videos),
    ...limited('media', images + videos, limits.media),
    ...limited('topics', topics, limits.topics),
  ]
}

const counted = (part: Part, text: string, limit: TextLimit | undefined): PartCount[] =>
  limit === undefined ? [] : [{ count: countText(text, limit.unit), max: limit.max, part, unit: limit.unit }]

const limited = (part: Part, count: number, max: number | undefined): PartCount[] =>
  max === undefined ? [] : [{ count, max, part }]
