import type { ChannelLimits, Finding } from '../domain/channelAdapter.ts'
import type { ReasonValues } from '../domain/reasons/fillText.ts'
import { reason, type ReasonCode } from '../domain/reasons/reason.ts'
import { countText } from '../domain/textLength.ts'
import { type CountedContent, countParts, type Part, type PartCount } from '../domain/writing/countParts.ts'

/** What a platform would refuse about a text and its pictures; `path` names the part. */
export const findLimitBreaches = (content: CountedContent): Finding[] => findBreaches(countParts(content))

/** The same of what was counted before. */
export const findBreaches = (counts: readonly PartCount[]): Finding[] =>
  counts
    .filter(({ count, max }) => count > max)
    .map(({ count, max, part, unit }) =>
      error(BREACHES[part].code, BREACHES[part].path, { count, max, ...(unit !== undefined && { unit }) }),
    )

/** Whether what will leave is larger than the channel takes. */
export function findOversize(body: string, limits: ChannelLimits): Finding[] {
  const bytes = countText(body, 'utf8-byte')

  return limits.bodyBytes !== undefined && bytes > limits.bodyBytes
    ? [error('BODY_TOO_LARGE', 'body', { count: bytes, max: limits.bodyBytes })]
    : []
}

const BREACHES = {
  caption: { code: 'CAPTION_TOO_LONG', path: 'text' },
  excerpt: { code: 'EXCERPT_TOO_LONG', path: 'excerpt' },
  firstComment: { code: 'FIRST_COMMENT_TOO_LONG', path: 'firstComment' },
  images: { code: 'TOO_MANY_IMAGES', path: 'media' },
  media: { code: 'TOO_MANY_MEDIA', path: 'media' },
  text: { code: 'TEXT_TOO_LONG', path: 'text' },
  title: { code: 'TITLE_TOO_LONG', path: 'title' },
  topics: { code: 'TOO_MANY_TOPICS', path: 'topics' },
  videos: { code: 'TOO_MANY_VIDEOS', path: 'media' },
} as const satisfies Record<Part, { code: ReasonCode; path: string }>

const error = (code: ReasonCode, path: string, values: ReasonValues): Finding => ({
  ...reason(code, { path, values }),
  severity: 'error',
})
