import type { Db, ObjectId } from 'mongodb'

import type { PublicationError } from '../../src/domain/publication.ts'
import { decideReleaseHold } from '../../src/domain/release/hold.ts'
import { holdKey } from '../../src/domain/release/release.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import { runsOf, type StoredRun } from './records.ts'

/** Tells, of many schedules at once, which of them a release holds back, and why. */
export interface FindReleaseHolds {
  (schedules: readonly ObjectId[]): Promise<Map<string, PublicationError>>
}

type Held = Pick<StoredRun, 'items' | 'state'>

/**
 * Reads what releases say at this moment; nothing is remembered, for a release may be armed a second before its
 * first publication is due. One query by the index that keeps items out of a second release.
 */
export const createReleaseHolds =
  ({ db }: { db: Db }): FindReleaseHolds =>
  async (schedules) => {
    const ids = [...new Set(schedules.map(String))]
    const runs =
      ids.length === 0
        ? []
        : await runsOf(db)
            .find({ held: { $in: ids.map((id) => holdKey({ id, slug: SCHEDULES })) } })
            .project<Held>({
              'items.action': 1,
              'items.after': 1,
              'items.key': 1,
              'items.performed': 1,
              'items.state': 1,
              'items.subject': 1,
              state: 1,
            })
            .toArray()
    const holds = new Map<string, PublicationError>()

    for (const id of ids) {
      const hold = runs.map((run) => decideReleaseHold(run, id)).find((found) => found !== null)

      if (hold !== undefined && hold !== null) {
        holds.set(id, hold)
      }
    }

    return holds
  }
