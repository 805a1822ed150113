import type { Payload } from 'payload'

import { rawCollection } from '../database/handles.ts'
import type { PublicationRow } from '../domain/publication.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'
import type { MetricsArgs } from './metrics.ts'

/** Figures of the ledger for operations; both are answered from indexes. */
export const createLedgerFigures = (payload: Payload): MetricsArgs => {
  const publications = rawCollection<PublicationRow>(payload, PUBLICATIONS)

  return {
    countPublications: async () => {
      const rows = await publications
        .aggregate<{ _id: string; count: number }>([{ $group: { _id: '$state', count: { $sum: 1 } } }])
        .toArray()

      return Object.fromEntries(rows.map(({ _id, count }) => [_id, count]))
    },
    findOldestDueMs: async () => {
      const [row] = await publications
        .aggregate<{ lateMs: number }>([
          { $match: { $expr: { $lte: ['$dueAt', '$$NOW'] }, state: 'armed' } },
          { $sort: { dueAt: 1 } },
          { $limit: 1 },
          { $project: { lateMs: { $subtract: ['$$NOW', '$dueAt'] } } },
        ])
        .toArray()

      return row?.lateMs ?? 0
    },
  }
}
