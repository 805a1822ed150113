import type { SafeFetch } from '../domain/channelAdapter.ts'
import type { ChannelError } from '../domain/errors.ts'
import { refusalOf } from './httpErrors.ts'
import { spokenError } from './spokenError.ts'

export interface RequestArgs {
  clock: () => Date
  fetch: SafeFetch
  init: RequestInit & { signal: AbortSignal }
  /** A status that is an answer all the same, such as 404 of a look-up. */
  isAnswer?: (status: number) => boolean
  url: string
}

/**
 * One call to a platform: gives its answer, or throws a `ChannelError`.
 *
 * What ended before anything left is `retry` (`not-allowed` when our own policy refuses the address); what ended
 * after bytes may have left without an answer is `unknown-outcome`. The error names the host and nothing more of the
 * address, because paths and queries carry tokens.
 */
export async function request({ clock, fetch, init, isAnswer, url }: RequestArgs): Promise<Response> {
  const who = URL.canParse(url) ? new URL(url).host : 'The channel'

  if (init.signal.aborted) {
    throw spokenError({ channelCode: 'ABORTED', errorClass: 'retry', says: 'CALLED_OFF', values: { channel: who } })
  }

  const response = await fetch(url, init).catch((error: unknown) => {
    throw failureOf(error, who)
  })

  if (!response.ok && isAnswer?.(response.status) !== true) {
    throw refusalOf({ now: clock(), response, who })
  }

  return response
}

function failureOf(cause: unknown, who: string): ChannelError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'NO_ANSWER'

  const values = { channel: who }

  switch (code) {
    case 'OUTBOUND_REFUSED':
      return spokenError({ cause, channelCode: code, errorClass: 'not-allowed', says: 'ADDRESS_REFUSED', values })
    case 'OUTBOUND_CALLED_OFF':
      return spokenError({ cause, channelCode: code, errorClass: 'retry', says: 'CALLED_OFF', values })
    case 'OUTBOUND_UNREACHABLE':
      return spokenError({ cause, channelCode: code, errorClass: 'retry', says: 'NO_CONNECTION', values })
    default:
      return spokenError({ cause, channelCode: code, errorClass: 'unknown-outcome', says: 'NO_ANSWER', values })
  }
}
