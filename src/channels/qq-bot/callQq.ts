import type { TokenKeeper } from '../../domain/accessTokens.ts'
import type { ChannelOptions } from '../../domain/channelAdapter.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type ApiAnswer, type ApiCall, type ApiFailure, createApi } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { textOf } from '../richText/richTextNode.ts'
import { readToken } from '../tokens/readToken.ts'
import { DEFAULT_BASE_URL, DEFAULT_TOKEN_URL } from './manifest.ts'

export const NAME = 'QQ'

/** bot.q.qq.com/wiki/develop/api-v2/openapi/error/error.html. */
const errors = errorTable([
  { class: 'reauth-auto', codes: [11241, 11243, 11244] },
  // AppID or AppSecret are wrong; the first two are said where tokens are had.
  { class: 'reauth-user', codes: [100007, 100016, 11251, 11261] },
  // A check inside failed before anything was taken.
  { class: 'retry', codes: [11242, 11252, 11262, 11263] },
  { class: 'not-allowed', codes: [11298], says: 'IP_NOT_LISTED' },
  { class: 'not-allowed', codes: [11253, 11254, 11264], says: 'PERMISSION_MISSING' },
  { class: 'disconnect', codes: [11265] },
  { class: 'throttled', codes: [20028] },
  // The active messages of the month are used up.
  { class: 'quota-exhausted', codes: [22009] },
  { class: 'rejected-content', codes: [304003], says: 'LINK_REFUSED' },
  { class: 'invalid-payload', codes: [50006, 50035, 50037] },
  // Taken, and held for a check that nothing tells the end of.
  { class: 'unknown-outcome', codes: [304023, 304024] },
])

/** One call with a good access token; `path` begins with a slash. */
export type CallQq = (call: Omit<ApiCall, 'headers' | 'secrets' | 'url'> & { path: string }) => Promise<ApiAnswer>

/** Speaks to QQ as one bot; a token lives for two hours. */
export function openQq({
  account,
  clock,
  fetch,
  tokens,
}: Pick<ChannelOptions, 'account' | 'clock' | 'fetch' | 'tokens'>): { call: CallQq; keeper: TokenKeeper } {
  const clientSecret = account.credentials['clientSecret'] ?? ''
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const api = createApi({ clock, errors, fetch, name: NAME, readFailure, secrets: [clientSecret] })

  const keeper = tokens(
    async ({ signal }) => {
      const { body } = await api({
        json: { appId: textOf(account.settings['appId']), clientSecret },
        signal,
        url: baseAddress(account.settings['tokenUrl'], DEFAULT_TOKEN_URL),
      })

      return readToken(body, { clock, name: NAME })
    },
    { settings: ['appId', 'baseUrl', 'tokenUrl'] },
  )

  return {
    call: ({ path, ...call }) =>
      keeper.use(call.signal, (token) =>
        api({ ...call, headers: { authorization: `QQBot ${token}` }, secrets: [token], url: base + path }),
      ),
    keeper,
  }
}

/** `{"code": 22009, "message": "…"}`, with any status; the id that support asks for stands in a header. */
function readFailure({ body, headers }: ApiAnswer): ApiFailure | null {
  const code = textOf(body['code'])
  const requestId = headers.get('x-tps-trace-id')

  return code === '' || code === '0'
    ? null
    : { code, detail: textOf(body['message']), ...(requestId !== null && { requestId }) }
}
