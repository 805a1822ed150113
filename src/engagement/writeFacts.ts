import type { ClientSession, Db, MongoClient } from 'mongodb'
import { UUID } from 'mongodb'

import type { EngagementFact } from '../domain/engagement.ts'
import { rollUp } from '../domain/engagementRollup.ts'
import { ENGAGEMENT_EVENTS, ENGAGEMENT_PENDING } from '../domain/slugs.ts'
import { countRedemptions } from './countRedemptions.ts'
import type { PendingRollup } from './foldPending.ts'
import type { StoredEvent } from './storedEvent.ts'
import { toStoredEvents } from './storedEvent.ts'
import { runTransaction } from './transaction.ts'

export interface WriteFactsArgs {
  client: MongoClient
  conflictPatienceMs: number
  db: Db
  facts: readonly EngagementFact[]
  receivedAt: Date
}

/**
 * Stores facts and their sums in one transaction; gives the ids that were new.
 *
 * Ids that are stored already, and second tellings within `facts`, change nothing. The first try
 * trusts that all are new, as nearly always they are; a duplicate key aborts it at the first known id,
 * and the next try asks which are known. That stays exact with other processes writing the same ids:
 * whoever commits second is aborted and asks anew.
 *
 * The sums go into one new row and not yet into the buckets: adding to 1,000 buckets per 1,000 events
 * costs four times the insert of the events, and every two processes would collide on the bucket
 * of all. `foldPending` adds many rows at once; readers add what is still pending.
 *
 * @throws what the driver threw, once the database has not come back for `runTransaction`'s patience.
 */
export async function writeFacts({
  client,
  conflictPatienceMs,
  db,
  facts,
  receivedAt,
}: WriteFactsArgs): Promise<Set<string>> {
  const told = keepFirstTellings(facts)

  return runTransaction({ client, conflictPatienceMs }, async (session, { isFirst }) => {
    const fresh = new Map(told)

    if (!isFirst) {
      for (const id of await findKnown(db, [...told.keys()], session)) {
        fresh.delete(id)
      }
    }

    if (fresh.size > 0) {
      const events = toStoredEvents(fresh.values(), receivedAt)
      const pending: PendingRollup = { buckets: rollUp(fresh.values()) }

      await db.collection<StoredEvent>(ENGAGEMENT_EVENTS).insertMany(events, { session })
      await db.collection<PendingRollup>(ENGAGEMENT_PENDING).insertOne(pending, { session })
      await countRedemptions(db, fresh.values(), session)
    }

    return new Set(fresh.keys())
  })
}

function keepFirstTellings(facts: readonly EngagementFact[]): Map<string, EngagementFact> {
  const told = new Map<string, EngagementFact>()

  for (const fact of facts) {
    if (!told.has(fact.id)) {
      told.set(fact.id, fact)
    }
  }

  return told
}

async function findKnown(db: Db, ids: readonly string[], session: ClientSession): Promise<string[]> {
  const known = await db
    .collection<StoredEvent>(ENGAGEMENT_EVENTS)
    .find({ _id: { $in: ids.map((id) => new UUID(id)) } }, { projection: { _id: 1 }, session })
    .toArray()

  return known.map(({ _id }) => _id.toString())
}
