import type { CollectionAfterChangeHook } from 'payload'
import { ObjectId } from 'mongodb'

import { rawCollection, sessionOf } from '../../src/database/handles.ts'
import { POSTS } from '../../src/domain/slugs.ts'
import type { Post } from '../../src/payload-types.ts'

/**
 * Takes an approved version out of autosave's reach.
 *
 * Payload rewrites the newest autosaved version in place; the words that were approved, and that a schedule may
 * pin, would change under it. Unmarked, the next keystroke starts a version of its own.
 */
export const sealApprovedVersion: CollectionAfterChangeHook<Post> = async ({ doc, req }) => {
  if (doc.stage === 'approved') {
    const session = await sessionOf(req)

    await rawCollection(req.payload, `_${POSTS}_versions`).updateMany(
      { autosave: true, parent: new ObjectId(doc.id), 'version.stage': 'approved' },
      { $set: { autosave: false } },
      session === undefined ? {} : { session },
    )
  }

  return doc
}
