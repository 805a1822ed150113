import { setTimeout as wait } from 'node:timers/promises'

import { SECOND } from '../../src/domain/duration.ts'

/** Waits for a condition; for concurrent tests, where vitest's own poll does not know which test asks. */
export async function until(what: string, isSo: () => Promise<boolean>, timeoutMs = 120 * SECOND): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs

  while (!(await isSo())) {
    if (Date.now() > giveUpAt) {
      throw new Error(`waited ${timeoutMs} ms in vain until ${what}`)
    }

    await wait(100)
  }
}
