import type { Collection, Db, ObjectId } from 'mongodb'

/** A channel whose hub has not heard of its newest change; gone once it has. */
export interface HubPing {
  /** The channel's id. */
  _id: ObjectId
  attempts: number
  nextAt: Date
  /** Grows with each change, so that one which comes during a ping is not taken for told. */
  wanted: number
}

/** At most one row for each channel, so that no index is needed. */
export const hubPingsOf = (db: Db): Collection<HubPing> => db.collection<HubPing>('hub_pings')
