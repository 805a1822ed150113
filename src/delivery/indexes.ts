import type { CollectionIndexes } from '../domain/collectionIndexes.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'

const partialFilterExpression = { state: 'published' }

/**
 * What delivery's queries need beside the ledger's own `changes-on-channel`.
 *
 * They hold only what stands, so that a row costs them nothing before it is published.
 */
export const DELIVERY_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: PUBLICATIONS,
    indexes: [
      {
        key: { channel: 1, 'content.post.topics': 1, changedAt: -1, _id: -1 },
        name: 'topics-on-channel',
        partialFilterExpression,
      },
      { key: { channel: 1, 'content.post.slug': 1, changedAt: -1 }, name: 'slugs-on-channel', partialFilterExpression },
    ],
  },
]
