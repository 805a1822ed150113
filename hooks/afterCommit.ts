import type { PayloadRequest } from 'payload'

import { sessionOf } from '../src/database/handles.ts'

/**
 * Runs `work` once the transaction of a save is committed, and never if it is rolled back.
 *
 * For what tells others of a fact: told inside the transaction it might become untrue. Without a
 * transaction it runs at once. The save does not wait for it.
 */
export async function afterCommit(req: PayloadRequest, work: () => void): Promise<void> {
  const session = await sessionOf(req)

  if (session === undefined) {
    work()

    return
  }

  session.once('ended', () => {
    if (session.transaction.isCommitted) {
      work()
    }
  })
}
