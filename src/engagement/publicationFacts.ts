import type { EngagementFact } from '../domain/engagement.ts'
import { factId } from '../domain/factId.ts'
import type { PublicationRow } from '../domain/publication.ts'

/**
 * The facts that settled publications are: that they went out, and that they were withdrawn.
 *
 * Their ids follow from the publication, so that telling a row again, or both its states, counts once.
 * Rows in other states give nothing.
 */
export const publicationFacts = (rows: readonly PublicationRow<{ toString(): string }>[]): EngagementFact[] =>
  rows.flatMap((row) => {
    if (row.state !== 'published' && row.state !== 'withdrawn') {
      return []
    }

    const occurredAt =
      row.state === 'published' && row.receipt?.publishedAt
        ? new Date(row.receipt.publishedAt)
        : (row.changedAt ?? row.updatedAt)

    return [
      {
        id: factId(row.state, row._id),
        channel: row.channel.toString(),
        occurredAt,
        post: row.post.toString(),
        publication: row._id,
        type: row.state,
        ...(row.campaign ? { campaign: row.campaign.toString() } : {}),
      } satisfies EngagementFact,
    ]
  })
