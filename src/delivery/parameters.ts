import { DEFAULT_LOCALE, type Locale, LOCALES, POST_KINDS, type PostKind } from '../domain/content.ts'
import { InvalidInputError, type Reason } from '../domain/errors.ts'
import { reason } from '../domain/reasons/reason.ts'
import { parseCursor } from './cursor.ts'
import type { Position } from './position.ts'

/** What a client may ask of a list. */
export interface ListParameters {
  cursor: Position | null
  kind: PostKind | null
  limit: number
  locale: Locale
  topic: string | null
}

export interface LimitRange {
  default: number
  max: number
}

const LIST_LIMIT: LimitRange = { default: 20, max: 100 }
const MAX_TOPIC_LENGTH = 100

/** Reads `limit`, `cursor`, `locale`, `kind` and `topic`; throws `InvalidInputError` with every reason at once. */
export function parseListParameters(query: URLSearchParams): ListParameters {
  const reasons: Reason[] = []
  const kind = query.get('kind')
  const limit = readLimit(query, LIST_LIMIT, reasons)
  const locale = readLocale(query, reasons)
  const topic = query.get('topic')

  if (kind !== null && !isOneOf(POST_KINDS, kind)) {
    reasons.push(reason('UNKNOWN_KIND', { path: 'kind', values: { kinds: POST_KINDS.join(', ') } }))
  }

  if (topic !== null && (topic === '' || topic.length > MAX_TOPIC_LENGTH)) {
    reasons.push(reason('BAD_TOPIC', { path: 'topic', values: { max: MAX_TOPIC_LENGTH } }))
  }

  refuse(reasons)

  const cursor = query.get('cursor')

  return { cursor: cursor === null ? null : parseCursor(cursor), kind: kind as PostKind | null, limit, locale, topic }
}

/** Reads `locale` alone; throws `InvalidInputError` when it is not one of ours. */
export function parseLocale(query: URLSearchParams): Locale {
  const reasons: Reason[] = []
  const locale = readLocale(query, reasons)

  refuse(reasons)

  return locale
}

/** Reads `limit` and `locale`; throws `InvalidInputError` with every reason at once. */
export function parsePage(query: URLSearchParams, range: LimitRange): { limit: number; locale: Locale } {
  const reasons: Reason[] = []
  const page = { limit: readLimit(query, range, reasons), locale: readLocale(query, reasons) }

  refuse(reasons)

  return page
}

function readLimit(query: URLSearchParams, { default: fallback, max }: LimitRange, reasons: Reason[]): number {
  const text = query.get('limit') ?? String(fallback)
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0

  if (limit < 1 || limit > max) {
    reasons.push(reason('BAD_LIMIT', { path: 'limit', values: { max } }))
  }

  return limit
}

function readLocale(query: URLSearchParams, reasons: Reason[]): Locale {
  const locale = query.get('locale') ?? DEFAULT_LOCALE

  if (isOneOf(LOCALES, locale)) {
    return locale
  }

  reasons.push(reason('UNKNOWN_LOCALE', { path: 'locale', values: { locales: LOCALES.join(', ') } }))

  return DEFAULT_LOCALE
}

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value)

function refuse(reasons: Reason[]): void {
  if (reasons.length > 0) {
    throw new InvalidInputError('The query has parameters that cannot be used.', reasons)
  }
}
