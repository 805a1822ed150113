import { SECOND } from '../src/domain/duration.ts'
import type { Ledger } from './ledger/createLedger.ts'
import { untilAborted } from './sending/untilAborted.ts'

/** No single command on the path of sending takes so long; who has no answer by then asks anew. */
const ANSWER_MS = 15 * SECOND

/**
 * Waits for the database, but not for ever.
 *
 * With the driver (mongodb 6.20) a command was seen never to settle after mongod was killed, probably because it waits for
 * a socket to drain that is gone. One such command would keep its rows in this worker's hands, leases and all, for good.
 */
export const inTime = <T>(work: Promise<T>): Promise<T> => untilAborted(work, AbortSignal.timeout(ANSWER_MS))

/** The same of what takes something: when it comes after nobody waits for it any more, it is given back. */
export async function inTimeElse<T>(work: Promise<T>, giveBack: (late: T) => unknown): Promise<T> {
  try {
    return await inTime(work)
  } catch (error) {
    work.then(giveBack, () => undefined)
    throw error
  }
}

/** The ledger with an end to every wait; its steps are safe to repeat, so a late one does no harm. */
export const ledgerInTime = (ledger: Ledger): Ledger => ({
  claimDue: (args) => inTime(ledger.claimDue(args)),
  hold: (args) => inTime(ledger.hold(args)),
  keepHandles: (args) => inTime(ledger.keepHandles(args)),
  markSending: (args) => inTime(ledger.markSending(args)),
  reapExpired: () => inTime(ledger.reapExpired()),
  release: (claims) => inTime(ledger.release(claims)),
  renew: (claims) => inTime(ledger.renew(claims)),
  settle: (settlements) => inTime(ledger.settle(settlements)),
  unmark: (claims) => inTime(ledger.unmark(claims)),
})
