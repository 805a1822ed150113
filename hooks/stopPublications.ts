import type { CollectionBeforeDeleteHook } from 'payload'

import { SCHEDULES } from '../src/domain/slugs.ts'
import type { Dependencies } from './dependencies.ts'
import { parseSchedule, type ScheduleDocument } from './syncPublications.ts'

/** Stops what a schedule has not sent yet before the schedule goes; refuses while something is leaving. */
export const stopPublications =
  ({ services }: Pick<Dependencies, 'services'>): CollectionBeforeDeleteHook =>
  async ({ id, req }) => {
    const doc = await req.payload.findByID({ collection: SCHEDULES, depth: 0, id, overrideAccess: true, req })
    const previous = parseSchedule(doc as unknown as ScheduleDocument)

    if (previous.state === 'armed') {
      await services(req.payload).arming.apply({
        isRearm: false,
        pinnedVersion: null,
        previous,
        req,
        schedule: { ...previous, state: 'cancelled' },
      })
    }
  }
