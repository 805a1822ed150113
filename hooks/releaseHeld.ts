import type { CollectionAfterChangeHook } from 'payload'

import type { Dependencies } from './dependencies.ts'

interface Pausable extends Record<string, unknown> {
  id: number | string
}

export interface ReleaseHeldOptions extends Pick<Dependencies, 'services'> {
  isPaused: (doc: Record<string, unknown>) => boolean
}

/** Brings back what a pause has held, when a channel or a campaign goes on. */
export const releaseHeld =
  ({ isPaused, services }: ReleaseHeldOptions): CollectionAfterChangeHook<Pausable> =>
  async ({ doc, operation, previousDoc, req }) => {
    if (operation === 'update' && isPaused(previousDoc) && !isPaused(doc)) {
      await services(req.payload).holding.release(req)
    }

    return doc
  }
