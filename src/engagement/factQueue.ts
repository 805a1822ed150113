import type { EngagementFact } from '../domain/engagement.ts'
import { SECOND } from '../domain/duration.ts'
import { BusyError } from '../domain/errors.ts'
import { isOutage, OUTLIVE_THE_DEAD_MS } from './transaction.ts'

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
  write: (facts: readonly EngagementFact[], options: { conflictPatienceMs: number }) => Promise<Set<string>>
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
/** A batch that is held up for longer is taken apart, so that only those wait who are concerned. */
const BATCH_PATIENCE_MS = 2 * SECOND

/**
 * Gathers facts from all callers of this process into few, large writes.
 *
 * One write per request would do 600 events a second where batches do tens of thousands. Callers
 * still learn only after the commit that their facts are safe.
 */
export function createFactQueue({ write }: FactQueueOptions): FactQueue {
  const waiting: Waiting[] = []
  const writes = new Set<Promise<void>>()
  /** Calls whose batch failed; they hold up nobody else. */
  const stragglers = new Set<Promise<void>>()
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
      const batch = takeBatch()
      const writing = writeBatch(batch)
        .catch((error: unknown) => batch.forEach(isOutage(error) ? ({ reject }) => reject(error) : writeAlone))
        .finally(() => {
          writes.delete(writing)
          writeWaiting()
        })

      writes.add(writing)
    }
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    const fresh = await write(
      batch.flatMap(({ facts }) => facts),
      { conflictPatienceMs: BATCH_PATIENCE_MS },
    )

    batch.forEach(({ facts, resolve }) => resolve(tallyOf(facts, fresh)))
  }

  function writeAlone({ facts, reject, resolve }: Waiting): void {
    const writing = write(facts, { conflictPatienceMs: OUTLIVE_THE_DEAD_MS })
      .then((fresh) => resolve(tallyOf(facts, fresh)), reject)
      .finally(() => stragglers.delete(writing))

    stragglers.add(writing)
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

      while (writes.size + stragglers.size > 0) {
        await Promise.all([...writes, ...stragglers])
      }
    },
  }
}

/** A fresh id belongs to whoever told it first, and is taken out. */
function tallyOf(facts: readonly EngagementFact[], fresh: Set<string>): Tally {
  const accepted = facts.filter(({ id }) => fresh.delete(id)).length

  return { accepted, duplicates: facts.length - accepted }
}
