import { SECOND } from '../../domain/duration.ts'
import { isChannelError } from '../../domain/errors.ts'
import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { textOf } from '../richText/richTextNode.ts'

/** Mastodon has no codes of its own: only the status tells, `{"error": "…"}` is for people. */
export const errors = errorTable([
  { class: 'reauth-user', statuses: [401] },
  // Outside of the token's scopes, or an account that is frozen.
  { class: 'not-allowed', says: 'PERMISSION_MISSING', statuses: [403] },
  // Validation: too long, empty, files that do not go together.
  { class: 'invalid-payload', statuses: [422] },
  { class: 'throttled', statuses: [429] },
])

/** Whether what was asked for is not there any more. */
export const isGone = (error: unknown): boolean => isChannelError(error) && error.channelCode === 'HTTP_404'

/** Says when the window of calls begins anew by `X-RateLimit-Reset`, an ISO instant, and not by `Retry-After`. */
export const createReadFailure =
  (clock: () => Date) =>
  ({ body, headers, status }: ApiAnswer): ApiFailure | null => {
    if (status < 300) {
      return null
    }

    const reset = status === 429 ? Date.parse(headers.get('x-ratelimit-reset') ?? '') : NaN
    const requestId = headers.get('x-request-id')

    return {
      detail: textOf(body['error']),
      ...(requestId !== null && { requestId }),
      ...(!Number.isNaN(reset) && { retryAfterMs: Math.max(SECOND, reset - clock().getTime()) }),
    }
  }
