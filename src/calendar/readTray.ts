import type { Db, Document, ObjectId } from 'mongodb'

import { DEFAULT_LOCALE, type Locale } from '../domain/content.ts'
import { POSTS, SCHEDULES } from '../domain/slugs.ts'

/** An approved post that no schedule names yet. */
export interface TrayPost {
  campaign: string | null
  id: string
  kind: string
  title: string
}

export interface ReadTrayArgs {
  db: Db
  locale: Locale
  search: string
}

const SHOWN = 50
/** How many of the newest approved posts are looked through; a look at one costs a look into an index. */
const LOOKED_THROUGH = 1_000

interface Found {
  _id: ObjectId
  version: { campaign?: ObjectId | null; kind?: string; title?: Partial<Record<Locale, string>> | string }
}

/** Reads the newest approved posts that stand in no plan, in one query. */
export async function readTray({ db, locale, search }: ReadTrayArgs): Promise<TrayPost[]> {
  const found = await db
    .collection(`_${POSTS}_versions`)
    .aggregate<Found>([
      { $match: { latest: true, 'version.deletedAt': null, 'version.stage': 'approved', ...titleHas(search) } },
      { $sort: { updatedAt: -1 } },
      { $limit: LOOKED_THROUGH },
      {
        $lookup: {
          as: 'plans',
          foreignField: 'post',
          from: SCHEDULES,
          localField: 'parent',
          pipeline: [{ $match: { state: { $ne: 'cancelled' } } }, { $limit: 1 }, { $project: { _id: 1 } }],
        },
      },
      { $match: { plans: [] } },
      { $limit: SHOWN },
      { $project: { _id: '$parent', 'version.campaign': 1, 'version.kind': 1, 'version.title': 1 } },
    ])
    .toArray()

  return found.map(({ _id, version }) => ({
    campaign: version.campaign ? String(version.campaign) : null,
    id: String(_id),
    kind: version.kind ?? '',
    title: titleIn(version.title, locale),
  }))
}

function titleHas(search: string): Document {
  const pattern = search.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const like = { $options: 'i', $regex: pattern }

  return pattern === '' ? {} : { $or: [{ 'version.title.zh': like }, { 'version.title.en': like }] }
}

const titleIn = (title: Found['version']['title'], locale: Locale): string =>
  typeof title === 'object' ? (title[locale] ?? title[DEFAULT_LOCALE] ?? '') : (title ?? '')
