import { createHash, randomUUID } from 'node:crypto'

import { type Collection, type Db, type Filter, MongoServerError } from 'mongodb'

import type { TokenScope } from '../../domain/accessTokens.ts'
import type { ChannelAccount, ChannelMode } from '../../domain/channelAdapter.ts'
import { SECOND } from '../../domain/duration.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { SecretBox } from '../../domain/secretBox.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { canonicalJson } from '../snapshot/canonicalJson.ts'
import type { KeptToken, TokenStore } from './createTokenKeeper.ts'

/** One row per channel, and one for its rehearsals: the token sealed, and who renews it now. */
export const CHANNEL_TOKENS = 'channel_tokens'

interface TokenRow {
  _id: string
  lockedBy?: string | null
  lockedUntil?: Date | null
  /** JSON of `{expiresAt, issuedAt, of, refreshExpiresAt?, refreshToken?, value}`; `of` is the account that it was fetched for. */
  sealed?: string
}

export interface MongoTokenStoreOptions {
  account: ChannelAccount
  db: () => Db
  scope?: TokenScope | undefined
  secrets: SecretBox
}

/** A platform's answer takes at most half of it. */
const LOCK_MS = 60 * SECOND

/** Keeps an account's token in MongoDB; locks go by the server's clock, so that wrong clocks of workers do not matter. */
export function createMongoTokenStore({ account, db, scope, secrets }: MongoTokenStoreOptions): TokenStore {
  const rows = (): Collection<TokenRow> => db().collection<TokenRow>(CHANNEL_TOKENS)
  // A rehearsal leaves alone what the platform gave.
  const _id = account.mode === 'rehearsal' ? `${account.id}-rehearsal` : account.id
  const of = tokenFingerprint(account, scope)
  const prints = [of, ...oldFingerprints(account)]

  /** The row as it is now, where the lock is ours. */
  const lockAs = async (holder: string): Promise<Pick<TokenRow, 'sealed'> | null> => {
    const isFree = { $lt: [{ $ifNull: ['$lockedUntil', new Date(0)] }, '$$NOW'] }

    try {
      const row = await rows().findOneAndUpdate(
        { _id },
        [
          {
            $set: {
              lockedBy: { $cond: [isFree, holder, '$lockedBy'] },
              lockedUntil: { $cond: [isFree, { $add: ['$$NOW', LOCK_MS] }, '$lockedUntil'] },
            },
          },
        ],
        { projection: { lockedBy: 1, sealed: 1 }, returnDocument: 'after', upsert: true },
      )

      return row?.lockedBy === holder ? row : null
    } catch (error) {
      // Another made the row, and so has the lock, at this very moment.
      if (error instanceof MongoServerError && error.code === 11_000) {
        return null
      }

      throw error
    }
  }

  /**
   * Null for what no key opens, as after a secret was lost.
   *
   * Whoever asks has opened credentials, which were thus entered again: a token can be had by them. It takes the place of the lost one.
   */
  const openOrNull = (sealed: string): string | null => {
    try {
      return secrets.open(sealed)
    } catch (error) {
      if (error instanceof ConfigurationError) {
        return null
      }

      throw error
    }
  }

  return {
    async lock() {
      const holder = randomUUID()
      const ours = { _id, lockedBy: holder }
      const free = { lockedBy: null, lockedUntil: null }
      const found = await lockAs(holder)

      if (found === null) {
        return null
      }

      return {
        release: async () => void (await rows().updateOne(ours, { $set: free })),
        async write(token) {
          const sealed = secrets.seal(JSON.stringify({ ...token, of }))
          const { matchedCount } = await rows().updateOne(ours, { $set: { ...free, sealed } })

          if (matchedCount > 0) {
            return true
          }

          // The lock went to another for lasting too long. Where the refresh token is used up by this, the other has nothing to come: ours is kept
          // unless it has kept one.
          const late = await rows().updateOne({ _id, sealed: found.sealed ?? null } as Filter<TokenRow>, {
            $set: { sealed },
          })

          return late.matchedCount > 0
        },
      }
    },
    async read() {
      const row = await rows().findOne({ _id }, { projection: { sealed: 1 } })

      const opened = row?.sealed === undefined ? null : openOrNull(row.sealed)

      return opened === null ? null : parse(opened, prints)
    },
  }
}

/** A token of other credentials, another app or another address is somebody else's. */
export function tokenFingerprint(
  { credentials, kind, settings }: Pick<ChannelAccount, 'credentials' | 'kind' | 'settings'>,
  { settings: names = Object.keys(settings) }: TokenScope = {},
): string {
  const bound = Object.fromEntries([...names].sort().map((name) => [name, settings[name] ?? null]))

  return hashOf({ credentials, kind, settings: bound })
}

/** Those that share the row of a channel; a rehearsal has its own. */
const MODES_OF_THE_ROW: readonly ChannelMode[] = ['live', 'paused']

/**
 * How tokens were marked when all settings and the mode counted.
 *
 * Without it an account would fall back to its own refresh token after an upgrade, which the first renewal had used up. The next write marks the
 * token as `tokenFingerprint` does. What a rehearsal kept then stood in the channel's row too and is let go: stand-ins give another.
 */
const oldFingerprints = ({ credentials, kind, mode, settings }: ChannelAccount): string[] =>
  MODES_OF_THE_ROW.includes(mode)
    ? MODES_OF_THE_ROW.map((each) => hashOf({ credentials, kind, mode: each, settings }))
    : []

const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

function parse(text: string, prints: readonly string[]): KeptToken | null {
  const kept: unknown = JSON.parse(text)

  if (!isRecord(kept) || !prints.includes(textOf(kept['of']))) {
    return null
  }

  return {
    expiresAt: new Date(textOf(kept['expiresAt'])),
    issuedAt: new Date(textOf(kept['issuedAt'])),
    value: textOf(kept['value']),
    ...(textOf(kept['refreshExpiresAt']) !== '' && { refreshExpiresAt: new Date(textOf(kept['refreshExpiresAt'])) }),
    ...(textOf(kept['refreshToken']) !== '' && { refreshToken: textOf(kept['refreshToken']) }),
  }
}
