import type { AccessToken, FetchToken } from '../../domain/accessTokens.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { isChannelError } from '../../domain/errors.ts'
import { type Api, type ApiAnswer, badAnswer } from '../api/createApi.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

export interface OpenSessionOptions {
  api: Api
  clock: () => Date
  identifier: string
  password: string
  urlOf: (method: string) => string
}

/**
 * Opens a session, or renews the one that is kept.
 *
 * Opening is rationed (30 in 5 minutes, and by the day), renewing is not: so the password is used only when there is nothing to renew.
 */
export const openSession =
  ({ api, clock, identifier, password, urlOf }: OpenSessionOptions): FetchToken =>
  async ({ current, signal }) => {
    if (current?.refreshToken !== undefined) {
      const headers = { authorization: `Bearer ${current.refreshToken}` }
      const url = urlOf('com.atproto.server.refreshSession')

      try {
        return tokenOf(await api({ headers, method: 'POST', secrets: [current.refreshToken], signal, url }), clock())
      } catch (error) {
        if (!isEnded(error)) {
          throw error
        }
      }
    }

    const url = urlOf('com.atproto.server.createSession')

    return tokenOf(await api({ json: { identifier, password }, signal, url }), clock())
  }

/** Whose account a token is for. */
export const didOf = (accessToken: string): string => textOf(claimsOf(accessToken)['sub'])

const isEnded = (error: unknown): boolean =>
  isChannelError(error) && (error.errorClass === 'reauth-auto' || error.errorClass === 'reauth-user')

function tokenOf({ body }: ApiAnswer, now: Date): AccessToken {
  const [value, refreshToken] = [textOf(body['accessJwt']), textOf(body['refreshJwt'])]

  if (value === '' || refreshToken === '') {
    throw badAnswer('Bluesky')
  }

  const ends = claimsOf(value)['exp']

  return {
    expiresAt: typeof ends === 'number' ? new Date(ends * SECOND) : new Date(now.getTime() + UNSAID_MS),
    refreshToken,
    value,
  }
}

/** For a server whose tokens are no JWT. */
const UNSAID_MS = 30 * MINUTE

/** Read, not verified: it is the server's own token, and only the server's to trust. */
function claimsOf(token: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

    return isRecord(claims) ? claims : {}
  } catch {
    return {}
  }
}
