import type { ChannelError, ChannelErrorClass } from '../domain/errors.ts'
import { SENTENCE } from './api/sentence.ts'
import { parseRetryAfter } from './retryAfter.ts'
import { spokenError } from './spokenError.ts'

/**
 * What an HTTP status means where the platform has no code of its own.
 *
 * A gateway's 502 and 504 (and their kin at large proxies) say that nobody knows whether the platform got it.
 */
const CLASSES: Readonly<Record<number, ChannelErrorClass>> = {
  400: 'invalid-payload',
  401: 'reauth-user',
  402: 'quota-exhausted',
  403: 'not-allowed',
  404: 'disconnect',
  405: 'not-allowed',
  408: 'retry',
  409: 'rejected-content',
  410: 'disconnect',
  413: 'invalid-payload',
  415: 'invalid-payload',
  421: 'retry',
  422: 'rejected-content',
  423: 'retry',
  425: 'retry',
  429: 'throttled',
  451: 'rejected-content',
  500: 'retry',
  501: 'not-allowed',
  502: 'unknown-outcome',
  503: 'retry',
  504: 'unknown-outcome',
  507: 'quota-exhausted',
  520: 'unknown-outcome',
  522: 'retry',
  524: 'unknown-outcome',
}

/** For what the table leaves out, by the hundred; a redirect of a POST is not followed, the address must be mended. */
const FALLBACK: Readonly<Record<number, ChannelErrorClass>> = { 3: 'not-allowed', 4: 'invalid-payload', 5: 'retry' }

export const classifyStatus = (status: number): ChannelErrorClass =>
  CLASSES[status] ?? FALLBACK[Math.floor(status / 100)] ?? 'unknown-outcome'

export interface RefusalArgs {
  now: Date
  response: Pick<Response, 'headers' | 'status'>
  /** Who answered, for people; never an address with its query. */
  who: string
}

/** The error of an answer that is not a success; nothing of the answer's body is in it. */
export function refusalOf({ now, response, who }: RefusalArgs): ChannelError {
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), now)
  const code = `HTTP_${response.status}`
  const errorClass = classifyStatus(response.status)

  return spokenError({
    channelCode: code,
    errorClass,
    says: SENTENCE[errorClass],
    values: { channel: who, code },
    ...(retryAfterMs !== null && { retryAfterMs }),
  })
}
