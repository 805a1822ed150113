import type { Payload } from 'payload'

import { afterCommit } from '../../hooks/afterCommit.ts'
import type { Holding } from '../../hooks/dependencies.ts'
import { databaseOf } from '../../src/database/handles.ts'
import type { Bells } from '../bells.ts'
import { releaseHeld } from './releaseHeld.ts'

export interface HoldingDependencies {
  bells: Bells
  clock: () => Date
  payload: Payload
}

/** Brings back what was held, as soon as the resume is committed; the periodic job does it if this process dies before. */
export const createHolding = ({ bells, clock, payload }: HoldingDependencies): Holding => ({
  async release(req) {
    await afterCommit(req, () => {
      releaseHeld(databaseOf(payload))
        .then(() => bells.ring([clock()]))
        .catch((error: unknown) => payload.logger.warn({ err: error, msg: 'what was held comes back a moment later' }))
    })
  },
})
