import type { ChannelLimits, Finding, TextLimit } from '../domain/channelAdapter.ts'
import type { ReasonValues } from '../domain/reasons/fillText.ts'
import { reason, type ReasonCode } from '../domain/reasons/reason.ts'
import { countText } from '../domain/textLength.ts'

export interface FindLimitBreachesArgs {
  /** Counted only where given. */
  excerpt?: string
  images: number
  limits: ChannelLimits
  text: string
  title: string
  topics?: number
  videos?: number
}

/** What a platform would refuse about a text and its pictures; `path` names the part. */
export function findLimitBreaches(args: FindLimitBreachesArgs): Finding[] {
  const { excerpt = '', images, limits, text, title, topics = 0, videos = 0 } = args
  const isCaption = images + videos > 0 && limits.caption !== undefined

  return [
    ...findTooLong({ code: 'TITLE_TOO_LONG', limit: limits.title, path: 'title', text: title }),
    ...findTooLong({ code: 'EXCERPT_TOO_LONG', limit: limits.excerpt, path: 'excerpt', text: excerpt }),
    ...(isCaption
      ? findTooLong({ code: 'CAPTION_TOO_LONG', limit: limits.caption, path: 'text', text })
      : findTooLong({ code: 'TEXT_TOO_LONG', limit: limits.text, path: 'text', text })),
    ...findTooMany({ code: 'TOO_MANY_IMAGES', count: images, max: limits.images, path: 'media' }),
    ...findTooMany({ code: 'TOO_MANY_VIDEOS', count: videos, max: limits.videos, path: 'media' }),
    ...findTooMany({ code: 'TOO_MANY_TOPICS', count: topics, max: limits.topics, path: 'topics' }),
  ]
}

/** Whether what will leave is larger than the channel takes. */
export function findOversize(body: string, limits: ChannelLimits): Finding[] {
  const bytes = countText(body, 'utf8-byte')

  return limits.bodyBytes !== undefined && bytes > limits.bodyBytes
    ? [error('BODY_TOO_LARGE', 'body', { count: bytes, max: limits.bodyBytes })]
    : []
}

interface FindTooLongArgs {
  code: 'CAPTION_TOO_LONG' | 'EXCERPT_TOO_LONG' | 'TEXT_TOO_LONG' | 'TITLE_TOO_LONG'
  limit: TextLimit | undefined
  path: string
  text: string
}

function findTooLong({ code, limit, path, text }: FindTooLongArgs): Finding[] {
  const length = limit === undefined ? 0 : countText(text, limit.unit)

  return limit !== undefined && length > limit.max
    ? [error(code, path, { count: length, max: limit.max, unit: limit.unit })]
    : []
}

interface FindTooManyArgs {
  code: 'TOO_MANY_IMAGES' | 'TOO_MANY_TOPICS' | 'TOO_MANY_VIDEOS'
  count: number
  max: number | undefined
  path: string
}

const findTooMany = ({ code, count, max, path }: FindTooManyArgs): Finding[] =>
  max !== undefined && count > max ? [error(code, path, { count, max })] : []

const error = (code: ReasonCode, path: string, values: ReasonValues): Finding => ({
  ...reason(code, { path, values }),
  severity: 'error',
})
