import { setTimeout as wait } from 'node:timers/promises'

import type { ClientSession } from 'mongodb'
import { commitTransaction, initTransaction, killTransaction, type PayloadRequest } from 'payload'

import { conflict } from '../domain/conflict.ts'
import { SECOND } from '../domain/duration.ts'
import { BusyError } from '../domain/errors.ts'
import { reason } from '../domain/reasons/reason.ts'
import { sessionOf } from './handles.ts'

/** Somebody else's transaction may take seconds on a busy machine. */
const PATIENCE_MS = 20 * SECOND
const FIRST_WAIT_MS = 20
const LONGEST_WAIT_MS = 1_000

/**
 * Runs `work` in one transaction of its own and commits it; rolls all of it back when it throws.
 *
 * Tried again when the database asks for that, as it does when two transactions meet, so `work` may run more than once.
 * Without transactions it refuses: half of something would be left behind by the first error.
 *
 * @throws BusyError when the others do not end.
 */
export async function inTransaction<Result>(
  req: PayloadRequest,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return attempt(req, async (session) => {
    const result = await work(session)

    await commitTransaction(req)

    return result
  })
}

/** The same, and rolls everything back whatever comes of it: what would happen is asked, not done. */
export async function inRehearsal<Result>(
  req: PayloadRequest,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return attempt(req, work)
}

async function attempt<Result>(
  req: PayloadRequest,
  work: (session: ClientSession) => Promise<Result>,
  { giveUpAt, tries } = { giveUpAt: performance.now() + PATIENCE_MS, tries: 1 },
): Promise<Result> {
  await initTransaction(req)
  const session = await sessionOf(req)

  if (session === undefined) {
    throw conflict('TRANSACTIONS_OFF')
  }

  try {
    return await work(session)
  } catch (error) {
    if (!isTransient(error)) {
      throw error
    }

    if (performance.now() > giveUpAt) {
      throw new BusyError(reason('BUSY').message)
    }
  } finally {
    // After a commit there is nothing left to roll back.
    await killTransaction(req)
  }

  // Full jitter: who met once must not meet again.
  await wait(Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries))

  return attempt(req, work, { giveUpAt, tries: tries + 1 })
}

/** Whether the database asks to begin the transaction anew. Payload wraps some errors of the driver. */
export function isTransient(error: unknown): boolean {
  const { cause, hasErrorLabel } = error as { cause?: unknown; hasErrorLabel?: (label: string) => boolean }

  return (
    (typeof hasErrorLabel === 'function' && hasErrorLabel.call(error, 'TransientTransactionError')) ||
    (cause !== undefined && cause !== null && cause !== error && isTransient(cause))
  )
}
