import type { Pace } from '../pacing/createPace.ts'
import type { Failpoints } from '../failpoints.ts'
import { inTime, inTimeElse } from '../inTime.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { Log } from '../log.ts'
import type { GateTurn } from '../rhythm/gateTurns.ts'
import type { Lanes } from './createLanes.ts'
import { type GatekeeperDependencies, passGate } from './gatekeeper.ts'
import { giveUpHolding } from './giveUpHolding.ts'
import type { HeldClaims } from './heldClaims.ts'
import { insertByDueAt, type Lane } from './lanes.ts'
import { MARK_AHEAD_MS, type SendingLimits } from './limits.ts'
import { countDue, nextMarkAt, type Part, putBack, putReady, takeParts } from './parts.ts'
import type { SettleQueue } from './settleQueue.ts'
import { untilLeaseEnds } from './untilLeaseEnds.ts'

const PARALLEL = 3
const LEAST_AHEAD_MS = 25
/** A channel that has no permit left is asked again after so long. */
const NO_PERMIT_MS = 150
/** And one about which another batch decides. */
const NO_TURN_MS = 100
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
  const { advance, clock, failpoints, held, lanes, ledger, limits, log, pace, queue } = dependencies
  const marking = new Set<Promise<void>>()
  let msPerRow = FIRST_GUESS_MS_PER_ROW

  const markBatch = async (parts: readonly Part[]): Promise<void> => {
    const startedAt = performance.now()
    const claims = parts.flatMap((part) => part.claims)
    let ours = claims

    try {
      const {
        held: stopped,
        passed: open,
        turn,
        waiting,
      } = await inTimeElse(passGate(dependencies, claims), (late) => endTurn(late.turn))

      try {
        putBack(parts, waiting, clock.floorMs() + NO_TURN_MS)
        ours = without(claims, waiting)
        await stop(stopped, turn)
        const passed = await keepPaces(parts, open)
        const marked = passed.length === 0 ? [] : await markInTime(passed, turn)

        failpoints.reach('after-mark')
        putReady(parts, marked, clock.floorMs())
        await giveUp(passed, marked)
      } finally {
        await endTurn(turn)
      }
    } catch (error) {
      // Which of them are marked is not known; their leases end, and the reaper finds out.
      log.warn({ err: error, rows: claims.length }, 'marking failed')
      giveUpHolding({ claims: ours, held, pace })
    } finally {
      parts.forEach((part) => {
        part.lane.marking -= part.claims.length
      })

      if (claims.length >= 200) {
        msPerRow += 0.3 * ((performance.now() - startedAt) / PARALLEL / claims.length - msPerRow)
      }
    }
  }

  const markInTime = (claims: readonly Claim[], turn: GateTurn): Promise<Claim[]> =>
    untilLeaseEnds(
      () =>
        ledger.markSending({
          aheadMs: MARK_AHEAD_MS,
          claims,
          safetyMs: limits.safetyMs,
          ...(turn.channels.length > 0 && { turn }),
        }),
      { claims, limits, log, what: 'marking' },
    )

  /** What is handed to a person takes the channel's time as well: the next turn must see it. */
  const stop = async (settlements: readonly Settlement[], turn: GateTurn): Promise<void> => {
    const kept = new Set(turn.channels.map(String))
    const takesTime = ({ outcome, row }: Settlement): boolean =>
      outcome.state === 'awaiting-operator' && kept.has(String(row.channel))

    settlements.filter((settlement) => !takesTime(settlement)).forEach((settlement) => queue.push(settlement))
    const taking = settlements.filter(takesTime)

    if (taking.length > 0) {
      await queue.writeNow(taking)
    }
  }

  const endTurn = (turn: GateTurn): Promise<void> =>
    inTime(turn.end()).catch((error: unknown) =>
      log.warn({ err: error }, 'the turn of channels could not be given back; it ends by itself'),
    )

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
          giveUpHolding({ claims: claims, held, pace })

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

    const { passed, pushed, waiting } = await inTimeElse(pace.admit(channel, claims), (late) =>
      pace.release(late.passed),
    )

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

      giveUpHolding({ claims: others, held, pace })
      await ledger.release(others)
    }
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

function without(claims: readonly Claim[], others: readonly Claim[]): Claim[] {
  const isOther = new Set(others)

  return claims.filter((claim) => !isOther.has(claim))
}
