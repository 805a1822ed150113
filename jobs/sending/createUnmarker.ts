import { SECOND } from '../../src/domain/duration.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pacing/createPace.ts'
import type { ServerClock } from '../serverClock.ts'
import type { Lanes } from './createLanes.ts'
import { giveUpHolding } from './giveUpHolding.ts'
import type { HeldClaims } from './heldClaims.ts'
import { insertByDueAt, type Lane } from './lanes.ts'
import type { SendingLimits } from './limits.ts'
import { untilLeaseEnds } from './untilLeaseEnds.ts'

/** What the gate and the pace have said of a row holds so long. */
const GOOD_FOR_MS = 1.5 * SECOND

export interface UnmarkerDependencies {
  advance: () => void
  clock: ServerClock
  held: HeldClaims
  lanes: Lanes
  ledger: Pick<Ledger, 'unmark'>
  limits: SendingLimits
  log: Log
  pace: Pick<Pace, 'release'>
}

export interface Unmarker {
  idle(): Promise<void>
  /** Takes back what has been ready for too long; returns when to come back, in server time. */
  unmark(): number
}

/**
 * Moves rows back from ready to waiting, to be asked for anew: behind sends that hang, what was allowed when they were marked
 * (no freeze, no quiet hours, the channel's rate) may not be so any more.
 */
export function createUnmarker({
  advance,
  clock,
  held,
  lanes,
  ledger,
  limits,
  log,
  pace,
}: UnmarkerDependencies): Unmarker {
  const working = new Set<Promise<void>>()

  const takeBack = async (lane: Lane, claims: readonly Claim[]): Promise<void> => {
    lane.isSlow = true
    lane.marking += claims.length

    try {
      const kept = await untilLeaseEnds(() => ledger.unmark(claims), {
        claims,
        limits,
        log,
        what: 'taking back marks',
      })
      const ids = new Set(kept.map(({ row }) => row._id))

      pace.release(kept)
      giveUpHolding({ claims: claims.filter(({ row }) => !ids.has(row._id)), held, pace })
      kept.forEach((claim) => insertByDueAt(lane.waiting, claim))
    } catch (error) {
      // Their leases end, and the reaper finds out.
      log.warn({ err: error, rows: claims.length }, 'marks could not be taken back')
      giveUpHolding({ claims, held, pace })
    } finally {
      lane.marking -= claims.length
    }
  }

  return {
    async idle() {
      await Promise.all(working)
    },
    unmark() {
      const floor = clock.floorMs()
      let nextMs = Infinity

      // Nothing leaves the machine where slots have no end, and what is ready there begins at its time.
      for (const lane of lanes.all().filter(({ slots }) => slots < Infinity)) {
        const stale = takeWhere(lane.ready, (claim) => staleAtMs(claim) <= floor)

        if (stale.length > 0) {
          const done = takeBack(lane, stale).finally(() => {
            working.delete(done)
            advance()
          })

          working.add(done)
        }

        nextMs = Math.min(nextMs, ...lane.ready.map(staleAtMs))
      }

      return nextMs
    },
  }
}

/** What is marked ahead stands there until its time, and that is as it should be. */
const staleAtMs = ({ markedMs = Infinity, row }: Claim): number => Math.max(markedMs, row.dueAt.getTime()) + GOOD_FOR_MS

function takeWhere(claims: Claim[], isTaken: (claim: Claim) => boolean): Claim[] {
  const taken = claims.filter(isTaken)

  if (taken.length > 0) {
    claims.splice(0, claims.length, ...claims.filter((claim) => !isTaken(claim)))
  }

  return taken
}
