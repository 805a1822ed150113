import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { goneBy } from '../api/unlessGone.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

/** The codes of `src/controllers/helpers.js`; each is of one status. */
export const errors = errorTable([
  { class: 'invalid-payload', codes: ['bad-request', 'payload-too-large'] },
  { class: 'reauth-user', codes: ['not-authorised'] },
  { class: 'not-allowed', codes: ['forbidden'], says: 'PERMISSION_MISSING' },
  { class: 'disconnect', codes: ['not-found'] },
  { class: 'throttled', codes: ['too-many-requests'] },
  { class: 'unknown-outcome', codes: ['internal-server-error'] },
])

/** Of what is to be taken back: somebody deleted it there. */
export const isGone = goneBy('not-found')

/** `{"status": {"code": "bad-request", "message": "…"}, "response": {}}`. */
export function readFailure({ body, status }: ApiAnswer): ApiFailure | null {
  const said = isRecord(body['status']) ? body['status'] : {}
  const code = textOf(said['code'])

  return status < 300 && (code === '' || code === 'ok') ? null : { code, detail: textOf(said['message']) }
}
