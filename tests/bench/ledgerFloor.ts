import { type Db, ObjectId } from 'mongodb'

import { createLedger } from '../../jobs/ledger/createLedger.ts'
import { type Claim, rowsOf } from '../../jobs/ledger/rows.ts'
import { createServerClock } from '../../jobs/serverClock.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { aPublication } from '../support/aPublication.ts'
import { ensureLedgerIndexes } from './ledgerIndexes.ts'

interface MeasureLedgerFloorArgs {
  /** Posts in flight at one time. */
  atOnce: number
  count: number
  db: Db
  post: () => Promise<unknown>
}

/** So many rows share a write: beyond it, a row costs the database no less. */
const WINDOW = 1_000

/**
 * Bare posts with nothing more than the ledger's three writes around them: claimed, marked before any byte leaves, settled.
 *
 * What a sender costs that promises "once, or a named reason" and does nothing else: no gate, no pace, no signature, nobody
 * told. Its windows are as large as they are worth; a real channel marks no more than it is about to send.
 */
export async function measureLedgerFloor({ atOnce, count, db, post }: MeasureLedgerFloorArgs): Promise<number> {
  const ledger = createLedger({ clock: await createServerClock({ db }), db })
  const channel = new ObjectId()

  await ensureLedgerIndexes(db)
  await rowsOf(db).insertMany(Array.from({ length: count }, () => aPublication({ channel })))

  const startedAt = performance.now()
  const waiting: Claim[] = []
  let left = count

  const sendHalf = async (): Promise<void> => {
    while (left > 0) {
      const claims = waiting.splice(0, WINDOW)

      if (claims.length === 0) {
        return
      }

      left -= claims.length
      await sendAll(claims)
    }
  }
  const sendAll = async (claims: readonly Claim[]): Promise<void> => {
    const marked = await ledger.markSending({ aheadMs: 0, claims, safetyMs: 0 })

    await postAll(marked.length)
    const startedMs = new Date()

    await ledger.settle(
      marked.map(({ row }) => ({
        outcome: {
          error: null,
          latenessMs: 0,
          receipt: { publishedAt: startedMs.toISOString(), remoteId: row._id },
          startedAt: startedMs,
          state: 'published' as const,
        },
        row,
      })),
    )
  }

  /** Half of what may be in flight: the other half is the other window's. */
  const postAll = async (number: number): Promise<void> => {
    let waitingPosts = number

    const postSome = async (): Promise<void> => {
      while (waitingPosts-- > 0) {
        await post()
      }
    }

    await Promise.all(Array.from({ length: atOnce / 2 }, postSome))
  }

  while (left > 0) {
    waiting.push(...(await ledger.claimDue({ aheadMs: 0, leaseMs: MINUTE, limit: 2 * WINDOW })).claims)
    // Two halves, so that one is on the wire while the other is written.
    await Promise.all([sendHalf(), sendHalf()])
  }

  return Math.round((count / (performance.now() - startedAt)) * SECOND)
}
