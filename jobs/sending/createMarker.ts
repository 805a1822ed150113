import { setTimeout as wait } from 'node:timers/promises'

import type { Admission, Pace } from '../pacing/createPace.ts'
import type { Failpoints } from '../failpoints.ts'
import { inTime } from '../inTime.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import { leaseLeftMs } from '../ledger/lease.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import type { OpenChannel } from './channelCache.ts'
import type { Lanes } from './createLanes.ts'
import { type GatekeeperDependencies, passGate } from './gatekeeper.ts'
import type { HeldClaims } from './heldClaims.ts'
import { freeSlots, insertByDueAt, type Lane, roomToMark, takeDue } from './lanes.ts'
import { MARK_AHEAD_MS, type SendingLimits } from './limits.ts'
import type { SettleQueue } from './settleQueue.ts'

const BATCH = 1_000
const PARALLEL = 3
const LEAST_AHEAD_MS = 25
const RETRY_MS = 100
/** A channel that has no permit left is asked again after so long. */
const NO_PERMIT_MS = 150
const FIRST_GUESS_MS_PER_ROW = 0.06

export interface MarkerDependencies extends GatekeeperDependencies {
  advance: () => void
  failpoints: Failpoints
  held: HeldClaims
  lanes: Lanes
  ledger: Pick<Ledger, 'markSending' | 'release'>
  limits: SendingLimits
  log: Log
  pace: Pick<Pace, 'admit' | 'release'>
  queue: SettleQueue
}

export interface Marker {
  idle(): Promise<void>
  /** Starts marking what its time is near enough for; returns when to come back, in server time. */
  mark(): number
}

/** Moves rows from waiting to ready: through the gate, then marked `sending`. */
export function createMarker(dependencies: MarkerDependencies): Marker {
  const { advance, clock, failpoints, held, lanes, ledger, log, pace, queue } = dependencies
  const marking = new Set<Promise<void>>()
  let msPerRow = FIRST_GUESS_MS_PER_ROW

  const markBatch = async (parts: readonly Part[]): Promise<void> => {
    const startedAt = performance.now()
    const claims = parts.flatMap((part) => part.claims)

    try {
      const { held: stopped, passed: open } = await inTime(passGate(dependencies, claims))

      stopped.forEach((settlement) => queue.push(settlement))
      const passed = await keepPaces(parts, open)
      const marked = passed.length === 0 ? [] : await markUntilLeaseEnds(dependencies, passed)

      failpoints.reach('after-mark')
      putReady(parts, marked)
      await giveUp(passed, marked)
    } catch (error) {
      // Which of them are marked is not known; their leases end, and the reaper finds out.
      log.warn({ err: error, rows: claims.length }, 'marking failed')
      giveUpHolding(claims)
    } finally {
      parts.forEach((part) => {
        part.lane.marking -= part.claims.length
      })

      if (claims.length >= 200) {
        msPerRow += 0.3 * ((performance.now() - startedAt) / PARALLEL / claims.length - msPerRow)
      }
    }
  }

  const keepPaces = async (parts: readonly Part[], open: readonly Claim[]): Promise<Claim[]> => {
    const isOpen = new Set(open)
    const admitted = await Promise.all(
      parts.map(({ claims, lane }) =>
        keepPace(
          lane,
          claims.filter((claim) => isOpen.has(claim)),
        ).catch((error: unknown) => {
          // What the other channels of the batch were given must not be lost with it.
          log.warn({ channel: lane.channel, err: error, rows: claims.length }, 'the pace could not be kept')
          giveUpHolding(claims)

          return []
        }),
      ),
    )

    return admitted.flat()
  }

  /** What its channel makes wait goes back, to the ledger or for a moment to the lane; a feed has no pace. */
  const keepPace = async (lane: Lane, claims: Claim[]): Promise<Claim[]> => {
    const channel = claims.length === 0 || lane.slots === Infinity ? null : await dependencies.openChannel(lane.channel)

    if (channel === null) {
      return claims
    }

    const { passed, pushed, waiting } = await admitInTime(pace, channel, claims)

    pushed.forEach((settlement) => queue.push(settlement))

    if (waiting.length > 0) {
      waiting.forEach((claim) => insertByDueAt(lane.waiting, claim))
      lane.heldUntilMs = clock.floorMs() + NO_PERMIT_MS
    }

    return passed
  }

  /** Rows that somebody changed since are theirs; what is merely too early or too late comes free again. */
  const giveUp = async (passed: readonly Claim[], marked: readonly Claim[]): Promise<void> => {
    if (marked.length < passed.length) {
      const isMarked = new Set(marked.map(({ row }) => row._id))
      const others = passed.filter(({ row }) => !isMarked.has(row._id))

      giveUpHolding(others)
      await ledger.release(others)
    }
  }

  const giveUpHolding = (claims: readonly Claim[]): void => {
    pace.release(claims)
    held.drop(claims.map(({ row }) => row._id))
  }

  return {
    async idle() {
      await Promise.all(marking)
    },
    mark() {
      const floor = clock.floorMs()
      const all = lanes.all()
      const soon = all.reduce((sum, lane) => sum + countDue(lane, floor + MARK_AHEAD_MS), 0)
      const aheadMs = Math.min(MARK_AHEAD_MS - 5, LEAST_AHEAD_MS + 1.5 * soon * msPerRow)

      while (marking.size < PARALLEL) {
        const parts = takeParts(all, { aheadMs, floor })

        if (parts.length === 0) {
          break
        }

        const done = markBatch(parts).finally(() => {
          marking.delete(done)
          advance()
        })

        marking.add(done)
      }

      const isBusy = marking.size >= PARALLEL

      return Math.min(Infinity, ...all.map((lane) => nextMarkAt(lane, { aheadMs, floor, isBusy })))
    },
  }
}

