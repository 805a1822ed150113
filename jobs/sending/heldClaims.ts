import { guardLeaving } from '../../src/channels/leaving.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import { leaseLeftMs } from '../ledger/lease.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import type { ServerClock } from '../serverClock.ts'

const RENEW_BATCH = 1_000

const NEVER = new AbortController().signal

interface Holding {
  claim: Claim
  /** It is in the hands of its channel. */
  hasBegun: boolean
  /** There while it is being sent. */
  send?: AbortController
  /** Steady local time. */
  sendingSince?: number
}

/** Every row that this process holds, from its claim until its outcome is written; keeps their leases alive. */
export interface HeldClaims {
  add(claims: readonly Claim[]): void
  /**
   * Starts a send that is broken off when the lease is about to end, and writes nothing after that; null when it must not start any more.
   *
   * What is local and waits for nothing ends at once and is never broken off: ten thousand signals of their own would cost it a tenth of a second.
   */
  begin(id: string, { isLocal }: { isLocal: boolean }): AbortSignal | null
  drop(ids: readonly string[]): void
  /** Breaks off every send, at the end of a stop. */
  giveUp(): void
  has(id: string): boolean
  /** Renews leases that are more than a third gone; breaks off sends that take too long or whose lease cannot be trusted. */
  keep(): Promise<void>
  readonly size: number
  /** How late, by the server's clock, the latest row is that has not begun, or that did since this was last asked. */
  takeOldestDueMs(): number
}

export interface HeldClaimsDependencies {
  clock: Pick<ServerClock, 'floorMs'>
  ledger: Pick<Ledger, 'renew'>
  log: Log
  longestSendMs: number
  safetyMs: number
}

export function createHeldClaims({ clock, ledger, log, longestSendMs, safetyMs }: HeldClaimsDependencies): HeldClaims {
  const held = new Map<string, Holding>()
  let isRenewing = false
  /** Of what has begun since it was last asked: what waits for less than a heartbeat must not go unseen. */
  let begunLateMs = 0

  const lateMsOf = ({ row }: Claim): number => clock.floorMs() - row.dueAt.getTime()

  const breakOffExpired = (): void => {
    const latest = performance.now() - longestSendMs

    for (const { claim, send, sendingSince = Infinity } of held.values()) {
      if (send !== undefined && leaseLeftMs(claim) < safetyMs) {
        send.abort(new Error('the lease is about to end'))
      } else if (send !== undefined && sendingSince < latest) {
        send.abort(new Error(`it was broken off after ${longestSendMs} ms without an end`))
      }
    }
  }

  const renew = async (): Promise<void> => {
    const worn = [...held.values()]
      .map(({ claim }) => claim)
      .filter((claim) => leaseLeftMs(claim) < (claim.leaseMs * 2) / 3)

    for (let at = 0; at < worn.length; at += RENEW_BATCH) {
      const batch = worn.slice(at, at + RENEW_BATCH)
      const kept = new Map((await ledger.renew(batch)).map((claim) => [claim.row._id, claim]))

      for (const { row } of batch) {
        const holding = held.get(row._id)
        const renewed = kept.get(row._id)

        if (holding !== undefined && renewed !== undefined) {
          holding.claim = renewed
        } else if (holding !== undefined) {
          holding.send?.abort(new Error('another worker has taken over'))
          held.delete(row._id)
        }
      }
    }
  }

  return {
    add(claims) {
      for (const claim of claims) {
        held.set(claim.row._id, { claim, hasBegun: false })
      }
    },
    begin(id, { isLocal }) {
      const holding = held.get(id)

      if (holding === undefined || leaseLeftMs(holding.claim) < safetyMs) {
        return null
      }

      holding.hasBegun = true
      begunLateMs = Math.max(begunLateMs, lateMsOf(holding.claim))

      if (isLocal) {
        return NEVER
      }

      holding.send = new AbortController()
      holding.sendingSince = performance.now()
      guardLeaving(holding.send.signal, () => leaseLeftMs(holding.claim) >= safetyMs)

      return holding.send.signal
    },
    drop(ids) {
      for (const id of ids) {
        held.delete(id)
      }
    },
    giveUp() {
      for (const { send } of held.values()) {
        send?.abort(new Error('the worker stops'))
      }
    },
    has: (id) => held.has(id),
    async keep() {
      breakOffExpired()

      if (isRenewing) {
        return
      }

      isRenewing = true

      try {
        await renew()
      } catch (error) {
        log.warn({ err: error }, 'leases could not be renewed; sends are broken off before they end')
      } finally {
        isRenewing = false
      }
    },
    get size() {
      return held.size
    },
    takeOldestDueMs() {
      let latestMs = begunLateMs

      for (const { claim, hasBegun } of held.values()) {
        latestMs = hasBegun ? latestMs : Math.max(latestMs, lateMsOf(claim))
      }

      begunLateMs = 0

      return latestMs
    },
  }
}
