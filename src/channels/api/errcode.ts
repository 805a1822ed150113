import { textOf } from '../richText/richTextNode.ts'
import type { ApiAnswer, ApiFailure } from './createApi.ts'

/**
 * How WeChat, WeCom and DingTalk say no, whatever the status: `{"errcode": 40001, "errmsg": "… rid: 6-5f"}`.
 *
 * `errcode` 0 or none is yes. `rid` is what their support asks for.
 */
export function readErrcode({ body }: ApiAnswer): ApiFailure | null {
  const code = textOf(body['errcode'])

  if (code === '' || code === '0') {
    return null
  }

  const detail = textOf(body['errmsg'])
  const requestId = /\brid: ?([\w-]+)/.exec(detail)?.[1]

  return { code, detail, ...(requestId !== undefined && { requestId }) }
}
