import type { ClientSession } from 'mongodb'
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
    if (isCommitted(session)) {
      work()
    }
  })
}

/** The driver's own `isCommitted` is true of an aborted transaction too. */
const isCommitted = ({ transaction }: ClientSession): boolean =>
  (transaction as unknown as { state: string }).state === 'TRANSACTION_COMMITTED'
