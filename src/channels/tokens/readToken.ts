import type { AccessToken } from '../../domain/accessTokens.ts'
import { badAnswer } from '../api/createApi.ts'
import { textOf } from '../richText/richTextNode.ts'
import { endOf } from './endOf.ts'
import { readRefreshEnd } from './readRefreshEnd.ts'

/**
 * Reads a token as OAuth 2 answers it: `access_token`, `expires_in` in seconds (a number or its text), perhaps the next `refresh_token` and its end.
 *
 * Throws the `ChannelError` of an answer that cannot be read when token or time is missing.
 */
export function readToken(answer: Record<string, unknown>, { clock, name }: ReadTokenArgs): AccessToken {
  const refreshToken = textOf(answer['refresh_token'])
  const seconds = Number(answer['expires_in'])
  const value = textOf(answer['access_token'])

  if (value === '' || !(seconds > 0)) {
    throw badAnswer(name)
  }

  return {
    expiresAt: endOf(seconds, clock()),
    value,
    ...readRefreshEnd(answer, clock()),
    ...(refreshToken !== '' && { refreshToken }),
  }
}

interface ReadTokenArgs {
  clock: () => Date
  /** Of the platform, for the error. */
  name: string
}
