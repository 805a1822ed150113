import { setTimeout as delay } from 'node:timers/promises'

import type { ClientSession, MongoClient } from 'mongodb'
import { MongoError, MongoErrorLabel, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb'

import { SECOND } from '../domain/duration.ts'

const DUPLICATE_KEY = 11_000
const WRITE_CONFLICT = 112
const PATIENCE_MS = 30 * SECOND
const FIRST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 500

interface Try {
  isFirst: boolean
}

/**
 * Runs `work` in a transaction until it is committed.
 *
 * Tries again after a write conflict, a duplicate key and a database that is gone for a while, with a
 * growing, jittered pause: the driver's own loop would spin on a document that another process
 * holds. A commit whose answer got lost may have taken effect, so `work` must find out on a later
 * try what is already there.
 *
 * @throws the last error when it is none of these, or after 30 s.
 */
export async function runTransaction<T>(
  client: MongoClient,
  work: (session: ClientSession, attempt: Try) => Promise<T>,
): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS

  for (let attempt = 0; ; attempt++) {
    try {
      return await runOnce(client, (session) => work(session, { isFirst: attempt === 0 }))
    } catch (error) {
      if (!canTryAgain(error) || performance.now() > giveUpAt) {
        throw error
      }
    }

    const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt)

    await delay(ceiling * (0.5 + Math.random() / 2))
  }
}

async function runOnce<T>(client: MongoClient, work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = client.startSession()

  try {
    session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } })
    const result = await work(session)

    await session.commitTransaction()

    return result
  } finally {
    // Aborts what is still open; a second failure here would hide the first.
    await session.endSession().catch(() => undefined)
  }
}

const canTryAgain = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  (error instanceof MongoServerError && (error.code === DUPLICATE_KEY || error.code === WRITE_CONFLICT)) ||
  (error instanceof MongoError &&
    (error.hasErrorLabel(MongoErrorLabel.TransientTransactionError) ||
      error.hasErrorLabel(MongoErrorLabel.UnknownTransactionCommitResult)))
