import type { AccessToken } from '../../domain/accessTokens.ts'
import { endOf } from './endOf.ts'

/** What platforms call how long a refresh token is good: Douyin, and Kuaishou. */
const NAMES = ['refresh_expires_in', 'refresh_token_expires_in']

/** Reads when a person has to connect the account anew; nothing where the answer does not say. */
export function readRefreshEnd(answer: Record<string, unknown>, now: Date): Pick<AccessToken, 'refreshExpiresAt'> {
  const seconds = NAMES.map((name) => Number(answer[name])).find((each) => each > 0)

  return seconds === undefined ? {} : { refreshExpiresAt: endOf(seconds, now) }
}
