import { setTimeout as wait } from 'node:timers/promises'

import { MongoServerError } from 'mongodb'
import { commitTransaction, initTransaction, killTransaction, type PayloadRequest } from 'payload'

import { isTransient } from '../../src/database/inTransaction.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { BusyError } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'

const PATIENCE_MS = 45 * SECOND
const LONGEST_WAIT_MS = 150
const DUPLICATE_KEY = 11_000

/**
 * Does work in one transaction of a request, and anew when somebody else wrote the same documents meanwhile.
 *
 * @throws BusyError when that does not end; whatever `work` throws otherwise, with nothing written.
 */
export async function inOwnTransaction<T>(req: PayloadRequest, work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS

  for (let attempt = 0; performance.now() < giveUpAt; attempt += 1) {
    await initTransaction(req)

    try {
      const result = await work()

      await commitTransaction(req)

      return result
    } catch (error) {
      await killTransaction(req)

      if (!isConflict(error)) {
        throw error
      }
    }

    await wait(Math.random() * Math.min(LONGEST_WAIT_MS, 10 * 2 ** attempt))
  }

  throw new BusyError(reason('BUSY').message)
}

const isConflict = (error: unknown): boolean =>
  isTransient(error) || (error instanceof MongoServerError && error.code === DUPLICATE_KEY)
