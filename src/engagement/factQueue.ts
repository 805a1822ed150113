import type { EngagementFact } from '../domain/engagement.ts'
import { BusyError } from '../domain/errors.ts'

/** What became of the facts of one call. */
export interface Tally {
  accepted: number
  /** Known before, or told twice in the call. */
  duplicates: number
}

export interface FactQueue {
  /**
   * Resolves once the facts are committed.
   *
   * @throws BusyError when more waits than can be held, or the queue is closed; else what `write` threw.
   */
  add(facts: readonly EngagementFact[]): Promise<Tally>
  /** Writes what waits, then takes nothing more. */
  close(): Promise<void>
}

export interface FactQueueOptions {
  /** Stores facts; gives the ids that were new. */
  write: (facts: readonly EngagementFact[]) => Promise<Set<string>>
}

interface Waiting {
  facts: readonly EngagementFact[]
  reject: (error: unknown) => void
  resolve: (tally: Tally) => void
}

/** A batch is written when this many facts wait, or the first has waited this long. */
const BATCH_FACTS = 1_000
const LINGER_MS = 50
/** What arrives while batches are being written goes into larger ones. */
const MAX_BATCH_FACTS = 5_000
const MAX_IN_FLIGHT = 2
const MAX_WAITING_FACTS = 50_000

/**
 * Gathers facts from all callers of this process into few, large writes.
 *
 * One write per request would do 600 events a second where batches do tens of thousands. Callers
 * still learn only after the commit that their facts are safe.
 */
export function createFactQueue({ write }: FactQueueOptions): FactQueue {
  const waiting: Waiting[] = []
  const writes = new Set<Promise<void>>()
  let waitingFacts = 0
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  function takeBatch(): Waiting[] {
    const batch: Waiting[] = []
    let size = 0

    while (waiting[0] !== undefined && (size === 0 || size + waiting[0].facts.length <= MAX_BATCH_FACTS)) {
      size += waiting[0].facts.length
      batch.push(waiting[0])
      waiting.shift()
    }

    waitingFacts -= size

    return batch
  }

  function writeWaiting(): void {
    clearTimeout(timer)
    timer = undefined

    while (waiting.length > 0 && writes.size < MAX_IN_FLIGHT) {
      const writing = writeBatch(takeBatch(), write).finally(() => {
        writes.delete(writing)
        writeWaiting()
      })

      writes.add(writing)
    }
  }

  return {
    add(facts) {
      if (isClosed || waitingFacts + facts.length > MAX_WAITING_FACTS) {
        return Promise.reject(new BusyError('Too many events are waiting to be stored; send these again later.'))
      }

      return new Promise((resolve, reject) => {
        waiting.push({ facts, reject, resolve })
        waitingFacts += facts.length

        if (waitingFacts >= BATCH_FACTS) {
          writeWaiting()
        } else {
          timer ??= setTimeout(writeWaiting, LINGER_MS)
        }
      })
    },
    async close() {
      isClosed = true
      writeWaiting()

      while (writes.size > 0) {
        await Promise.all(writes)
      }
    },
  }
}

/** Writes a batch; where it fails as a whole, each call's facts alone, so that none suffers for another's. */
async function writeBatch(batch: readonly Waiting[], write: FactQueueOptions['write']): Promise<void> {
  try {
    const fresh = await write(batch.flatMap(({ facts }) => facts))

    for (const { facts, resolve } of batch) {
      // A fresh id belongs to whoever told it first.
      const accepted = facts.filter(({ id }) => fresh.delete(id)).length

      resolve({ accepted, duplicates: facts.length - accepted })
    }
  } catch (error) {
    if (batch.length === 1) {
      batch[0]?.reject(error)
    } else {
      await Promise.all(batch.map((one) => writeBatch([one], write)))
    }
  }
}
