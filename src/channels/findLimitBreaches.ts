import type { ChannelLimits, Finding, TextUnit } from '../domain/channelAdapter.ts'
import type { ReasonValues } from '../domain/reasons/fillText.ts'
import { reason, type ReasonCode } from '../domain/reasons/reason.ts'
import { countText } from '../domain/textLength.ts'

export interface FindLimitBreachesArgs {
  images: number
  limits: ChannelLimits
  text: string
  title: string
}

/** What a platform would refuse about a text and its pictures; `path` names the part. */
export const findLimitBreaches = ({ images, limits, text, title }: FindLimitBreachesArgs): Finding[] => [
  ...findTooLong({ code: 'TITLE_TOO_LONG', limit: limits.title, path: 'title', text: title }),
  ...findTooLong({ code: 'TEXT_TOO_LONG', limit: limits.text, path: 'text', text }),
  ...(limits.images !== undefined && images > limits.images
    ? [error('TOO_MANY_IMAGES', 'media', { count: images, max: limits.images })]
    : []),
]

/** Whether what will leave is larger than the channel takes. */
export function findOversize(body: string, limits: ChannelLimits): Finding[] {
  const bytes = countText(body, 'utf8-byte')

  return limits.bodyBytes !== undefined && bytes > limits.bodyBytes
    ? [error('BODY_TOO_LARGE', 'body', { count: bytes, max: limits.bodyBytes })]
    : []
}

interface FindTooLongArgs {
  code: 'TEXT_TOO_LONG' | 'TITLE_TOO_LONG'
  limit: { max: number; unit: TextUnit } | undefined
  path: string
  text: string
}

function findTooLong({ code, limit, path, text }: FindTooLongArgs): Finding[] {
  const length = limit === undefined ? 0 : countText(text, limit.unit)

  return limit !== undefined && length > limit.max
    ? [error(code, path, { count: length, max: limit.max, unit: limit.unit })]
    : []
}

const error = (code: ReasonCode, path: string, values: ReasonValues): Finding => ({
  ...reason(code, { path, values }),
  severity: 'error',
})
