import type { Db } from 'mongodb'

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

/** Bounds of server time minus steady local time. */
interface Sample {
  floor: number
  roof: number
}

/**
 * Follows the server's clock by `hello`, in steady local time.
 *
 * The server read its clock before its answer arrived, so `its time + local time since the answer` never
 * runs ahead of it. The best of the last few samples counts; those that a set clock contradicts are dropped.
 */
export async function createServerClock({ db }: { db: Db }): Promise<ServerClock> {
  let samples: Sample[] = []

  const floorOf = () => Math.max(...samples.map(({ floor }) => floor))
  const roofOf = () => Math.min(...samples.map(({ roof }) => roof))

  const clock: ServerClock = {
    floorMs: () => floorOf() + performance.now(),
    now: () => new Date(Math.ceil((floorOf() + roofOf()) / 2 + performance.now())),
    offsetMs: () => Math.round(Date.now() - clock.now().getTime()),
    async sample() {
      const askedAt = performance.now()
      const { localTime } = await db.command({ hello: 1 })
      const answeredAt = performance.now()
      const serverMs = (localTime as Date).getTime()
      const floor = serverMs - answeredAt
      const roof = serverMs + 1 - askedAt

      samples = [...samples.filter((known) => known.floor <= roof && known.roof >= floor), { floor, roof }].slice(
        -KEPT_SAMPLES,
      )
    },
  }

  await clock.sample()

  return clock
}
