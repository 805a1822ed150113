import type { ClientSession, Collection, Db, ObjectId } from 'mongodb'

import type { IndexSpecification } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { slotInstant } from '../../src/domain/rhythm/slots.ts'
import { SLOT_CLAIMS } from '../../src/domain/slugs.ts'

/** Who holds a slot; its id names the slot, so that there can be only one. */
export interface SlotClaim {
  _id: string
  at: Date
  channel: ObjectId
  localTime: string
  /** Null only inside the transaction that claims it. */
  schedule: ObjectId | null
  timeZone: string
}

/** Past claims are forgotten after a month. */
export const SLOT_CLAIM_INDEXES: IndexSpecification[] = [
  { key: { channel: 1, at: 1 }, name: 'queue' },
  { key: { at: 1 }, name: 'forget', expireAfterSeconds: (30 * DAY) / SECOND },
]

export const claimsOf = (db: Db): Collection<SlotClaim> => db.collection<SlotClaim>(SLOT_CLAIMS)

export interface FindClaimsArgs {
  after: Date
  channel: ObjectId
  db: Db
  session?: ClientSession | undefined
}

/** The claims of a channel after an instant, in their order; each at what its wall clock means by now. */
export async function findClaims({ after, channel, db, session }: FindClaimsArgs): Promise<SlotClaim[]> {
  const claims = await claimsOf(db)
    .find({ at: { $gt: after }, channel }, session === undefined ? {} : { session })
    .sort({ at: 1 })
    .limit(MOST_QUEUED)
    .toArray()

  return claims.map((claim) => ({ ...claim, at: slotInstant(claim.localTime, claim.timeZone) }))
}

const MOST_QUEUED = 1_000
