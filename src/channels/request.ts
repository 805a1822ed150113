import type { SafeFetch } from '../domain/channelAdapter.ts'
import { ChannelError } from '../domain/errors.ts'
import { refusalOf } from './httpErrors.ts'

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
    throw new ChannelError({
      channelCode: 'ABORTED',
      errorClass: 'retry',
      message: `The request to ${who} was called off before it began.`,
    })
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

  switch (code) {
    case 'OUTBOUND_REFUSED':
      return new ChannelError({
        cause,
        channelCode: code,
        errorClass: 'not-allowed',
        says: { code: 'ADDRESS_REFUSED', values: { channel: who } },
        message: `${who} may not be called: it is a private address that OUTBOUND_ALLOW does not name.`,
      })
    case 'OUTBOUND_CALLED_OFF':
      return new ChannelError({
        cause,
        channelCode: code,
        errorClass: 'retry',
        message: `The request to ${who} was called off before it began.`,
      })
    case 'OUTBOUND_UNREACHABLE':
      return new ChannelError({
        cause,
        channelCode: code,
        errorClass: 'retry',
        says: { code: 'NO_CONNECTION', values: { channel: who } },
        message: `No connection to ${who} came about.`,
      })
    default:
      return new ChannelError({
        cause,
        channelCode: code,
        errorClass: 'unknown-outcome',
        says: { code: 'NO_ANSWER', values: { channel: who } },
        message: `${who} gave no answer; whether it took the request is not known.`,
      })
  }
}
