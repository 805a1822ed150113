import type { Db, ObjectId } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import { CAMPAIGNS } from '../../src/domain/slugs.ts'

/** Tells when campaigns end; those without an end, or gone, are left out. Not older than five seconds. */
export type FindCampaignEnds = (ids: readonly ObjectId[]) => Promise<Map<string, Date>>

const KEPT_MS = 5 * SECOND

/** One query for a batch, and none for no campaign. */
export function createCampaignEnds({ db }: { db: Db }): FindCampaignEnds {
  const known = new Map<string, { endAt: Date | null; readAt: number }>()

  return async (ids) => {
    const wanted = new Map(ids.map((id) => [id.toHexString(), id]))
    const stale = [...wanted].filter(([key]) => performance.now() - (known.get(key)?.readAt ?? -Infinity) > KEPT_MS)

    if (stale.length > 0) {
      const found = await db
        .collection<{ _id: ObjectId; endAt?: Date | null }>(CAMPAIGNS)
        .find({ _id: { $in: stale.map(([, id]) => id) } }, { projection: { endAt: 1 } })
        .toArray()
      const ends = new Map(found.map(({ _id, endAt }) => [_id.toHexString(), endAt ?? null]))

      stale.forEach(([key]) => known.set(key, { endAt: ends.get(key) ?? null, readAt: performance.now() }))
    }

    return new Map(
      [...wanted.keys()].flatMap((key) => {
        const endAt = known.get(key)?.endAt

        return endAt ? [[key, endAt] as const] : []
      }),
    )
  }
}
