import type { Db } from 'mongodb'

import { createServerClock, type ServerClock } from '../../jobs/serverClock.ts'
import { SECOND } from '../domain/duration.ts'

/** The time by which one installation decides. */
export interface AppClock {
  /** From now on it is the database's time, which all processes share, however wrong this machine's clock is. */
  follow(db: Db): Promise<void>
  now(): Date
}

const SAMPLE_EVERY_MS = 15 * SECOND

/** This machine's time until a database is followed. */
export function createAppClock(): AppClock {
  let server: ServerClock | undefined
  let timer: NodeJS.Timeout | undefined

  return {
    async follow(db) {
      const followed = await createServerClock({ db })

      clearInterval(timer)
      server = followed
      // While the database is away, its time goes on here by the steady clock; that it is away, /readyz says.
      timer = setInterval(() => void followed.sample().catch(() => undefined), SAMPLE_EVERY_MS).unref()
    },
    now: () => server?.now() ?? new Date(),
  }
}
