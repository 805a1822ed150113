import type { ChannelLimits, Finding, TextUnit } from '../domain/channelAdapter.ts'
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
    ? [error('TOO_MANY_IMAGES', `${images} images, at most ${limits.images} are taken.`, 'media')]
    : []),
]

/** Whether what will leave is larger than the channel takes. */
export function findOversize(body: string, limits: ChannelLimits): Finding[] {
  const bytes = countText(body, 'utf8-byte')

  return limits.bodyBytes !== undefined && bytes > limits.bodyBytes
    ? [error('BODY_TOO_LARGE', `${bytes} bytes, at most ${limits.bodyBytes} are taken.`, 'body')]
    : []
}

interface FindTooLongArgs {
  code: string
  limit: { max: number; unit: TextUnit } | undefined
  path: string
  text: string
}

function findTooLong({ code, limit, path, text }: FindTooLongArgs): Finding[] {
  const length = limit === undefined ? 0 : countText(text, limit.unit)

  return limit !== undefined && length > limit.max
    ? [error(code, `${length} ${UNITS[limit.unit]}, at most ${limit.max} are taken.`, path)]
    : []
}

const error = (code: string, message: string, path: string): Finding => ({ code, message, path, severity: 'error' })

const UNITS: Record<TextUnit, string> = {
  grapheme: 'characters',
  'half-width': 'half-width characters',
  utf16: 'UTF-16 units',
  'utf8-byte': 'bytes',
}
