import { createHash, randomUUID } from 'node:crypto'

import { type Collection, type Db, MongoServerError } from 'mongodb'

import type { ChannelAccount } from '../../domain/channelAdapter.ts'
import { SECOND } from '../../domain/duration.ts'
import type { SecretBox } from '../../domain/secretBox.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { canonicalJson } from '../snapshot/canonicalJson.ts'
import type { KeptToken, TokenStore } from './createTokenKeeper.ts'

/** One row per channel: the token sealed, and who renews it now. */
export const CHANNEL_TOKENS = 'channel_tokens'

interface TokenRow {
  _id: string
  lockedBy?: string | null
  lockedUntil?: Date | null
  /** JSON of `{expiresAt, issuedAt, of, refreshToken?, value}`; `of` is the account that it was fetched for. */
  sealed?: string
}

export interface MongoTokenStoreOptions {
  account: ChannelAccount
  db: () => Db
  secrets: SecretBox
}

/** A platform's answer takes at most half of it. */
const LOCK_MS = 60 * SECOND

/** Keeps an account's token in MongoDB; locks go by the server's clock, so that wrong clocks of workers do not matter. */
export function createMongoTokenStore({ account, db, secrets }: MongoTokenStoreOptions): TokenStore {
  const rows = (): Collection<TokenRow> => db().collection<TokenRow>(CHANNEL_TOKENS)
  const of = fingerprintOf(account)

  const lockAs = async (holder: string): Promise<boolean> => {
    const isFree = { $lt: [{ $ifNull: ['$lockedUntil', new Date(0)] }, '$$NOW'] }

    try {
      const row = await rows().findOneAndUpdate(
        { _id: account.id },
        [
          {
            $set: {
              lockedBy: { $cond: [isFree, holder, '$lockedBy'] },
              lockedUntil: { $cond: [isFree, { $add: ['$$NOW', LOCK_MS] }, '$lockedUntil'] },
            },
          },
        ],
        { projection: { lockedBy: 1 }, returnDocument: 'after', upsert: true },
      )

      return row?.lockedBy === holder
    } catch (error) {
      // Another made the row, and so has the lock, at this very moment.
      if (error instanceof MongoServerError && error.code === 11_000) {
        return false
      }

      throw error
    }
  }

  return {
    async lock() {
      const holder = randomUUID()
      const ours = { _id: account.id, lockedBy: holder }
      const free = { lockedBy: null, lockedUntil: null }

      if (!(await lockAs(holder))) {
        return null
      }

      return {
        release: async () => void (await rows().updateOne(ours, { $set: free })),
        write: async (token) =>
          void (await rows().updateOne(ours, {
            $set: { ...free, sealed: secrets.seal(JSON.stringify({ ...token, of })) },
          })),
      }
    },
    async read() {
      const row = await rows().findOne({ _id: account.id }, { projection: { sealed: 1 } })

      return row?.sealed === undefined ? null : parse(secrets.open(row.sealed), of)
    },
  }
}

/** A token of other credentials, another base address or another mode is somebody else's. */
const fingerprintOf = ({ credentials, kind, mode, settings }: ChannelAccount): string =>
  createHash('sha256').update(canonicalJson({ credentials, kind, mode, settings })).digest('hex')

function parse(text: string, of: string): KeptToken | null {
  const kept: unknown = JSON.parse(text)

  if (!isRecord(kept) || kept['of'] !== of) {
    return null
  }

  return {
    expiresAt: new Date(textOf(kept['expiresAt'])),
    issuedAt: new Date(textOf(kept['issuedAt'])),
    value: textOf(kept['value']),
    ...(textOf(kept['refreshToken']) !== '' && { refreshToken: textOf(kept['refreshToken']) }),
  }
}
