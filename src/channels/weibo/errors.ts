import { MINUTE } from '../../domain/duration.ts'
import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { textOf } from '../richText/richTextNode.ts'

/** open.weibo.com/wiki/Error_code and the page of statuses/share. */
export const errors = errorTable([
  // A fault inside, and 20032: published, and seen only in a minute or two.
  { class: 'unknown-outcome', codes: [10001, 10003, 10010, 10011, 20032] },
  { class: 'retry', codes: [10002, 10009] },
  // The app is unknown, or the token is used up, ended, withdrawn or refused.
  {
    class: 'reauth-user',
    codes: [10006, 10013, 21301, 21314, 21315, 21316, 21317, 21319, 21327, 21332],
  },
  { class: 'not-allowed', codes: [10005, 10014, 20015, 21321], says: 'PERMISSION_MISSING' },
  // On statuses/share: no link to a safe domain that is bound to the app.
  { class: 'invalid-payload', codes: [10017], says: 'SAFE_LINK_MISSING' },
  { class: 'invalid-payload', codes: [10007, 10008, 10012, 10016, 10018, 10020, 10021, 20005, 20006, 20008, 20012] },
  { class: 'quota-exhausted', codes: [10004, 10022, 10023, 10024] },
  { class: 'throttled', codes: [20016], waitMs: MINUTE },
  { class: 'rejected-content', codes: [20017, 20019], says: 'DUPLICATE_CONTENT' },
  { class: 'rejected-content', codes: [20018], says: 'LINK_REFUSED' },
  { class: 'rejected-content', codes: [20020, 20021] },
  // It asks for a code from a picture.
  { class: 'needs-human', codes: [20031] },
])

/** `{"request": "/2/statuses/share.json", "error_code": 20019, "error": "repeat content!"}`, whatever the status. */
export function readFailure({ body }: ApiAnswer): ApiFailure | null {
  const code = textOf(body['error_code'])

  return code === '' ? null : { code, detail: textOf(body['error']) }
}
