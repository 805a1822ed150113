import { randomUUID } from 'node:crypto'

import type { TokenKeeper } from '../../domain/accessTokens.ts'
import type { ChannelOptions } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { type ApiAnswer, type ApiFailure, badAnswer, createApi } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { endOf } from '../tokens/endOf.ts'
import { readRefreshEnd } from '../tokens/readRefreshEnd.ts'
import { DEFAULT_BASE_URL, DEFAULT_TOKEN_URL } from './manifest.ts'
import { signHeaders } from './sign.ts'

export const NAME = 'Bilibili'

/** The codes that all interfaces of Bilibili share, and those of its open platform. */
const errors = errorTable([
  { class: 'reauth-auto', codes: [-101, -401] },
  // The app is unknown or stopped, its secret wrong.
  { class: 'reauth-user', codes: [-1, -2, -3, 4001, 4002] },
  { class: 'not-allowed', codes: [-4, -403, 4008], says: 'PERMISSION_MISSING' },
  { class: 'not-allowed', codes: [4007], says: 'IP_NOT_LISTED' },
  // The account is banned.
  { class: 'disconnect', codes: [-102] },
  // The clock of this server is wrong, or a nonce was seen: signed anew it may work.
  { class: 'retry', codes: [4003, 4004, -503] },
  { class: 'throttled', codes: [-412, -509, -799, 4009], waitMs: MINUTE },
  { class: 'invalid-payload', codes: [-400, 4000, 4005, 4006] },
  { class: 'unknown-outcome', codes: [-500, -504] },
])

export interface BilibiliCall {
  form?: FormData
  json?: unknown
  /** Below /arcopen/fn, with its query. */
  path: string
  signal: AbortSignal
}

/** One call with a good access token; gives the `data` of the answer. */
export type CallBilibili = (call: BilibiliCall) => Promise<Record<string, unknown>>

/** Speaks to Bilibili as one app for one account. */
export function openBilibili({
  account,
  clock,
  fetch,
  tokens,
}: Pick<ChannelOptions, 'account' | 'clock' | 'fetch' | 'tokens'>): { call: CallBilibili; keeper: TokenKeeper } {
  const appSecret = account.credentials['appSecret'] ?? ''
  const granted = account.credentials['refreshToken'] ?? ''
  const clientId = textOf(account.settings['clientId'])
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const api = createApi({ clock, errors, fetch, name: NAME, readFailure, secrets: [appSecret, granted] })

  const keeper = tokens(
    async ({ current, signal }) => {
      const refreshToken = current?.refreshToken ?? granted
      const { body } = await api({
        body: new URLSearchParams({
          client_id: clientId,
          client_secret: appSecret,
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
        }),
        secrets: [refreshToken],
        signal,
        url: baseAddress(account.settings['tokenUrl'], DEFAULT_TOKEN_URL),
      })
      const data = dataOf(body)
      const value = textOf(data['access_token'])
      const next = textOf(data['refresh_token'])

      if (value === '') {
        throw badAnswer(NAME)
      }

      return {
        expiresAt: endOf(Number(data['expires_in']) || 0, clock()),
        value,
        ...readRefreshEnd(data, clock()),
        ...(next !== '' && { refreshToken: next }),
      }
    },
    { settings: ['baseUrl', 'clientId', 'tokenUrl'] },
  )

  return {
    call: ({ form, json, path, signal }) =>
      keeper.use(signal, async (token) => {
        const text = json === undefined ? '' : JSON.stringify(json)
        const { body } = await api({
          headers: {
            'access-token': token,
            ...(json !== undefined && { 'content-type': 'application/json' }),
            ...signHeaders({ appSecret, body: text, clientId, nonce: randomUUID(), now: clock() }),
          },
          secrets: [token],
          signal,
          url: `${base}/arcopen/fn${path}`,
          ...(form !== undefined && { body: form }),
          ...(json !== undefined && { body: text }),
        })

        return dataOf(body)
      }),
    keeper,
  }
}

/** `{"code": -403, "message": "…", "request_id": "…", "data": null}`; 0 is yes. */
function readFailure({ body }: ApiAnswer): ApiFailure | null {
  const code = textOf(body['code'])
  const requestId = textOf(body['request_id'])

  return code === '' || code === '0'
    ? null
    : { code, detail: textOf(body['message']), ...(requestId !== '' && { requestId }) }
}

const dataOf = ({ data }: Record<string, unknown>): Record<string, unknown> => (isRecord(data) ? data : {})
