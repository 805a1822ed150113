import type { Filter } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import type { FindTold } from '../callbacks/channelEvents.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { Log } from '../log.ts'
import type { OpenChannel, OpenChannelById } from '../sending/channelCache.ts'
import { untilAborted } from '../sending/untilAborted.ts'
import type { ServerClock } from '../serverClock.ts'
import { untilDone } from '../untilDone.ts'
import type { Adoptions } from './adoptions.ts'

/** What the jobs share that look after rows between or after sends. */
export interface TendingDependencies {
  adoptions: Adoptions
  /** How long a platform may take to answer; see `askInTime`. */
  answerMs?: number
  clock: ServerClock
  findTold: FindTold
  /** Rows that an error left alone while their lease runs on. */
  left: StoredRow[]
  ledger: Ledger
  log: Log
  openChannel: OpenChannelById
  /** Aborts when the worker stops: work under way is broken off, and its rows are given back. */
  stopping: AbortSignal
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
  const { ledger, log, settled, stopping } = dependencies

  if (stopping.aborted) {
    return
  }

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
  { left, log, openChannel, stopping }: TendingDependencies,
  { row }: Claim,
  work: (tended: Tended) => Promise<Omit<Settlement, 'row'>>,
): Promise<Settlement | null> {
  const signal = AbortSignal.any([AbortSignal.timeout(BREAK_OFF_MS), stopping])

  try {
    const channel = await openChannel(row.channel).catch(() => null)
    const isUsable = channel !== null && channel.account.mode !== 'paused'
    // An adapter that does not listen to its signal must not hold up a stop.
    const found = await untilAborted(work({ channel: isUsable ? channel : null, row, signal }), signal)

    return { ...found, row }
  } catch (error) {
    if (stopping.aborted) {
      return { outcome: { state: row.state }, row }
    }

    left.push(row)
    log.warn({ err: error, publication: row._id }, 'left alone; it is looked at again when its lease ends')

    return null
  }
}
