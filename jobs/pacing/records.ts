import type { Collection, Db, ObjectId } from 'mongodb'

import type { Breaker } from '../../src/domain/circuitBreaker.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { CHANNEL_PACE } from '../../src/domain/slugs.ts'

/** One bucket of tokens; `at` is when it was last counted, by the server's clock. */
export interface StoredBucket {
  at: Date
  booked: number
  /** When the rate last became another; null when it never did. */
  changedAt?: Date | null
  /** The rate by which it was last counted. */
  perSecond?: number
  tokens: number
}

export interface PermitHolder {
  count: number
  /** A worker that stopped answering loses its permits then. */
  until: Date
  worker: string
}

/** What all workers share about one channel; there is none for a channel that nothing limits and that never failed. */
export interface ChannelPaceDocument {
  _id: ObjectId
  breaker?: Breaker & { lastError: PublicationError | null; revision: number }
  /** Tokens of the account's own rate. */
  bucket?: StoredBucket
  /** Tokens for what fell due while no worker ran. */
  catchUp?: StoredBucket
  /** What lets tokens out whose time has passed. */
  late?: StoredBucket
  permits?: { granted: number; holders: PermitHolder[] }
  /** Who decides at this moment what goes out, where the channel keeps a gap or a cap. */
  turn?: { token: string; until: Date }
}

export const paceCollection = (db: Db): Collection<ChannelPaceDocument> =>
  db.collection<ChannelPaceDocument>(CHANNEL_PACE, { writeConcern: { w: 'majority' } })
