import type { ChannelOptions } from '../../domain/channelAdapter.ts'
import type { TokenKeeper } from '../../domain/accessTokens.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type Api, type ApiAnswer, type ApiCall, type ApiFailure, createApi } from '../api/createApi.ts'
import { readErrcode } from '../api/errcode.ts'
import type { ErrorTable } from '../api/errorTable.ts'
import { textOf } from '../richText/richTextNode.ts'
import { readToken } from '../tokens/readToken.ts'
import { DEFAULT_BASE_URL } from './manifest.ts'
import { draftingErrors, errors } from './errors.ts'

export const NAME = 'WeChat'

/** One call with a good access token; `path` begins with a slash. */
export type CallWechat = (
  call: Omit<ApiCall, 'secrets' | 'url'> & { path: string; query?: Record<string, string> },
) => Promise<ApiAnswer>

export interface Wechat {
  /** For what publishes, and what looks at it. */
  call: CallWechat
  /** For uploads and drafts. */
  draft: CallWechat
  keeper: TokenKeeper
}

/** The clientmsgid is known: WeChat took this mass send before, and says under which msg_id. */
const ALREADY_SENT = '45065'

/**
 * Speaks to WeChat as one account.
 *
 * stable_token gives all who ask the same token until five minutes before its end; a forced one is allowed 20 times a day, so it is asked
 * for only where WeChat refused the token before its time.
 */
export function openWechat({
  account,
  clock,
  fetch,
  tokens,
}: Pick<ChannelOptions, 'account' | 'clock' | 'fetch' | 'tokens'>): Wechat {
  const appId = textOf(account.settings['appId'])
  const appSecret = account.credentials['appSecret'] ?? ''
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const open = (table: ErrorTable): Api =>
    createApi({ clock, errors: table, fetch, name: NAME, readFailure, secrets: [appSecret] })
  const api = open(errors)

  const keeper = tokens(
    async ({ isForced, signal }) => {
      const { body } = await api({
        json: { appid: appId, force_refresh: isForced, grant_type: 'client_credential', secret: appSecret },
        signal,
        url: `${base}/cgi-bin/stable_token`,
      })

      return readToken(body, { clock, name: NAME })
    },
    { settings: ['appId', 'baseUrl'] },
  )

  const callBy =
    (by: Api): CallWechat =>
    ({ path, query = {}, ...call }) =>
      keeper.use(call.signal, (token) =>
        by({
          ...call,
          secrets: [token],
          url: `${base}${path}?${new URLSearchParams({ access_token: token, ...query }).toString()}`,
        }),
      )

  return { call: callBy(api), draft: callBy(open(draftingErrors)), keeper }
}

function readFailure(answer: ApiAnswer): ApiFailure | null {
  const failure = readErrcode(answer)

  return failure?.code === ALREADY_SENT && textOf(answer.body['msg_id']) !== '' ? null : failure
}
