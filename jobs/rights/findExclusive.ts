import type { ClientSession, Db, Document, Filter, ObjectId } from 'mongodb'

import { DAY } from '../../src/domain/duration.ts'
import type { Exclusivity } from '../../src/domain/rights/exclusivity.ts'
import { COLLABORATIONS, KOL_PARTNERS, POSTS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../ledger/rows.ts'
import { readText } from '../rhythm/checking/neighbours.ts'
import type { Window } from '../rhythm/rhythmSources.ts'

const MOST = 200

export interface FindExclusiveArgs extends Window {
  collaboration: ObjectId
  db: Db
  session?: ClientSession | undefined
  /** In which states a publication of another collaboration stands in the way. */
  states: Filter<StoredRow>['state']
}

/** What is planned counts as much as what is out. */
export const STANDING = { $nin: ['cancelled' as const, 'failed' as const, 'missed' as const] }

/**
 * The promise of a collaboration's partner and what the partner publishes for others around a window; null without a promise.
 *
 * Two queries, and three more for a partner who gives one.
 */
export async function findExclusive(args: FindExclusiveArgs): Promise<Exclusivity | null> {
  const { collaboration: id, db, session, states } = args
  const options = session === undefined ? {} : { session }
  const collaboration = await db.collection(COLLABORATIONS).findOne({ _id: id }, options)
  const partner =
    collaboration === null
      ? null
      : await db.collection(KOL_PARTNERS).findOne({ _id: collaboration['partner'] as ObjectId }, options)
  const days = Math.max(0, ...readCards(partner).map(({ exclusivityDays }) => Number(exclusivityDays ?? 0)))

  if (partner === null || days === 0) {
    return null
  }

  const others = await db
    .collection(COLLABORATIONS)
    .find(
      { _id: { $ne: id }, partner: partner._id, status: { $ne: 'cancelled' } },
      { ...options, projection: { _id: 1 } },
    )
    .limit(MOST)
    .toArray()
  const posts = await db
    .collection(POSTS)
    .find({ collaboration: { $in: others.map(({ _id }) => _id) } }, { ...options, projection: { title: 1 } })
    .limit(MOST)
    .toArray()
  const titles = new Map(posts.map(({ _id, title }) => [String(_id), readText(title)]))
  const rows = await db
    .collection<StoredRow>(PUBLICATIONS)
    .find(
      {
        dueAt: {
          $gte: new Date(args.fromAt.getTime() - days * DAY),
          $lt: new Date(args.untilAt.getTime() + days * DAY),
        },
        post: { $in: posts.map(({ _id }) => _id) },
        state: states,
      } as Filter<StoredRow>,
      { ...options, projection: { dueAt: 1, post: 1 } },
    )
    .limit(MOST)
    .toArray()

  return {
    days,
    others: rows.map(({ dueAt, post }) => ({ at: dueAt, title: titles.get(String(post)) ?? '' })),
    partner: String(partner['name'] ?? ''),
  }
}

const readCards = (partner: Document | null): Document[] =>
  Array.isArray(partner?.['rateCards']) ? (partner['rateCards'] as Document[]) : []
