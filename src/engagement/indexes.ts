import type { CollectionIndexes } from '../domain/collectionIndexes.ts'
import { ENGAGEMENT_EVENTS, ENGAGEMENT_ROLLUPS } from '../domain/slugs.ts'

/**
 * Each index of the raw events costs every insert, so there are two: one to trace a post's figure to
 * its events, one to recount a day. Figures read buckets by ranges of `_id`; rankings by kind and day.
 */
export const ENGAGEMENT_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: ENGAGEMENT_EVENTS,
    indexes: [
      { key: { occurredAt: 1 }, name: 'occurredAt' },
      { key: { post: 1, type: 1, occurredAt: 1 }, name: 'post_type_occurredAt' },
    ],
  },
  { collection: ENGAGEMENT_ROLLUPS, indexes: [{ key: { kind: 1, day: 1 }, name: 'kind_day' }] },
]
