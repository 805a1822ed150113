import { MINUTE } from '../src/domain/duration.ts'
import { describeLateness, type LatenessFigures } from '../src/domain/lateness.ts'
import type { Settlement } from './ledger/settlement.ts'

/** How late this worker's recent sends began. */
export interface LatenessWindow {
  note(settlements: readonly Settlement[]): void
  read(): LatenessFigures
}

const KEPT = 1_000
const KEPT_MS = 15 * MINUTE

/** Remembers the last thousand sends of a quarter of an hour; noting one costs an assignment. */
export function createLatenessWindow(): LatenessWindow {
  const ring: { at: number; ms: number }[] = []
  let next = 0

  return {
    note(settlements) {
      const at = performance.now()

      for (const { outcome } of settlements) {
        if (outcome.latenessMs !== undefined) {
          ring[next] = { at, ms: outcome.latenessMs }
          next = (next + 1) % KEPT
        }
      }
    },
    read() {
      const since = performance.now() - KEPT_MS

      return describeLateness(ring.filter(({ at }) => at >= since).map(({ ms }) => ms))
    },
  }
}
