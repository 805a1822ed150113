import { setTimeout as wait } from 'node:timers/promises'

import { SECOND } from '../src/domain/duration.ts'
import type { Log } from './log.ts'

const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 2 * SECOND

/** Repeats an operation that is safe to repeat until it succeeds; says once per failure series what is going on. */
export async function untilDone<T>(operation: () => Promise<T>, { log, what }: { log: Log; what: string }): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      const result = await operation()

      if (tries > 0) {
        log.info({ tries }, `${what}: done after waiting`)
      }

      return result
    } catch (error) {
      if (tries === 0) {
        log.warn({ err: error }, `${what}: failed; trying until it succeeds`)
      }

      await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries))
    }
  }
}
