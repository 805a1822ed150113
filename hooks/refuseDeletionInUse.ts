import type { CollectionBeforeDeleteHook, CollectionSlug } from 'payload'

import type { Labels } from '../src/domain/channelAdapter.ts'
import { refuse } from './refuse.ts'

interface Use {
  /** The collection that refers to the document, and the field that does. */
  by: CollectionSlug
  field: string
  message: Labels
}

/** Refuses to delete what others still refer to, and says what to do instead. */
export const refuseDeletionInUse =
  (uses: readonly Use[]): CollectionBeforeDeleteHook =>
  async ({ collection, id, req }) => {
    for (const { by, field, message } of uses) {
      const use = await req.payload.db.findOne({ collection: by, req, where: { [field]: { equals: id } } })

      if (use !== null) {
        refuse([{ message, path: 'id' }], { collection: collection.slug, req })
      }
    }
  }
