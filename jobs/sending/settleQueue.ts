import type { Failpoints } from '../failpoints.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { Log } from '../log.ts'
import { untilDone } from '../untilDone.ts'

const WINDOW_ROWS = 1_000
const WINDOW_MS = 8
const PARALLEL = 3
/** While something is being written, fewer than this wait for more: a write costs about as much as a hundred rows in it. */
const LEAST_BESIDE = 100

export interface SettleQueueDependencies {
  failpoints: Failpoints
  ledger: Pick<Ledger, 'settle'>
  log: Log
  /** Told of each window once it is written; the ids that were no longer ours are left out. */
  settled: (settlements: readonly Settlement[]) => void
}

/** Gathers outcomes into windows and writes each until the database has it. */
export interface SettleQueue {
  /** True while an outcome is not written yet. */
  readonly isBusy: boolean
  /** Resolves when nothing is left to write. */
  drained(): Promise<void>
  push(settlement: Settlement): void
  /** Writes them by themselves, at once; resolves when the database has them. */
  writeNow(settlements: readonly Settlement[]): Promise<void>
}

export function createSettleQueue({ failpoints, ledger, log, settled }: SettleQueueDependencies): SettleQueue {
  const gathered: Settlement[] = []
  let timer: NodeJS.Timeout | undefined
  const writing = new Set<Promise<void>>()

  const write = async (window: readonly Settlement[]): Promise<void> => {
    failpoints.reach('before-ack')

    // An outcome that is known must never be lost, however long the database is away.
    const foreign = new Set(await untilDone(() => ledger.settle(window), { log, what: 'acknowledge' }))

    failpoints.reach('after-ack')

    if (foreign.size > 0) {
      log.warn({ ids: [...foreign] }, 'outcomes left alone: these publications belong to another worker by now')
    }

    settled(window.filter(({ row }) => !foreign.has(row._id)))
  }

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined

    while (gathered.length > (writing.size === 0 ? 0 : LEAST_BESIDE) && writing.size < PARALLEL) {
      void begin(gathered.splice(0, WINDOW_ROWS))
    }
  }

  const begin = (window: readonly Settlement[]): Promise<void> => {
    const done = write(window).finally(() => {
      writing.delete(done)
      flush()
    })

    writing.add(done)

    return done
  }

  return {
    async drained() {
      flush()

      while (writing.size > 0 || gathered.length > 0) {
        await Promise.race(writing)
      }
    },
    get isBusy() {
      return writing.size > 0 || gathered.length > 0
    },
    push(settlement) {
      gathered.push(settlement)

      if (gathered.length >= WINDOW_ROWS) {
        flush()
      } else {
        timer ??= setTimeout(flush, WINDOW_MS)
      }
    },
    writeNow: begin,
  }
}
