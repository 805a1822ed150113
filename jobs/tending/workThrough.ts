import type { Filter } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settle.ts'
import type { Log } from '../log.ts'
import type { OpenChannel, OpenChannelById } from '../sending/channelCache.ts'
import type { ServerClock } from '../serverClock.ts'
import { untilDone } from '../untilDone.ts'

/** What the jobs share that look after rows between or after sends. */
export interface TendingDependencies {
  clock: ServerClock
  ledger: Ledger
  log: Log
  openChannel: OpenChannelById
  settled: (settlements: readonly Settlement[]) => void
}

export interface Tended {
  /** Null when the channel is gone, paused or cannot be opened. */
  channel: OpenChannel | null
  row: StoredRow
  /** Aborts before the lease ends. */
  signal: AbortSignal
}

const LIMIT = 64
const LEASE_MS = 45 * SECOND
const BREAK_OFF_MS = 30 * SECOND

/** Takes rows that a job cares for, works on each, and writes what it says; a row left alone comes again. */
export async function workThrough(
  dependencies: TendingDependencies,
  filter: Filter<StoredRow>,
  work: (tended: Tended) => Promise<Omit<Settlement, 'row'>>,
): Promise<void> {
  const { ledger, log, settled } = dependencies
  const claims = await ledger.hold({ filter, leaseMs: LEASE_MS, limit: LIMIT })

  if (claims.length === 0) {
    return
  }

  const done = await Promise.all(claims.map((claim) => workOn(dependencies, claim, work)))
  const settlements = done.filter((settlement) => settlement !== null)
  const foreign = new Set(await untilDone(() => ledger.settle(settlements), { log, what: 'acknowledge' }))

  settled(settlements.filter(({ row }) => !foreign.has(row._id)))
}

async function workOn(
  { log, openChannel }: TendingDependencies,
  { row }: Claim,
  work: (tended: Tended) => Promise<Omit<Settlement, 'row'>>,
): Promise<Settlement | null> {
  try {
    const channel = await openChannel(row.channel).catch(() => null)
    const isUsable = channel !== null && channel.account.mode !== 'paused'

    return {
      ...(await work({ channel: isUsable ? channel : null, row, signal: AbortSignal.timeout(BREAK_OFF_MS) })),
      row,
    }
  } catch (error) {
    log.warn({ err: error, publication: row._id }, 'left alone; its lease ends and it is looked at again')

    return null
  }
}
