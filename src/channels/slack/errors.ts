import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { goneBy } from '../api/unlessGone.ts'
import { textOf } from '../richText/richTextNode.ts'

/** Of chat.postMessage and of incoming webhooks, which share one vocabulary. */
export const errors = errorTable([
  {
    class: 'reauth-user',
    codes: ['account_inactive', 'invalid_auth', 'invalid_token', 'not_authed', 'token_expired', 'token_revoked'],
  },
  {
    class: 'disconnect',
    codes: [
      'channel_is_archived',
      'channel_not_found',
      'is_archived',
      'no_active_hooks',
      'no_service',
      'no_service_id',
      'no_team',
      'team_disabled',
      'user_not_found',
    ],
  },
  {
    class: 'not-allowed',
    codes: [
      'access_denied',
      'action_prohibited',
      'ekm_access_denied',
      'missing_scope',
      'no_permission',
      'not_allowed_token_type',
      'not_in_channel',
      'posting_to_general_channel_denied',
      'restricted_action',
      'team_access_not_granted',
    ],
    says: 'PERMISSION_MISSING',
  },
  {
    class: 'invalid-payload',
    codes: [
      'invalid_arguments',
      'invalid_attachments',
      'invalid_blocks',
      'invalid_blocks_format',
      'invalid_payload',
      'missing_text_or_fallback_or_attachments',
      'msg_blocks_too_long',
      'msg_too_long',
      'no_text',
      'too_many_attachments',
    ],
  },
  { class: 'throttled', codes: ['message_limit_exceeded', 'rate_limited', 'ratelimited'] },
  // "Some aspect of the operation may have succeeded."
  {
    class: 'unknown-outcome',
    codes: ['fatal_error', 'internal_error', 'request_timeout', 'rollup_error', 'service_unavailable'],
  },
  { class: 'throttled', statuses: [429] },
])

/** Of what is to be taken back: somebody deleted it there. */
export const isGone = goneBy('message_not_found')

/** The API answers `{"ok": false, "error": "not_in_channel"}` with 200; a webhook says the bare word with a status. */
export function readFailure({ body, status, text }: ApiAnswer): ApiFailure | null {
  if (body['ok'] === false) {
    return { code: textOf(body['error']), detail: textOf(body['needed']) }
  }

  return status < 300 ? null : { code: /^[a-z_]+$/.test(text.trim()) ? text.trim() : '' }
}
