import { setTimeout as wait } from 'node:timers/promises'

import type { AccessToken, FetchToken, TokenKeeper } from '../../domain/accessTokens.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { type ChannelError, isChannelError } from '../../domain/errors.ts'
import { withClass } from '../api/withClass.ts'
import { spokenError } from '../spokenError.ts'

/** A token as it is kept; `issuedAt` tells how long it lives. */
export interface KeptToken extends AccessToken {
  issuedAt: Date
}

/** Where one account's token is kept, sealed, for all workers. */
export interface TokenStore {
  /** Lets one worker at a time renew; null while another does. The lock ends by itself if its holder dies. */
  lock(): Promise<TokenLock | null>
  /** Null when there is none that can be opened, or it belongs to credentials that have changed since. */
  read(): Promise<KeptToken | null>
}

export interface TokenLock {
  release(): Promise<void>
  /** Keeps the token and gives up the lock. False where another kept a newer one since, because the lock was lost. */
  write(token: KeptToken): Promise<boolean>
}

export interface TokenKeeperOptions {
  clock: () => Date
  fetchToken: FetchToken
  store: TokenStore
}

/** A token is renewed so long before its end, or in the last fifth of a short life. */
const AHEAD_MS = 5 * MINUTE
const LAST_PART = 0.2

/** Who waits for another's renewal looks so often, and so long. */
const LOOK_EVERY_MS = 150
const LOOK_FOR_MS = 20 * SECOND

export function createTokenKeeper({ clock, fetchToken, store }: TokenKeeperOptions): TokenKeeper {
  let cached: KeptToken | null = null
  let renewing: Promise<KeptToken> | null = null

  const isGood = (token: KeptToken | null, refused: string | undefined): token is KeptToken =>
    token !== null && token.value !== refused && token.expiresAt > clock()

  const isFresh = (token: KeptToken | null, refused: string | undefined): token is KeptToken =>
    isGood(token, refused) && !endsSoon(token, clock())

  /** At most one renewal in this process too; the first caller's signal is not the others' end. */
  const renew = (args: RenewArgs): Promise<KeptToken> =>
    (renewing ??= renewOnce(args).finally(() => {
      renewing = null
    }))

  const renewOnce = async ({ refused, signal }: RenewArgs): Promise<KeptToken> => {
    const until = clock().getTime() + LOOK_FOR_MS

    for (;;) {
      const lock = await store.lock()

      if (lock !== null) {
        return renewUnder(lock, { refused, signal })
      }

      const kept = await store.read()

      // Another renews it: what is still good will do.
      if (isGood(kept, refused)) {
        return (cached = kept)
      }

      if (clock().getTime() > until) {
        throw spokenError({ channelCode: 'NO_TOKEN', errorClass: 'retry', says: 'TOKEN_IN_RENEWAL' })
      }

      await wait(LOOK_EVERY_MS, undefined, { signal })
    }
  }

  const renewUnder = async (lock: TokenLock, { refused, signal }: RenewArgs): Promise<KeptToken> => {
    try {
      const kept = await store.read()

      if (isFresh(kept, refused)) {
        await lock.release()

        return (cached = kept)
      }

      const fetched = await fetchToken({ current: kept, isForced: refused !== undefined, signal })
      const token = { ...fetched, issuedAt: clock() }

      const newer = (await lock.write(token)) ? null : await store.read()

      return (cached = isGood(newer, refused) ? newer : token)
    } catch (error) {
      await lock.release()

      // Who lost this lock for being slow may have had the token that it was refused for.
      const other = await store.read()

      if (isGood(other, refused)) {
        return (cached = other)
      }

      throw error
    }
  }

  /** Nothing has left for the platform yet, so that whatever fails here is no reason to doubt what became of a post. */
  const find = async (signal: AbortSignal, refused?: string): Promise<KeptToken> => {
    if (isFresh(cached, refused)) {
      return cached
    }

    try {
      const kept = await store.read()

      return isFresh(kept, refused) ? (cached = kept) : await renew({ refused, signal })
    } catch (error) {
      throw harmless(error)
    }
  }

  return {
    async accessEndsAt(signal) {
      return (await find(signal)).refreshExpiresAt ?? null
    },
    async keepFresh(signal) {
      await find(signal)
    },
    async use(signal, work) {
      const { value } = await find(signal)

      try {
        return await work(value)
      } catch (error) {
        if (!isRefusal(error)) {
          throw error
        }
      }

      const renewed = await find(signal, value)

      try {
        return await work(renewed.value)
      } catch (error) {
        throw isRefusal(error) ? askUser(error) : error
      }
    },
  }
}

interface RenewArgs {
  /** A token that the platform refused before its time. */
  refused: string | undefined
  signal: AbortSignal
}

const endsSoon = ({ expiresAt, issuedAt }: KeptToken, now: Date): boolean =>
  expiresAt.getTime() - now.getTime() < Math.min(AHEAD_MS, LAST_PART * (expiresAt.getTime() - issuedAt.getTime()))

const isRefusal = (error: unknown): error is ChannelError => isChannelError(error) && error.errorClass === 'reauth-auto'

/** A renewal publishes nothing, so what is unclear about it may be repeated, and says nothing about the account. */
function harmless(error: unknown): ChannelError {
  if (isChannelError(error)) {
    return error.errorClass === 'unknown-outcome'
      ? withClass(error, 'retry')
      : isRefusal(error)
        ? askUser(error)
        : error
  }

  return notNow(error instanceof Error ? error.message : String(error))
}

const askUser = (error: ChannelError): ChannelError => withClass(error, 'reauth-user')

const notNow = (detail: string): ChannelError =>
  spokenError({ channelCode: 'NO_TOKEN', errorClass: 'retry', says: 'NO_TOKEN', values: { detail } })
