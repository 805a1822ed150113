import type { Db, IndexDescription } from 'mongodb'

import { ENGAGEMENT_EVENTS, ENGAGEMENT_ROLLUPS } from '../domain/slugs.ts'

/**
 * Indexes of the two collections.
 *
 * Each index of the raw events costs every insert, so there are two: one to trace a post's figure to
 * its events, one to recount a day. Figures read buckets by `_id` range; rankings by kind and day.
 */
export const ENGAGEMENT_INDEXES: Record<string, IndexDescription[]> = {
  [ENGAGEMENT_EVENTS]: [{ key: { occurredAt: 1 } }, { key: { post: 1, type: 1, occurredAt: 1 } }],
  [ENGAGEMENT_ROLLUPS]: [{ key: { kind: 1, day: 1 } }],
}

/** Creates what is missing; harmless to repeat. */
export async function ensureEngagementIndexes(db: Db): Promise<void> {
  for (const [name, indexes] of Object.entries(ENGAGEMENT_INDEXES)) {
    await db.collection(name).createIndexes(indexes)
  }
}
