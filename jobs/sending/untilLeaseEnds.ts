import { setTimeout as wait } from 'node:timers/promises'

import { leaseLeftMs } from '../ledger/lease.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import type { SendingLimits } from './limits.ts'

const RETRY_MS = 100

export interface UntilLeaseEndsArgs {
  claims: readonly Claim[]
  limits: Pick<SendingLimits, 'safetyMs'>
  log: Log
  what: string
}

/** Asks again after a lost answer, as long as the leases allow: nothing has left yet, so waiting costs only time. */
export async function untilLeaseEnds<T>(
  work: () => Promise<T>,
  { claims, limits, log, what }: UntilLeaseEndsArgs,
): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (claims.some((claim) => leaseLeftMs(claim) < limits.safetyMs)) {
        throw error
      }

      log.warn({ err: error, rows: claims.length }, `${what} failed; trying again`)
      await wait(RETRY_MS)
    }
  }
}
