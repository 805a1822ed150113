import type { Db } from 'mongodb'

import type { ChannelContent, Locale } from '../../domain/content.ts'
import { findChannels, type PublicationSummary, publicationsOf, summarise } from './summary.ts'

/** One publication as its own page shows it; instants are ISO texts. */
export interface PublicationDetail {
  armedAt: string
  changedAt: string
  content: ChannelContent
  contentHash: string
  /** Published by a person's word. */
  isAttested: boolean
  isSuperseded: boolean
  now: string
  publishedAt: string | null
  remoteId: string | null
  startedAt: string | null
  summary: PublicationSummary
  unpublishAt: string | null
}

export interface FindPublicationDetailArgs {
  db: Db
  id: string
  locale: Locale
}

/** Finds one publication with its snapshot, in three queries; null for no such id. */
export async function findPublicationDetail({
  db,
  id,
  locale,
}: FindPublicationDetailArgs): Promise<PublicationDetail | null> {
  const [hello, row, channels] = await Promise.all([
    db.command({ hello: 1 }),
    publicationsOf(db).findOne({ _id: id }),
    findChannels(db, locale),
  ])

  return row === null
    ? null
    : {
        armedAt: row.createdAt.toISOString(),
        changedAt: row.updatedAt.toISOString(),
        content: row.content,
        contentHash: row.contentHash,
        isAttested: row.receipt?.attested !== undefined,
        isSuperseded: row.superseded ?? false,
        now: (hello['localTime'] as Date).toISOString(),
        publishedAt: row.receipt?.publishedAt ?? null,
        remoteId: row.receipt?.remoteId ?? null,
        startedAt: row.startedAt?.toISOString() ?? null,
        summary: summarise(row, { channels, locale }),
        unpublishAt: row.unpublishAt?.toISOString() ?? null,
      }
}
