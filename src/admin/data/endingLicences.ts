import type { Db, Document, ObjectId } from 'mongodb'

import type { Locale } from '../../domain/content.ts'
import { DAY } from '../../domain/duration.ts'
import { endsTooSoon, LICENCE_WARNING_DAYS } from '../../domain/rights/licenceEnd.ts'
import { BRAND_ASSETS, CAMPAIGNS, MEDIA, POSTS } from '../../domain/slugs.ts'
import { pickText } from './summary.ts'

/** A licence that ends before a campaign that shows its work. */
export interface EndingLicence {
  campaign: { endAt: string; id: string; name: string }
  validUntil: string
  work: { collection: typeof BRAND_ASSETS | typeof MEDIA; id: string; name: string }
}

const MOST_CAMPAIGNS = 100
const MOST_POSTS = 500
const MOST_SHOWN = 5

interface StoredCampaign {
  _id: ObjectId
  endAt: Date
  name?: unknown
}

/**
 * Finds licences that end within fourteen days and before the campaign that shows their work; four queries, one where no campaign is open.
 *
 * It looks at covers, galleries, the media of variants and brand assets; a picture in the middle of a text is found at arming.
 */
export async function findEndingLicences(
  db: Db,
  { locale, now }: { locale: Locale; now: Date },
): Promise<EndingLicence[]> {
  const campaigns = await db
    .collection<StoredCampaign>(CAMPAIGNS)
    .find({ endAt: { $gt: now }, status: { $in: ['active', 'planned'] } }, { projection: { endAt: 1, name: 1 } })
    .sort({ endAt: 1 })
    .limit(MOST_CAMPAIGNS)
    .toArray()

  if (campaigns.length === 0) {
    return []
  }

  const posts = await db
    .collection(POSTS)
    .find(
      {
        campaign: { $in: campaigns.map(({ _id }) => _id) },
        deletedAt: null,
        stage: { $nin: ['archived', 'rejected'] },
      },
      { projection: { brandAssets: 1, campaign: 1, cover: 1, gallery: 1, 'variants.media': 1 } },
    )
    .limit(MOST_POSTS)
    .toArray()
  const shown = posts.flatMap((post) => worksIn(post).map((work) => ({ campaign: String(post['campaign']), work })))
  const works = await findEnding(
    db,
    shown.map(({ work }) => work),
    { locale, now },
  )
  const pairs = new Map(shown.map(({ campaign, work }) => [`${campaign} ${String(work)}`, { campaign, work }]))

  return [...pairs.values()]
    .flatMap(({ campaign: id, work }): EndingLicence[] => {
      const campaign = campaigns.find(({ _id }) => String(_id) === id)
      const found = works.get(String(work))

      return campaign !== undefined &&
        found !== undefined &&
        endsTooSoon({ endAt: campaign.endAt, now, validUntil: found.validUntil })
        ? [
            {
              campaign: { endAt: campaign.endAt.toISOString(), id, name: pickText(campaign.name, locale) },
              validUntil: found.validUntil,
              work: { collection: found.collection, id: String(work), name: found.name },
            },
          ]
        : []
    })
    .sort((one, other) => one.validUntil.localeCompare(other.validUntil))
    .slice(0, MOST_SHOWN)
}

const worksIn = ({ brandAssets, cover, gallery, variants }: Document): ObjectId[] =>
  [cover, gallery, brandAssets, ((variants ?? []) as Document[]).map(({ media }) => media as unknown)]
    .flat(3)
    .filter((id): id is ObjectId => id !== null && id !== undefined)

interface EndingWork {
  collection: EndingLicence['work']['collection']
  name: string
  validUntil: string
}

async function findEnding(
  db: Db,
  ids: readonly ObjectId[],
  { locale, now }: { locale: Locale; now: Date },
): Promise<Map<string, EndingWork>> {
  const latest = new Date(now.getTime() + LICENCE_WARNING_DAYS * DAY).toISOString().slice(0, 10)
  const found = new Map<string, EndingWork>()

  for (const collection of [BRAND_ASSETS, MEDIA] as const) {
    const works = await db
      .collection(collection)
      .find(
        { _id: { $in: [...ids] }, 'licence.validUntil': { $gt: '', $lte: latest } },
        { projection: { alt: 1, filename: 1, 'licence.validUntil': 1, name: 1 } },
      )
      .toArray()

    for (const { _id, alt, filename, licence, name } of works) {
      found.set(String(_id), {
        collection,
        name: [name, alt, filename].map((each) => pickText(each, locale)).find((each) => each !== '') ?? '',
        validUntil: String((licence as Document)['validUntil']),
      })
    }
  }

  return found
}
