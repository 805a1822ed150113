import type { Db, ObjectId } from 'mongodb'

import { withdrawalFor } from '../../src/domain/movedWithdrawal.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'

type Read = Pick<StoredRow, '_id' | 'occurrenceAt' | 'restores' | 'schedule' | 'state' | 'unpublishAt'>

/**
 * Finds when publications are to come down by their plan; null for those that stay.
 *
 * By the schedule, not by the row: taking one down writes the time of that over its own. What was restored itself
 * comes down with what it restores.
 */
export async function findUntil(db: Db, ids: readonly string[]): Promise<Map<string, Date | null>> {
  const rows = await rowsOf(db)
    .find({ _id: { $in: [...ids] } })
    .project<Read>({ occurrenceAt: 1, restores: 1, schedule: 1, state: 1, unpublishAt: 1 })
    .toArray()
  const origins = rows.flatMap(({ restores }) => restores ?? [])
  const untilOf = origins.length === 0 ? new Map<string, Date | null>() : await findUntil(db, origins)
  const schedules = await db
    .collection<{ _id: ObjectId; publishAt: Date; unpublishAt?: Date | null }>(SCHEDULES)
    .find({ _id: { $in: rows.map(({ schedule }) => schedule) } })
    .project<{ _id: ObjectId; publishAt: Date; unpublishAt?: Date | null }>({ publishAt: 1, unpublishAt: 1 })
    .toArray()

  return new Map(
    rows.map((row) => {
      const plan = schedules.find(({ _id }) => _id.equals(row.schedule))

      if (row.restores !== undefined) {
        return [row._id, untilOf.get(row.restores) ?? null]
      }

      return [
        row._id,
        plan === undefined
          ? ownUntil(row)
          : withdrawalFor({ publishAt: plan.publishAt, unpublishAt: plan.unpublishAt ?? null }, row.occurrenceAt),
      ]
    }),
  )
}

/** Of a schedule that is gone only what still stands knows its time. */
const ownUntil = ({ state, unpublishAt = null }: Read): Date | null => (state === 'published' ? unpublishAt : null)
