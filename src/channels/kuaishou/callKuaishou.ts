import type { TokenKeeper } from '../../domain/accessTokens.ts'
import type { ChannelOptions } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type Api, type ApiAnswer, type ApiCall, type ApiFailure, createApi } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { textOf } from '../richText/richTextNode.ts'
import { readToken } from '../tokens/readToken.ts'
import { DEFAULT_BASE_URL } from './manifest.ts'

export const NAME = 'Kuaishou'

/** The codes of `result` that its pages of accounts and of videos name. */
const errors = errorTable([
  { class: 'invalid-payload', codes: [100200100] },
  // The app is unknown or its secret wrong, the refresh token has ended.
  { class: 'reauth-user', codes: [100200101, 100200106] },
  { class: 'not-allowed', codes: [100200102, 100200108], says: 'PERMISSION_MISSING' },
  { class: 'reauth-auto', codes: [100200105, 100200107] },
  { class: 'throttled', codes: [100200109], waitMs: MINUTE },
  { class: 'unknown-outcome', codes: [100200500] },
])

/** One call with a good access token; `path` begins with a slash. */
export type CallKuaishou = (
  call: Omit<ApiCall, 'secrets' | 'url'> & { path: string; query?: Record<string, string> },
) => Promise<ApiAnswer>

export interface Kuaishou {
  /** For what is called without an access token: uploads. */
  api: Api
  call: CallKuaishou
  keeper: TokenKeeper
}

/** Speaks to Kuaishou as one app for one account; an access token lives for two days. */
export function openKuaishou({
  account,
  clock,
  fetch,
  tokens,
}: Pick<ChannelOptions, 'account' | 'clock' | 'fetch' | 'tokens'>): Kuaishou {
  const appSecret = account.credentials['appSecret'] ?? ''
  const granted = account.credentials['refreshToken'] ?? ''
  const appId = textOf(account.settings['appId'])
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const api = createApi({ clock, errors, fetch, name: NAME, readFailure, secrets: [appSecret, granted] })

  const keeper = tokens(
    async ({ current, signal }) => {
      const refreshToken = current?.refreshToken ?? granted
      const query = { app_id: appId, app_secret: appSecret, grant_type: 'refresh_token', refresh_token: refreshToken }
      const { body } = await api({
        secrets: [refreshToken],
        signal,
        url: `${base}/oauth2/refresh_token?${new URLSearchParams(query).toString()}`,
      })

      return readToken(body, { clock, name: NAME })
    },
    { settings: ['appId', 'baseUrl'] },
  )

  return {
    api,
    call: ({ path, query = {}, ...call }) =>
      keeper.use(call.signal, (token) =>
        api({
          ...call,
          secrets: [token],
          url: `${base}${path}?${new URLSearchParams({ access_token: token, app_id: appId, ...query }).toString()}`,
        }),
      ),
    keeper,
  }
}

/** `{"result": 1}` is yes; everything else says no in `error_msg`. */
function readFailure({ body, status }: ApiAnswer): ApiFailure | null {
  const code = textOf(body['result'])

  return code === '1' || (code === '' && status < 300) ? null : { code, detail: textOf(body['error_msg']) }
}
