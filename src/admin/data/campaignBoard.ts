import { type Db, ObjectId } from 'mongodb'

import type { Locale } from '../../domain/content.ts'
import { findChannels, type PublicationSummary, publicationsOf, summarise, SUMMARY_FIELDS } from './summary.ts'

const LIMIT = 60

export interface CampaignBoard {
  now: string
  publications: PublicationSummary[]
}

export interface FindCampaignBoardArgs {
  campaignId: string
  db: Db
  locale: Locale
}

/** Finds the newest publications of a campaign, in three queries. */
export async function findCampaignBoard({ campaignId, db, locale }: FindCampaignBoardArgs): Promise<CampaignBoard> {
  const [hello, channels, rows] = await Promise.all([
    db.command({ hello: 1 }),
    findChannels(db, locale),
    publicationsOf(db)
      .find({ campaign: new ObjectId(campaignId) }, { projection: SUMMARY_FIELDS })
      .sort({ dueAt: -1 })
      .limit(LIMIT)
      .toArray(),
  ])

  return {
    now: (hello['localTime'] as Date).toISOString(),
    publications: rows.map((row) => summarise(row, { channels, locale })),
  }
}
