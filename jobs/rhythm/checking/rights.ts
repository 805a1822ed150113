import { type Db, type Document, ObjectId } from 'mongodb'

import { DAY } from '../../../src/domain/duration.ts'
import type { Licence } from '../../../src/domain/rhythm/conflicts/conflict.ts'
import type { Exclusivity } from '../../../src/domain/rhythm/conflicts/findExclusivity.ts'
import { BRAND_ASSETS, COLLABORATIONS, KOL_PARTNERS, POSTS, PUBLICATIONS } from '../../../src/domain/slugs.ts'
import type { StoredRow } from '../../ledger/rows.ts'
import type { Window } from '../rhythmSources.ts'
import { readText } from './neighbours.ts'

const MOST = 200

/** The licences of what a version shows; one query beside the media that are read already. */
export async function findLicences(db: Db, version: Document, media: readonly Document[]): Promise<Licence[]> {
  const ids = readIds(version['brandAssets'])
  const assets =
    ids.length === 0
      ? []
      : await db
          .collection(BRAND_ASSETS)
          .find({ _id: { $in: ids } })
          .toArray()

  return [...media, ...assets].map((work): Licence => {
    const licence = (work['licence'] ?? {}) as Document

    return {
      channelIds: Array.isArray(licence['channels']) ? licence['channels'].map(String) : [],
      name: String(work['name'] ?? work['alt'] ?? work['filename'] ?? ''),
      validFrom: readDay(licence['validFrom']),
      validUntil: readDay(licence['validUntil']),
    }
  })
}

/** The partner's promise and what it publishes for others around a window; five queries, none without a collaboration. */
export async function findExclusive(
  db: Db,
  version: Document,
  { fromAt, untilAt }: Window,
): Promise<Exclusivity | null> {
  const [id] = readIds(version['collaboration'])
  const collaboration = id === undefined ? null : await db.collection(COLLABORATIONS).findOne({ _id: id })
  const partner =
    collaboration === null
      ? null
      : await db.collection(KOL_PARTNERS).findOne({ _id: collaboration['partner'] as ObjectId })
  const days = Math.max(0, ...readCards(partner).map(({ exclusivityDays }) => Number(exclusivityDays ?? 0)))

  if (collaboration === null || partner === null || days === 0) {
    return null
  }

  const others = await db
    .collection(COLLABORATIONS)
    .find(
      { _id: { $ne: collaboration._id }, partner: partner._id, status: { $ne: 'cancelled' } },
      { projection: { _id: 1 } },
    )
    .limit(MOST)
    .toArray()
  const posts = await db
    .collection(POSTS)
    .find({ collaboration: { $in: others.map(({ _id }) => _id) } }, { projection: { title: 1 } })
    .limit(MOST)
    .toArray()
  const titles = new Map(posts.map(({ _id, title }) => [String(_id), readText(title)]))
  const rows = await db
    .collection<StoredRow>(PUBLICATIONS)
    .find(
      {
        dueAt: { $gte: new Date(fromAt.getTime() - days * DAY), $lt: new Date(untilAt.getTime() + days * DAY) },
        post: { $in: posts.map(({ _id }) => _id) },
        state: { $nin: ['cancelled', 'failed', 'missed'] },
      },
      { projection: { dueAt: 1, post: 1 } },
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

const readDay = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const readIds = (value: unknown): ObjectId[] => {
  const values: unknown[] = Array.isArray(value) ? value : [value]

  return values.flatMap((each) => (each instanceof ObjectId ? [each] : []))
}
