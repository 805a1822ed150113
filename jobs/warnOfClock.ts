import { SECOND } from '../src/domain/duration.ts'
import { CLOCK_LIMIT_MS } from '../src/domain/workerLimits.ts'
import type { Log } from './log.ts'
import type { ServerClock } from './serverClock.ts'

/**
 * Says once, loudly, that this machine's clock is wrong, and once that it is right again.
 *
 * It may work on all the same: what is due, and for how long a row is its own, it takes from the database. Its log and
 * the timestamps that it signs for others are wrong meanwhile.
 */
export function createClockWarning({ clock, log }: { clock: Pick<ServerClock, 'offsetMs'>; log: Log }): () => void {
  let isOff = false

  return () => {
    const offsetMs = clock.offsetMs()
    const wasOff = isOff

    isOff = Math.abs(offsetMs) > CLOCK_LIMIT_MS

    if (isOff && !wasOff) {
      const seconds = Math.round(Math.abs(offsetMs) / SECOND)

      log.error(
        { clockOffsetMs: offsetMs },
        `the clock of this machine is ${seconds} s ${offsetMs > 0 ? 'ahead of' : 'behind'} the database's; set it right. ` +
          'Nothing goes out early or twice because of it, but receivers may refuse signatures with a wrong time',
      )
    } else if (!isOff && wasOff) {
      log.info({ clockOffsetMs: offsetMs }, 'the clock of this machine is right again')
    }
  }
}
