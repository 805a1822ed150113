import type { Db } from 'mongodb'

import { SECOND } from '../src/domain/duration.ts'

/** The database server's clock, as far as this process can know it without asking. */
export interface ServerClock {
  /** Never ahead of the server's clock, so that nothing is sent early; at most a round trip behind. */
  floorMs(): number
  /** The best guess, for lateness figures and index bounds. */
  now(): Date
  /** How far this machine's clock is ahead of the server's, in milliseconds. */
  offsetMs(): number
  sample(): Promise<void>
}

const KEPT_SAMPLES = 4

interface Sample {
  /** Server time minus steady time when the answer arrived: a lower bound. */
  floor: number
  guess: number
  /** An upper bound of the same difference. */
  roof: number
}

/**
 * Follows the server's clock by `hello`, in steady local time.
 *
 * The server read its clock before its answer arrived, so `its time + local time since the answer` never
 * runs ahead of it. The best of the last few samples counts; a server clock that was set back drops the rest.
 */
export async function createServerClock({ db }: { db: Db }): Promise<ServerClock> {
  let samples: Sample[] = []

  const clock: ServerClock = {
    floorMs: () => Math.max(...samples.map(({ floor }) => floor)) + performance.now(),
    now: () => new Date(Math.round((samples.at(-1)?.guess ?? 0) + performance.now())),
    offsetMs: () => Math.round(Date.now() - clock.now().getTime()),
    async sample() {
      const askedAt = performance.now()
      const { localTime } = await db.command({ hello: 1 })
      const answeredAt = performance.now()
      const serverMs = (localTime as Date).getTime()
      const floor = serverMs - answeredAt
      const roof = serverMs + 1 - askedAt

      samples = [...samples.filter((sample) => sample.floor <= roof), { floor, guess: (floor + roof) / 2, roof }].slice(
        -KEPT_SAMPLES,
      )
    },
  }

  await clock.sample()

  return clock
}

/** How often the clock is compared with the server's. */
export const CLOCK_SAMPLE_MS = 5 * SECOND
