import { Agenda } from 'agenda'
import type { Db } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import { AGENDA_JOBS, PUBLISH_DUE } from '../bells.ts'
import type { Log } from '../log.ts'
import { inRunTime } from '../oneAtATime.ts'
import { CLOCK_PACE } from './clockPace.ts'
import { PatientBackend } from './patientBackend.ts'
import { type PeriodicJob, registerPeriodicJobs } from './periodicJob.ts'

/** A job whose worker died is taken over after so long; a run that takes longer may meet a second one, which is harmless. */
const LOCK_LIFETIME_MS = 10 * SECOND
const DRAIN_MS = 10 * SECOND

export interface Clock {
  /** Registers again what somebody removed; harmless at any time. */
  register(): Promise<void>
  /** Waits for running jobs and unlocks the rest. */
  stop(): Promise<void>
}

export interface CreateClockArgs {
  db: Db
  log: Log
  /** Distinct for each process, so that its locks can be told from others'. */
  name: string
  /** Rung at each bell; must return at once. */
  onBell: () => void
  periodic: readonly PeriodicJob[]
}

/** Starts Agenda: the bells of due seconds, and the periodic jobs. What is due, the ledger says. */
export async function createClock({ db, log, name, onBell, periodic }: CreateClockArgs): Promise<Clock> {
  const agenda = new Agenda({
    backend: new PatientBackend({ db, log }),
    defaultLockLifetime: LOCK_LIFETIME_MS,
    name,
    ...CLOCK_PACE,
    removeOnComplete: true,
  })

  agenda.on('error', (error) => log.warn({ err: error }, 'the clock met an error'))
  agenda.define(PUBLISH_DUE, () => Promise.resolve(onBell()))

  for (const job of periodic) {
    definePeriodic(agenda, job, log)
  }

  const register = () => registerPeriodicJobs(db, periodic)

  await agenda.start()
  await register()

  return {
    register,
    async stop() {
      await agenda.drain({ closeConnection: false, timeout: DRAIN_MS })
      // `drain` leaves jobs locked that it fetched ahead.
      await db
        .collection(AGENDA_JOBS)
        .updateMany({ lastModifiedBy: name, lockedAt: { $ne: null } }, { $set: { lockedAt: null } })
    },
  }
}

function definePeriodic(agenda: Agenda, { name, run }: PeriodicJob, log: Log): void {
  agenda.define(
    name,
    async () => {
      try {
        await inRunTime(run())
      } catch (error) {
        log.warn({ err: error, job: name }, 'a periodic job failed; it comes again')
      }
    },
    { concurrency: 1 },
  )
}
