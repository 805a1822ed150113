import type { TokenKeeper } from '../../domain/accessTokens.ts'
import type { ChannelOptions } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type ApiAnswer, type ApiCall, createApi } from '../api/createApi.ts'
import { readErrcode } from '../api/errcode.ts'
import { errorTable } from '../api/errorTable.ts'
import { textOf } from '../richText/richTextNode.ts'
import { readToken } from '../tokens/readToken.ts'
import { DEFAULT_BASE_URL } from './manifest.ts'

export const NAME = 'WeCom'

/** developer.work.weixin.qq.com/document/path/90313. */
const errors = errorTable([
  { class: 'unknown-outcome', codes: [-1] },
  { class: 'reauth-auto', codes: [40014, 42001] },
  { class: 'reauth-user', codes: [40001, 40013, 40091, 41002, 41004] },
  { class: 'not-allowed', codes: [60020], says: 'IP_NOT_LISTED' },
  { class: 'not-allowed', codes: [48002, 60011, 81013], says: 'PERMISSION_MISSING' },
  { class: 'throttled', codes: [45009, 45033], waitMs: MINUTE },
  // The groups have had all the messages that they may get.
  { class: 'quota-exhausted', codes: [41048] },
  // Uploads live for three days.
  { class: 'retry', codes: [40007], forgetsHandles: true },
  { class: 'invalid-payload', codes: [40003, 40004, 40009, 40050, 40058, 44004, 45002] },
])

/** One call with a good access token; `path` stands below /cgi-bin. */
export type CallWecom = (
  call: Omit<ApiCall, 'secrets' | 'url'> & { path: string; query?: Record<string, string> },
) => Promise<ApiAnswer>

/** Speaks to WeCom as one app of one company. */
export function openWecom({
  account,
  clock,
  fetch,
  tokens,
}: Pick<ChannelOptions, 'account' | 'clock' | 'fetch' | 'tokens'>): { call: CallWecom; keeper: TokenKeeper } {
  const corpSecret = account.credentials['corpSecret'] ?? ''
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const api = createApi({ clock, errors, fetch, name: NAME, readFailure: readErrcode, secrets: [corpSecret] })
  const urlOf = (path: string, query: Record<string, string>): string =>
    `${base}/cgi-bin/${path}?${new URLSearchParams(query).toString()}`

  const keeper = tokens(
    async ({ signal }) => {
      const query = { corpid: textOf(account.settings['corpId']), corpsecret: corpSecret }
      const { body } = await api({ signal, url: urlOf('gettoken', query) })

      return readToken(body, { clock, name: NAME })
    },
    { settings: ['baseUrl', 'corpId'] },
  )

  return {
    call: ({ path, query = {}, ...call }) =>
      keeper.use(call.signal, (token) =>
        api({ ...call, secrets: [token], url: urlOf(path, { access_token: token, ...query }) }),
      ),
    keeper,
  }
}
