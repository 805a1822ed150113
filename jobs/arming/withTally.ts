import { ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import type { Arming } from '../../hooks/dependencies.ts'
import { sessionOf } from '../../src/database/handles.ts'
import { followSchedules } from '../following/followSchedules.ts'

/** Counts a schedule's publications anew once a save has changed the ledger, in the same transaction. */
export const withTally = (arming: Arming, { clock, payload }: { clock: () => Date; payload: Payload }): Arming => ({
  ...arming,
  async apply(args) {
    const remembered = await arming.apply(args)

    await followSchedules({
      clock,
      payload,
      scheduleIds: [new ObjectId(args.schedule.id)],
      session: await sessionOf(args.req),
    })

    return remembered
  },
})
