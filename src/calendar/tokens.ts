import { createHash, randomBytes } from 'node:crypto'

import type { Collection, Db } from 'mongodb'

import { HOUR } from '../domain/duration.ts'
import { CALENDAR_TOKENS } from '../domain/slugs.ts'

interface StoredToken {
  /** The digest of the token; the token itself is shown once and kept nowhere. */
  _id: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
  user: string
}

/** What a person is told of their subscription. */
export interface TokenState {
  createdAt: string
  lastUsedAt: string | null
}

export type TokenOwner = { kind: 'person'; user: string } | { kind: 'revoked' } | { kind: 'unknown' }

const TOKEN_BYTES = 32

const tokensOf = (db: Db): Collection<StoredToken> =>
  db.collection<StoredToken>(CALENDAR_TOKENS, { writeConcern: { w: 'majority' } })

/** 256 random bits need no salt and no slow hash: nobody tries them all. */
const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes a person's token and ends the one before; returned once, stored as its digest. */
export async function issueToken(db: Db, user: string): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')

  await revokeTokens(db, user)
  await tokensOf(db).insertOne({
    _id: digestOf(token),
    createdAt: new Date(),
    lastUsedAt: null,
    revokedAt: null,
    user,
  })

  return token
}

/** Ends a person's subscription at once; it is remembered for a while, so that who still asks hears that it is gone. */
export async function revokeTokens(db: Db, user: string): Promise<void> {
  await tokensOf(db).updateMany({ revokedAt: null, user }, { $currentDate: { revokedAt: true } })
}

export async function findTokenState(db: Db, user: string): Promise<TokenState | null> {
  const found = await tokensOf(db).findOne({ revokedAt: null, user }, { sort: { createdAt: -1 } })

  return found === null
    ? null
    : { createdAt: found.createdAt.toISOString(), lastUsedAt: found.lastUsedAt?.toISOString() ?? null }
}

/** Whose token this is; notes, to the hour, that it is in use. */
export async function findTokenOwner(db: Db, token: string): Promise<TokenOwner> {
  const found = await tokensOf(db).findOne({ _id: digestOf(token) })

  if (found === null) {
    return { kind: 'unknown' }
  }

  if (found.revokedAt !== null) {
    return { kind: 'revoked' }
  }

  if (Date.now() - (found.lastUsedAt?.getTime() ?? 0) > HOUR) {
    await tokensOf(db).updateOne({ _id: found._id }, { $currentDate: { lastUsedAt: true } })
  }

  return { kind: 'person', user: found.user }
}
