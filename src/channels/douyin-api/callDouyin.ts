import type { TokenKeeper } from '../../domain/accessTokens.ts'
import type { ChannelOptions } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type ApiAnswer, type ApiCall, type ApiFailure, createApi } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { readToken } from '../tokens/readToken.ts'
import { DEFAULT_BASE_URL } from './manifest.ts'

export const NAME = 'Douyin'

/** developer.open-douyin.com, error codes. */
const errors = errorTable([
  // Faults inside: its pages say to try again and not whether anything was taken.
  { class: 'unknown-outcome', codes: [28001005, 28001006] },
  { class: 'reauth-auto', codes: [28001008, 2190008] },
  // The refresh token has ended, or the app is unknown.
  { class: 'reauth-user', codes: [10010, 10020, 2190002] },
  { class: 'not-allowed', codes: [28001012, 28001014, 28001018], says: 'PERMISSION_MISSING' },
  // The app is banned.
  { class: 'disconnect', codes: [28001016] },
  { class: 'quota-exhausted', codes: [28003017] },
  { class: 'throttled', codes: [28003018], waitMs: MINUTE },
  { class: 'invalid-payload', codes: [28001007, 2190001] },
])

/** One call with a good access token; `path` begins and ends with a slash. Gives the `data` of the answer. */
export type CallDouyin = (
  call: Pick<ApiCall, 'body' | 'json' | 'signal'> & { path: string },
) => Promise<Record<string, unknown>>

/** Speaks to Douyin for one account; an access token lives for 15 days. */
export function openDouyin({
  account,
  clock,
  fetch,
  tokens,
}: Pick<ChannelOptions, 'account' | 'clock' | 'fetch' | 'tokens'>): { call: CallDouyin; keeper: TokenKeeper } {
  const granted = account.credentials['refreshToken'] ?? ''
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const openId = textOf(account.settings['openId'])
  const api = createApi({ clock, errors, fetch, name: NAME, readFailure, secrets: [granted] })

  const keeper = tokens(
    async ({ current, signal }) => {
      const refreshToken = current?.refreshToken ?? granted
      const { body } = await api({
        body: new URLSearchParams({
          client_key: textOf(account.settings['clientKey']),
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
        }),
        secrets: [refreshToken],
        signal,
        url: `${base}/oauth/refresh_token/`,
      })

      return readToken(dataOf(body), { clock, name: NAME })
    },
    { settings: ['baseUrl', 'clientKey', 'openId'] },
  )

  return {
    call: ({ path, ...call }) =>
      keeper.use(call.signal, async (token) => {
        const { body } = await api({
          ...call,
          headers: { 'access-token': token },
          secrets: [token],
          url: `${base}${path}?${new URLSearchParams({ open_id: openId }).toString()}`,
        })

        return dataOf(body)
      }),
    keeper,
  }
}

/** `{"data": {"error_code": 28003017, "description": "…"}, "extra": {"logid": "…"}}`; 0 is yes. */
function readFailure({ body }: ApiAnswer): ApiFailure | null {
  const extra = isRecord(body['extra']) ? body['extra'] : {}
  const data = dataOf(body)
  const code = [data, extra].map((part) => textOf(part['error_code'])).find((each) => each !== '' && each !== '0')
  const requestId = textOf(extra['logid'])

  return code === undefined
    ? null
    : {
        code,
        detail: textOf(data['description']) || textOf(extra['description']),
        ...(requestId !== '' && { requestId }),
      }
}

const dataOf = ({ data }: Record<string, unknown>): Record<string, unknown> => (isRecord(data) ? data : {})
