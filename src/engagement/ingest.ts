import type { Db, MongoClient } from 'mongodb'

import { SECOND } from '../domain/duration.ts'
import type { EngagementFact } from '../domain/engagement.ts'
import type { Tally } from './factQueue.ts'
import { createFactQueue } from './factQueue.ts'
import { foldPending } from './foldPending.ts'
import { OUTLIVE_THE_DEAD_MS } from './transaction.ts'
import { writeFacts } from './writeFacts.ts'

/** The one way into `engagement_events`; one per process. */
export interface Ingest {
  /** Resolves once the facts and their sums are committed; throws `BusyError` under too much load. */
  add(facts: readonly EngagementFact[]): Promise<Tally>
  /** Writes what waits and folds what is pending. */
  close(): Promise<void>
}

export interface IngestOptions {
  client: MongoClient
  clock: () => Date
  db: Db
  onError: (error: unknown) => void
}

/** Long enough to fold many batches into one write of a bucket, short enough that readers find few pending. */
const FOLD_EVERY_MS = 2 * SECOND

/** Stores facts in batches and folds their sums into the buckets a moment later. */
export function createIngest({ client, clock, db, onError }: IngestOptions): Ingest {
  let folding: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  function fold(conflictPatienceMs: number): Promise<unknown> {
    timer = undefined
    // What could not be folded stays pending and counted; the next fold takes it along.
    folding = folding.then(() => foldPending({ client, conflictPatienceMs, db })).catch(onError)

    return folding
  }

  const queue = createFactQueue({
    async write(facts, { conflictPatienceMs }) {
      const fresh = await writeFacts({ client, conflictPatienceMs, db, facts, receivedAt: clock() })

      timer ??= setTimeout(() => void fold(OUTLIVE_THE_DEAD_MS), FOLD_EVERY_MS)

      return fresh
    },
  })

  return {
    add: (facts) => (facts.length === 0 ? Promise.resolve({ accepted: 0, duplicates: 0 }) : queue.add(facts)),
    async close() {
      await queue.close()
      clearTimeout(timer)
      await fold(SECOND)
    },
  }
}
