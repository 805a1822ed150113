import { MINUTE, SECOND } from '../../domain/duration.ts'
import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { goneBy } from '../api/unlessGone.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

/** `error_type` of lib/discourse and its controllers; a 422 has none, and only its words say what is wrong. */
export const errors = errorTable([
  { class: 'not-allowed', codes: ['invalid_access', 'not_logged_in'], says: 'PERMISSION_MISSING' },
  { class: 'invalid-payload', codes: ['invalid_parameters'] },
  { class: 'disconnect', codes: ['not_found'] },
  { class: 'throttled', codes: ['rate_limit'] },
  // Maintenance: nothing is taken.
  { class: 'retry', codes: ['read_only'], waitMs: MINUTE },
])

/** Of what is to be taken back: somebody deleted it there. */
export const isGone = goneBy('not_found')

/** `{"errors": ["…"], "error_type": "rate_limit", "extras": {"wait_seconds": 7}}`. */
export function readFailure({ body, headers, status }: ApiAnswer): ApiFailure | null {
  if (status < 300) {
    return null
  }

  const extras = isRecord(body['extras']) ? body['extras'] : {}
  const seconds = extras['wait_seconds']
  const said: unknown[] = Array.isArray(body['errors']) ? body['errors'] : []
  const requestId = headers.get('x-request-id')

  return {
    code: textOf(body['error_type']),
    detail: said.map(textOf).join(' '),
    ...(requestId !== null && { requestId }),
    ...(typeof seconds === 'number' && { retryAfterMs: seconds * SECOND }),
  }
}
