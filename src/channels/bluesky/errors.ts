import { SECOND } from '../../domain/duration.ts'
import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { textOf } from '../richText/richTextNode.ts'

/** XRPC names its errors: `{"error": "ExpiredToken", "message": "…"}` (https://atproto.com/specs/xrpc). */
export const errors = errorTable([
  { class: 'reauth-auto', codes: ['ExpiredToken', 'InvalidToken'] },
  { class: 'reauth-user', codes: ['AuthenticationRequired', 'AuthMissing'] },
  // A code by e-mail is asked for: an app password does without.
  { class: 'needs-human', codes: ['AuthFactorTokenRequired'] },
  { class: 'not-allowed', codes: ['AccountTakedown', 'Forbidden', 'InvalidHandle'] },
  { class: 'disconnect', codes: ['AccountDeactivated', 'RepoDeactivated', 'RepoNotFound', 'RepoTakendown'] },
  { class: 'throttled', codes: ['RateLimitExceeded'] },
  {
    class: 'invalid-payload',
    codes: ['BlobTooLarge', 'InvalidMimeType', 'InvalidRecord', 'InvalidRequest', 'PayloadTooLarge'],
  },
  // A blob that no record names is dropped after some hours.
  { class: 'retry', codes: ['BlobNotFound'], forgetsHandles: true },
  { class: 'retry', codes: ['NotEnoughResources'] },
  { class: 'unknown-outcome', codes: ['InternalServerError', 'UpstreamFailure', 'UpstreamTimeout'] },
])

/** Says when the window begins anew by `RateLimit-Reset`, in seconds since 1970. */
export const createReadFailure =
  (clock: () => Date) =>
  ({ body, headers, status }: ApiAnswer): ApiFailure | null => {
    if (status < 300) {
      return null
    }

    const reset = status === 429 ? Number(headers.get('ratelimit-reset') ?? NaN) : NaN

    return {
      code: textOf(body['error']),
      detail: textOf(body['message']),
      ...(!Number.isNaN(reset) && { retryAfterMs: Math.max(SECOND, reset * SECOND - clock().getTime()) }),
    }
  }
