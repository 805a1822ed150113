import type { ClientSession, Db } from 'mongodb'
import { ObjectId } from 'mongodb'

import type { EngagementFact } from '../domain/engagement.ts'
import { OFFERS } from '../domain/slugs.ts'

/**
 * Counts redemptions at their offers, in the transaction that stores them: whoever tells a redemption again changes nothing.
 *
 * What was redeemed is a fact, even past the stock; an offer that is gone counts nothing.
 */
export async function countRedemptions(db: Db, facts: Iterable<EngagementFact>, session: ClientSession): Promise<void> {
  const counts = new Map<string, number>()

  for (const { offer, type } of facts) {
    if (type === 'redemption' && offer !== undefined) {
      counts.set(offer, (counts.get(offer) ?? 0) + 1)
    }
  }

  if (counts.size > 0) {
    await db.collection(OFFERS).bulkWrite(
      [...counts].map(([offer, count]) => ({
        updateOne: { filter: { _id: new ObjectId(offer) }, update: { $inc: { redeemed: count } } },
      })),
      { ordered: false, session },
    )
  }
}
