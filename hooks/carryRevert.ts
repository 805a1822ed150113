import type { CollectionAfterChangeHook } from 'payload'

import { parseRelease } from '../src/domain/release/parseItems.ts'
import type { Dependencies } from './dependencies.ts'

interface CampaignDocument extends Record<string, unknown> {
  id: number | string
}

/** Tells a release what its campaign now says of the end. */
export const carryRevert =
  ({ services }: Pick<Dependencies, 'services'>): CollectionAfterChangeHook<CampaignDocument> =>
  async ({ doc, operation, previousDoc, req }) => {
    const { revert } = parseRelease(doc['release'])

    if (operation === 'update' && revert !== parseRelease(previousDoc['release']).revert) {
      const endAt = doc['endAt']

      await services(req.payload).releases.carryRevert({
        campaignId: String(doc.id),
        endAt: typeof endAt === 'string' || endAt instanceof Date ? new Date(endAt) : null,
        req,
        revert,
      })
    }

    return doc
  }
