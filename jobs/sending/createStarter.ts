import { SECOND } from '../../src/domain/duration.ts'
import type { Failpoints } from '../failpoints.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { ServerClock } from '../serverClock.ts'
import type { OpenChannel, OpenChannelById } from './channelCache.ts'
import type { Lanes } from './createLanes.ts'
import { findPictureWork } from './findPictureWork.ts'
import type { HeldClaims } from './heldClaims.ts'
import { type Lane, takeDue } from './lanes.ts'
import type { SendingLimits } from './limits.ts'
import { sendClaim } from './sendClaim.ts'
import type { SettleQueue } from './settleQueue.ts'

/**
 * So many rows of a channel begin before the loop lets answers and writes through.
 *
 * Ten thousand local sends take about 50 ms; letting writes in between would start the last of them 100 ms later.
 */
const BATCH = 10_000

/** A send that takes longer leaves those behind it standing for too long. */
const SLOW_MS = SECOND

export interface StarterDependencies {
  advance: () => void
  clock: ServerClock
  failpoints: Failpoints
  held: HeldClaims
  lanes: Lanes
  ledger: Pick<Ledger, 'keepHandles'>
  limits: SendingLimits
  openChannel: OpenChannelById
  queue: SettleQueue
  random: () => number
}

export interface Starter {
  /** Gives back what is marked but not begun. */
  dropReady(): void
  /** Waits until nothing is being sent; breaks off what takes longer than `ms`. */
  idle(ms: number): Promise<void>
  /** The time of the next row that is ready and waits only for its time. */
  nextAtMs(): number
  start(): void
}

interface BeginArgs {
  channel: OpenChannel
  isLocal: boolean
  row: StoredRow
}

interface SendArgs {
  channel: OpenChannel | null
  claim: Claim
  /** Nothing leaves the machine. */
  isLocal: boolean
  lane: Lane
}

/** Sends rows that are marked, not before their time and not more at once than a channel has slots. */
export function createStarter(dependencies: StarterDependencies): Starter {
  const { advance, clock, held, lanes, limits, openChannel, queue } = dependencies
  let inFlight = 0
  /** Those of them for which something leaves; a feed's row takes nobody's place, however long its pictures take. */
  let leaving = 0
  let isQueued = false
  let whenIdle: (() => void) | undefined

  /** Each channel's share of all sends: it has it even while others, that do not answer, hold all there are. */
  const findShare = (all: readonly Lane[]): number => {
    const busy = all.filter(({ ready, sending, slots }) => slots < Infinity && ready.length + sending > 0)

    return Math.max(1, Math.floor(limits.overallConcurrency / busy.length))
  }

  const roomIn = (lane: Lane, share: number): number =>
    lane.slots === Infinity
      ? Infinity
      : Math.min(lane.slots - lane.sending, Math.max(limits.overallConcurrency - leaving, share - lane.sending))

  const sendAll = async (lane: Lane, claims: readonly Claim[]): Promise<void> => {
    // Its slots may be others by the time of the answer.
    const isLocal = lane.slots === Infinity

    inFlight += claims.length
    leaving += isLocal ? 0 : claims.length
    lane.sending += claims.length

    const channel = await openChannel(lane.channel).catch(() => null)

    for (const claim of claims) {
      void send({ channel, claim, isLocal, lane })
    }
  }

  const send = async ({ channel, claim, isLocal, lane }: SendArgs): Promise<void> => {
    const { row } = claim
    const begunAt = performance.now()
    const signal = channel === null ? null : begin({ channel, isLocal, row })

    // Without a channel or a lease no byte has left: it may go back as if it had never been marked.
    queue.push(
      channel === null || signal === null ? unsent(claim) : await sendClaim(dependencies, { channel, row, signal }),
    )
    lane.isSlow = performance.now() - begunAt > SLOW_MS
    lane.sending -= 1
    inFlight -= 1
    leaving -= isLocal ? 0 : 1
    goOn()
  }

  /** What waits for its pictures can hang, wherever it goes. */
  const begin = ({ channel, isLocal, row }: BeginArgs): AbortSignal | null =>
    held.begin(row._id, { isLocal: isLocal && findPictureWork(channel, row) === null })

  /** Many sends end in one turn of the loop; they are followed up once. */
  const goOn = (): void => {
    if (!isQueued) {
      isQueued = true
      setImmediate(() => {
        isQueued = false
        advance()

        if (inFlight === 0) {
          whenIdle?.()
        }
      })
    }
  }

  return {
    dropReady() {
      for (const lane of lanes.all()) {
        lane.ready.splice(0).forEach((claim) => queue.push(unsent(claim)))
      }
    },
    async idle(ms) {
      const timer = setTimeout(() => held.giveUp(), ms)

      if (inFlight > 0) {
        await new Promise<void>((resolve) => (whenIdle = resolve))
      }

      clearTimeout(timer)
    },
    nextAtMs() {
      const all = lanes.all()
      const share = findShare(all)
      const waiting = all.filter((lane) => lane.ready.length > 0 && roomIn(lane, share) > 0)

      return Math.min(Infinity, ...waiting.map((lane) => (lane.ready[0] as Claim).row.dueAt.getTime()))
    },
    start() {
      const floor = clock.floorMs()
      const all = lanes.all()
      const share = findShare(all)

      for (const lane of all) {
        const room = roomIn(lane, share)
        const claims = takeDue(lane.ready, { beforeMs: floor, limit: Math.min(BATCH, room) })

        lane.room = room - claims.length

        if (claims.length > 0) {
          void sendAll(lane, claims)
        }
      }
    },
  }
}

const unsent = ({ row }: Claim) => ({ outcome: { attempts: row.attempts - 1, state: 'armed' as const }, row })
