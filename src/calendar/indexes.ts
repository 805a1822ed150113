import type { CollectionIndexes } from '../domain/collectionIndexes.ts'
import { DAY, SECOND } from '../domain/duration.ts'
import { CALENDAR_MARKS, CALENDAR_TOKENS, POSTS, SCHEDULES } from '../domain/slugs.ts'

/** How long a revoked token is remembered, so that a calendar that still asks hears that it is gone. */
const REMEMBERED_DAYS = 90

/** A mark is read at the moment of its change only. */
const MARKED_DAYS = 1

/** What the calendar asks of the database, beside the indexes of schedules and publications. */
export const CALENDAR_INDEXES: CollectionIndexes[] = [
  {
    collection: `_${POSTS}_versions`,
    indexes: [{ key: { parent: 1 }, name: 'newest-of-post', partialFilterExpression: { latest: true } }],
  },
  {
    collection: SCHEDULES,
    indexes: [
      {
        // Of repeats alone: those that begin later are looked through for an extra date that comes before.
        key: { state: 1, publishAt: 1 },
        name: 'repeats',
        partialFilterExpression: { recurrence: { $gt: '' } },
      },
    ],
  },
  {
    collection: CALENDAR_MARKS,
    indexes: [{ key: { changedAt: 1 }, name: 'forget', expireAfterSeconds: (MARKED_DAYS * DAY) / SECOND }],
  },
  {
    collection: CALENDAR_TOKENS,
    indexes: [
      { key: { user: 1 }, name: 'of-person' },
      { key: { revokedAt: 1 }, name: 'forget', expireAfterSeconds: (REMEMBERED_DAYS * DAY) / SECOND },
    ],
  },
]
