import { SECOND } from '../../domain/duration.ts'
import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { goneBy } from '../api/unlessGone.ts'
import { textOf } from '../richText/richTextNode.ts'

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const errors = errorTable([
  // Unknown channel, unknown webhook.
  { class: 'disconnect', codes: [10003, 10015] },
  { class: 'reauth-user', codes: [40001, 50027] },
  { class: 'not-allowed', codes: [50001, 50013], says: 'PERMISSION_MISSING' },
  // Empty, of another form, too large; a forum wants the number of a thread.
  { class: 'invalid-payload', codes: [30015, 40005, 50006, 50035, 50109, 220001, 220003] },
  // Explicit content, or stopped by the server's automatic moderation.
  { class: 'rejected-content', codes: [20009, 200000, 200001] },
  { class: 'throttled', codes: [20016, 20028, 40062] },
  { class: 'retry', codes: [130000] },
  { class: 'throttled', statuses: [429] },
])

/** Of what is to be taken back: somebody deleted it there. */
export const isGone = goneBy(10008)

/** `{"code": 50035, "message": "…", "errors": {}}`; too fast is `{"message": "…", "retry_after": 0.5, "global": false}`. */
export function readFailure({ body, status }: ApiAnswer): ApiFailure | null {
  if (status < 300) {
    return null
  }

  const seconds = body['retry_after']

  return {
    code: textOf(body['code']),
    detail: textOf(body['message']),
    ...(typeof seconds === 'number' && { retryAfterMs: Math.ceil(seconds * SECOND) }),
  }
}
