import { SECOND } from '../../src/domain/duration.ts'
import { BELL_AHEAD_MS } from '../bells.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { FollowUp } from '../following/createFollowUp.ts'
import { lookAtUnconfirmed } from './lookAtUnconfirmed.ts'
import { pollPending } from './pollPending.ts'
import { withdrawDue } from './withdrawDue.ts'
import type { TendingDependencies } from './workThrough.ts'

export interface TendLedgerDependencies extends TendingDependencies {
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
  stop(): void
}

/** The jobs that look after rows which the dispatcher does not hold. */
export function tendLedger(dependencies: TendLedgerDependencies): Tending {
  const { followUp, ledger, log, wake } = dependencies
  const timers = new Set<NodeJS.Timeout>()

  const withdrawSoon = (): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      withdrawDue(dependencies).catch((error: unknown) =>
        log.warn({ err: error }, 'withdrawing failed; it comes again'),
      )
    }, BELL_AHEAD_MS)

    timers.add(timer)
  }

  return {
    atBell: withdrawSoon,
    jobs: [
      { name: 'look-at-unconfirmed', everyMs: 4 * SECOND, run: () => lookAtUnconfirmed(dependencies).then(wake) },
      { name: 'poll-pending', everyMs: 5 * SECOND, run: () => pollPending(dependencies) },
      { name: 'withdraw-due', everyMs: 5 * SECOND, run: () => withdrawDue(dependencies) },
      { name: 'tell-outcomes', everyMs: 10 * SECOND, run: () => followUp.sweep() },
    ],
    async reap() {
      const { rearmed, unconfirmed } = await ledger.reapExpired()

      if (rearmed + unconfirmed > 0) {
        log.warn({ rearmed, unconfirmed }, 'took over from a worker that stopped answering')
        await lookAtUnconfirmed(dependencies)
        wake()
      }
    },
    stop() {
      timers.forEach((timer) => clearTimeout(timer))
    },
  }
}
