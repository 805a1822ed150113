import type { Payload } from 'payload'

import { findOldestDueMs } from '../database/findOldestDue.ts'
import { databaseOf, rawCollection } from '../database/handles.ts'
import type { PublicationRow, PublicationState } from '../domain/publication.ts'
import { STUCK_STATES } from '../domain/publicationStates.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'
import type { MetricsArgs } from './metrics.ts'

/** States in which something is still to come, by itself or by a person, with the index that holds only such rows. */
const COUNTED: readonly (readonly [PublicationState, string])[] = [
  ['armed', 'due'],
  ...STUCK_STATES.map((state) => [state, 'stuck'] as const),
]

/** What the index of leases holds. */
const HELD: readonly PublicationState[] = ['claimed', 'sending']

/** So far is counted; more is not worse to know. */
const MOST_COUNTED = 10_000

/**
 * Figures of the ledger for operations.
 *
 * A scrape costs the same on the first day and after ten years: what is still open is counted to a bound, in indexes that hold nothing
 * else, and how many rows there are at all is known without counting.
 */
export function createLedgerFigures(payload: Payload, most = MOST_COUNTED): MetricsArgs {
  const publications = rawCollection<PublicationRow>(payload, PUBLICATIONS)
  const countIn = async ([state, hint]: readonly [PublicationState, string]): Promise<[string, number]> => [
    state,
    await publications.countDocuments({ state }, { hint, limit: most }),
  ]

  return {
    countPublications: async () => {
      const [open, held] = await Promise.all([
        Promise.all(COUNTED.map(countIn)),
        publications
          .aggregate<{ _id: string; count: number }>(
            [
              { $match: { leaseUntil: { $type: 'date' } } },
              { $limit: most },
              { $group: { _id: '$state', count: { $sum: 1 } } },
            ],
            { hint: 'leases' },
          )
          .toArray(),
      ])
      const counts = new Map(held.map(({ _id, count }) => [_id, count]))

      return Object.fromEntries([...open, ...HELD.map((state): [string, number] => [state, counts.get(state) ?? 0])])
    },
    countRows: () => publications.estimatedDocumentCount(),
    findOldestDueMs: () => findOldestDueMs(databaseOf(payload)),
  }
}
