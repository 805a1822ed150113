import { setTimeout as wait } from 'node:timers/promises'

import type { Payload, PayloadRequest } from 'payload'
import { commitTransaction, createLocalReq, initTransaction, killTransaction } from 'payload'

import { isTransient } from '../database/inTransaction.ts'
import { conflict } from '../domain/conflict.ts'

const TRIES = 6
const FIRST_WAIT_MS = 50

/**
 * Does work in one transaction, on a request of nobody: what an import may do is checked before.
 *
 * Commits what was written, or nothing of it when `work` throws. `work` begins anew when the database had to abort it
 * for somebody else's write; throws a `ConflictError` when that does not end.
 */
export async function inTransaction<T>(payload: Payload, work: (req: PayloadRequest) => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    await wait(attempt === 0 ? 0 : FIRST_WAIT_MS * 2 ** attempt)

    try {
      return await attemptOnce(payload, work)
    } catch (error) {
      if (!isTransient(error)) {
        throw error
      }
    }
  }

  throw conflict('IMPORT_MEETS')
}

async function attemptOnce<T>(payload: Payload, work: (req: PayloadRequest) => Promise<T>): Promise<T> {
  const req = await createLocalReq({}, payload)

  await initTransaction(req)

  try {
    const result = await work(req)

    await commitTransaction(req)

    return result
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}
