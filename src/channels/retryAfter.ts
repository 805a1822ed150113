import { DAY, SECOND } from '../domain/duration.ts'

/**
 * Reads a `Retry-After` header (RFC 9110 §10.2.3), seconds or an HTTP date, as milliseconds from `now`.
 *
 * Null when there is none or it cannot be read. Never more than a day: a platform that asks for longer is asked again.
 */
export function parseRetryAfter(text: string | null, now: Date): number | null {
  if (text === null || text.trim() === '') {
    return null
  }

  const waitMs = /^\d+$/.test(text.trim()) ? Number(text) * SECOND : parseHttpDate(text) - now.getTime()

  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), DAY)
}

/** Only the forms that HTTP knows, all of which begin with a day's name; `Date.parse` takes far more. */
const parseHttpDate = (text: string): number => (/^[A-Z][a-z]{2,8},? /.test(text.trim()) ? Date.parse(text) : NaN)