/** Asks the pace; an answer that comes when nobody waits for it any more is given back. */
async function admitInTime(
  pace: MarkerDependencies['pace'],
  channel: OpenChannel,
  claims: readonly Claim[],
): Promise<Admission> {
  const asked = pace.admit(channel, claims)

  try {
    return await inTime(asked)
  } catch (error) {
    asked.then(
      ({ passed }) => pace.release(passed),
      () => undefined,
    )
    throw error
  }
}

/** What one batch takes of one lane. */
interface Part {
  claims: Claim[]
  lane: Lane
}

/** Takes up to a batch of rows over all lanes, those with the fewest rows first: a long one must not keep them out. */
function takeParts(all: readonly Lane[], { aheadMs, floor }: { aheadMs: number; floor: number }): Part[] {
  const parts: Part[] = []
  let room = BATCH

  for (const lane of all.toSorted((one, other) => one.waiting.length - other.waiting.length)) {
    const limit = (lane.heldUntilMs ?? 0) > floor ? 0 : Math.min(room, roomToMark(lane))
    const claims = takeDue(lane.waiting, { beforeMs: floor + aheadMs, limit })

    if (claims.length > 0) {
      lane.marking += claims.length
      room -= claims.length
      parts.push({ claims, lane })
    }
  }

  return parts
}

function putReady(parts: readonly Part[], marked: readonly Claim[]): void {
  const laneOf = new Map(parts.flatMap(({ claims, lane }) => claims.map(({ row }) => [row._id, lane] as const)))

  for (const claim of marked) {
    insertByDueAt((laneOf.get(claim.row._id) as Lane).ready, claim)
  }
}

interface NextMarkArgs {
  aheadMs: number
  floor: number
  isBusy: boolean
}

/** When a lane's next row is worth a look; never while it has to wait for a slot or for marks under way. */
function nextMarkAt(lane: Lane, { aheadMs, floor, isBusy }: NextMarkArgs): number {
  const head = lane.waiting[0]
  const { heldUntilMs = 0 } = lane

  if (head === undefined || isBusy || roomToMark(lane) === 0) {
    return Infinity
  }

  if (heldUntilMs > floor) {
    return heldUntilMs
  }

  const dueMs = head.row.dueAt.getTime()

  return dueMs - MARK_AHEAD_MS > floor ? dueMs - MARK_AHEAD_MS : dueMs - aheadMs
}

/** Asks again after a lost answer, as long as the leases allow: nothing has left yet, so waiting costs only time. */
async function markUntilLeaseEnds(
  { ledger, limits, log }: Pick<MarkerDependencies, 'ledger' | 'limits' | 'log'>,
  claims: readonly Claim[],
): Promise<Claim[]> {
  for (;;) {
    try {
      return await ledger.markSending({ aheadMs: MARK_AHEAD_MS, claims, safetyMs: limits.safetyMs })
    } catch (error) {
      if (claims.some((claim) => leaseLeftMs(claim) < limits.safetyMs)) {
        throw error
      }

      log.warn({ err: error, rows: claims.length }, 'marking failed; trying again')
      await wait(RETRY_MS)
    }
  }
}

/** How many rows a lane would mark by an instant. */
function countDue(lane: Lane, beforeMs: number): number {
  const limit = Math.min(lane.waiting.length, freeSlots(lane))
  let low = 0
  let high = limit

  while (low < high) {
    const middle = (low + high) >> 1

    if ((lane.waiting[middle] as Claim).row.dueAt.getTime() <= beforeMs) {
      low = middle + 1
    } else {
      high = middle
    }
  }

  return low
}
