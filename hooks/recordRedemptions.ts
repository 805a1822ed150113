import type { CollectionAfterChangeHook } from 'payload'

import { factId } from '../src/domain/factId.ts'
import { afterCommit } from './afterCommit.ts'
import type { Dependencies } from './dependencies.ts'

interface Offer {
  id: string
  redeemed?: number | null
}

/** Tells engagement of each redemption by which an offer's count has grown; the n-th is told once. */
export const recordRedemptions =
  ({ clock, services }: Pick<Dependencies, 'clock' | 'services'>): CollectionAfterChangeHook<Offer> =>
  async ({ doc, operation, previousDoc, req }) => {
    const before = operation === 'create' ? 0 : ((previousDoc as Offer | undefined)?.redeemed ?? 0)
    const now = doc.redeemed ?? 0

    if (now > before) {
      const occurredAt = clock()

      await afterCommit(req, () => {
        for (let count = before + 1; count <= now; count++) {
          services(req.payload).engagement.note({
            id: factId('redemption', doc.id, String(count)),
            occurredAt,
            offer: doc.id,
            type: 'redemption',
          })
        }
      })
    }

    return doc
  }
