import type { Failpoints } from '../failpoints.ts'
import type { FindHolds } from '../holding/holdFacts.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pacing/createPace.ts'
import type { FindGateRights } from '../rights/gateRights.ts'
import type { FindGateRules } from '../rhythm/gateRules.ts'
import type { ServerClock } from '../serverClock.ts'
import type { FindCampaignEnds } from './campaignEnds.ts'
import type { OpenChannelById } from './channelCache.ts'
import type { FindReleaseHolds } from '../releases/holds.ts'
import { createClaimer } from './createClaimer.ts'
import { createMarker } from './createMarker.ts'
import { createHeldClaims } from './heldClaims.ts'
import { createLanes } from './createLanes.ts'
import type { SendingLimits } from './limits.ts'
import type { FindPostFacts } from './postFacts.ts'
import { createSettleQueue, type SettleQueue } from './settleQueue.ts'
import { createStarter } from './createStarter.ts'
import { createUnmarker } from './createUnmarker.ts'

export interface DispatcherDependencies {
  clock: ServerClock
  failpoints: Failpoints
  findCampaignEnds: FindCampaignEnds
  findGateRules: FindGateRules
  findHolds: FindHolds
  findPostFacts: FindPostFacts
  findReleaseHolds: FindReleaseHolds
  findRights: FindGateRights
  ledger: Ledger
  limits: SendingLimits
  log: Log
  openChannel: OpenChannelById
  pace: Pace
  random: () => number
  /** Told of outcomes once they are written; must return at once. */
  settled: (settlements: readonly Settlement[]) => void
}

/**
 * Turns rows that are due into outcomes.
 *
 * Three steps run side by side, each waking the next: claim (ahead of time, in batches), mark (as early as
 * the number of rows needs, so that all can start on time) and start (never before the time, by a clock that
 * never runs ahead of the server's). A slow channel fills its own lane and nobody else's.
 */
export interface Dispatcher {
  /** Rows held now: waiting, being sent or being written. */
  readonly held: number
  /** Outcomes are being written. */
  readonly isSettling: boolean
  /** Gives back what is not begun, lets sends finish, writes every outcome; leaves no lease. */
  stop(): Promise<void>
  /** How late the latest of its rows is that has not begun, or did since this was last asked. */
  takeOldestDueMs(): number
  /** Looks for rows that are due; returns at once. */
  wake(): void
}

export function createDispatcher(dependencies: DispatcherDependencies): Dispatcher {
  const { clock, failpoints, ledger, limits, log, pace } = dependencies
  const held = createHeldClaims({ ...limits, clock, ledger, log })
  const lanes = createLanes(limits)
  const settleQueue = createSettleQueue({
    ...dependencies,
    settled(settlements) {
      held.drop(settlements.map(({ row }) => row._id))
      dependencies.settled(settlements)

      // What was put off for a moment has no bell.
      if (settlements.some(({ outcome }) => outcome.wait !== undefined)) {
        claimer.wake()
      } else {
        claimer.freed()
      }
    },
  })
  /** Every outcome passes here on its way, so permits come free and breakers hear of it. */
  const queue: SettleQueue = {
    ...settleQueue,
    push(settlement) {
      pace.observe(settlement)
      settleQueue.push(settlement)
    },
    writeNow(settlements) {
      settlements.forEach((settlement) => pace.observe(settlement))

      return settleQueue.writeNow(settlements)
    },
  }
  let timer: NodeJS.Timeout | undefined
  let isStopping = false

  /** Begins what is due, marks what will be, and sleeps until the next of both. */
  const advance = (): void => {
    clearTimeout(timer)
    starter.start()
    const now = clock.floorMs()
    const next = Math.min(starter.nextAtMs(), ...(isStopping ? [] : [unmarker.unmark(), marker.mark()]))

    if (next < Infinity) {
      timer = setTimeout(advance, Math.max(1, Math.ceil(next - now)))
    }
  }
  const starter = createStarter({ ...dependencies, advance, held, lanes, queue })
  const marker = createMarker({ ...dependencies, advance, held, lanes, queue })
  const unmarker = createUnmarker({ ...dependencies, advance, held, lanes })
  const claimer = createClaimer({ ...dependencies, advance, held, lanes })
  const keeping = setInterval(() => void held.keep(), Math.min(500, limits.leaseMs / 10))

  return {
    get held() {
      return held.size
    },
    get isSettling() {
      return queue.isBusy
    },
    async stop() {
      isStopping = true
      await claimer.stop()
      await giveBack({ claims: lanes.takeWaiting(), held, ledger, log })
      failpoints.reach('in-drain')
      await Promise.all([marker.idle(), unmarker.idle()])
      await giveBack({ claims: lanes.takeWaiting(), held, ledger, log })
      starter.dropReady()
      await starter.idle(limits.stopMs)
      clearTimeout(timer)
      await queue.drained()
      clearInterval(keeping)
      await pace.stop()
    },
    takeOldestDueMs: () => held.takeOldestDueMs(),
    wake: () => claimer.wake(),
  }
}

interface GiveBackArgs {
  claims: readonly Claim[]
  held: { drop(ids: readonly string[]): void }
  ledger: Pick<Ledger, 'release'>
  log: Log
}

async function giveBack({ claims, held, ledger, log }: GiveBackArgs): Promise<void> {
  try {
    if (claims.length > 0) {
      await ledger.release(claims)
    }
  } catch (error) {
    log.warn({ err: error }, 'claims could not be given back; they come free when their leases end')
  }

  held.drop(claims.map(({ row }) => row._id))
}
