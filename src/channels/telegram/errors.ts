import { SECOND } from '../../domain/duration.ts'
import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import type { IsGone } from '../api/unlessGone.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

/** Telegram repeats the HTTP status as `error_code`; a message is refused before it is taken with any of 4xx. */
export const errors = errorTable([
  { class: 'invalid-payload', codes: [400, 413] },
  // 404 is a token that is not even of the right form.
  { class: 'reauth-user', codes: [401, 404] },
  // The bot was removed, or may not write there any more.
  { class: 'disconnect', codes: [403] },
  // Another process reads updates of this bot.
  { class: 'retry', codes: [409] },
  { class: 'throttled', codes: [429] },
])

/** Of what is to be taken back: somebody deleted it there. Only the words tell it from other refusals. */
export const isGone: IsGone = ({ channelCode, message }) =>
  channelCode === '400' && /message to delete not found/i.test(message)

/** `{"ok": false, "error_code": 429, "description": "…", "parameters": {"retry_after": 10}}`, whatever the status. */
export function readFailure({ body }: ApiAnswer): ApiFailure | null {
  if (body['ok'] !== false) {
    return null
  }

  const parameters = isRecord(body['parameters']) ? body['parameters'] : {}
  const seconds = parameters['retry_after']

  return {
    code: textOf(body['error_code']),
    detail: textOf(body['description']),
    ...(typeof seconds === 'number' && { retryAfterMs: seconds * SECOND }),
  }
}
