import { SECOND } from '../../src/domain/duration.ts'
import { BELL_AHEAD_MS } from '../bells.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { FollowUp } from '../following/createFollowUp.ts'
import { lookAtUnconfirmed } from './lookAtUnconfirmed.ts'
import { pollPending } from './pollPending.ts'
import { withdrawDue } from './withdrawDue.ts'
import type { TendingDependencies } from './workThrough.ts'

export interface TendLedgerDependencies extends Omit<TendingDependencies, 'left' | 'stopping'> {
  followUp: Pick<FollowUp, 'sweep'>
  /** Wakes the dispatcher, for rows that came free. */
  wake: () => void
}

export interface Tending {
  /** A bell may be one of a withdrawal: looks when its second has come. */
  atBell(): void
  jobs: PeriodicJob[]
  /** Takes over from workers that stopped answering; each worker looks by itself, so that it needs no clock. */
  reap(): Promise<void>
  /** Breaks off what is under way and gives back every row. */
  stop(): Promise<void>
}

/** The jobs that look after rows which the dispatcher does not hold. */
export function tendLedger(given: TendLedgerDependencies): Tending {
  const { followUp, ledger, log, wake } = given
  const stopping = new AbortController()
  const dependencies: TendingDependencies = { ...given, left: [], stopping: stopping.signal }
  const running = new Set<Promise<void>>()
  const timers = new Set<NodeJS.Timeout>()

  const run = (work: (dependencies: TendingDependencies) => Promise<void>): Promise<void> => {
    const done = work(dependencies).finally(() => running.delete(done))

    running.add(done)

    return done
  }

  const withdrawSoon = (): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run(withdrawDue).catch((error: unknown) => log.warn({ err: error }, 'withdrawing failed; it comes again'))
    }, BELL_AHEAD_MS)

    timers.add(timer)
  }

  return {
    atBell: withdrawSoon,
    jobs: [
      { name: 'look-at-unconfirmed', everyMs: 4 * SECOND, run: () => run(lookAtUnconfirmed).then(wake) },
      { name: 'poll-pending', everyMs: 5 * SECOND, run: () => run(pollPending) },
      { name: 'withdraw-due', everyMs: 5 * SECOND, run: () => run(withdrawDue) },
      { name: 'tell-outcomes', everyMs: 10 * SECOND, run: () => followUp.sweep() },
    ],
    async reap() {
      const { rearmed, unconfirmed } = await ledger.reapExpired()

      if (rearmed + unconfirmed > 0) {
        log.warn({ rearmed, unconfirmed }, 'took over from a worker that stopped answering')
        await run(lookAtUnconfirmed)
        wake()
      }
    },
    async stop() {
      stopping.abort(new Error('the worker stops'))
      timers.forEach((timer) => clearTimeout(timer))
      await Promise.allSettled(running)

      if (dependencies.left.length > 0) {
        await ledger.settle(dependencies.left.map((row) => ({ outcome: { state: row.state }, row })))
      }
    },
  }
}
