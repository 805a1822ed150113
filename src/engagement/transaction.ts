import { setTimeout as delay } from 'node:timers/promises'

import type { ClientSession, MongoClient } from 'mongodb'
import { MongoError, MongoErrorLabel, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb'

import { SECOND } from '../domain/duration.ts'

const DUPLICATE_KEY = 11_000
const WRITE_CONFLICT = 112
const OUTAGE_PATIENCE_MS = 30 * SECOND
const FIRST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 500

export interface TransactionOptions {
  client: MongoClient
  /**
   * How long to try against a document that another transaction holds. A process that was killed in the
   * midst of one holds its documents until the server ends it, which by default takes a minute.
   */
  conflictPatienceMs: number
}

/** Longer than the server lets a transaction of a dead process live. */
export const OUTLIVE_THE_DEAD_MS = 75 * SECOND

interface Try {
  isFirst: boolean
}

/**
 * Runs `work` in a transaction until it is committed.
 *
 * Tries again after a write conflict, a duplicate key and, for up to 30 s, a database that is gone, with a
 * growing, jittered pause: the driver's own loop would spin on a document that another process
 * holds. A commit whose answer got lost may have taken effect, so `work` must find out on a later
 * try what is already there.
 *
 * @throws the last error when it is none of these, or when patience is over.
 */
export async function runTransaction<T>(
  { client, conflictPatienceMs }: TransactionOptions,
  work: (session: ClientSession, attempt: Try) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now()

  for (let attempt = 0; ; attempt++) {
    try {
      return await runOnce(client, (session) => work(session, { isFirst: attempt === 0 }))
    } catch (error) {
      const patienceMs = isConflict(error) ? conflictPatienceMs : isOutage(error) ? OUTAGE_PATIENCE_MS : 0

      if (performance.now() - startedAt >= patienceMs) {
        throw error
      }
    }

    const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt)

    await delay(ceiling * (0.5 + Math.random() / 2))
  }
}

/**
 * Tells whether an error means that the database was not there, or could not say what became of a commit.
 *
 * A write conflict carries the driver's label of a passing fault too, but somebody holds the document, maybe a process that died
 * a moment ago: it is waited out, not reported.
 */
export const isOutage = (error: unknown): boolean =>
  !isConflict(error) &&
  (error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    (error instanceof MongoError &&
      (error.hasErrorLabel(MongoErrorLabel.TransientTransactionError) ||
        error.hasErrorLabel(MongoErrorLabel.UnknownTransactionCommitResult))))

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

const isConflict = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === DUPLICATE_KEY || error.code === WRITE_CONFLICT)
