import type { CollectionIndexes } from '../domain/collectionIndexes.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'

/**
 * What delivery's queries need beside the ledger's own `changes-on-channel`.
 *
 * The slug stays as it was armed, so that publishing a row writes nothing there; a topic's list needs the order of changes.
 */
export const DELIVERY_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: PUBLICATIONS,
    indexes: [
      {
        key: { channel: 1, 'content.post.topics': 1, changedAt: -1, _id: -1 },
        name: 'topics-on-channel',
        partialFilterExpression: { state: 'published' },
      },
      { key: { channel: 1, 'content.post.slug': 1 }, name: 'slugs-on-channel' },
    ],
  },
]
