import type { StoredRow } from '../../jobs/ledger/rows.ts'
import type { Arrival } from './receiver.ts'

export interface Audit {
  /** Ids that arrived before their time. */
  early: string[]
  /** Ids called published that the receiver never saw take effect, or that have no outcome. */
  lost: string[]
  /** Ids that arrived more than once: harmless where the receiver knows our keys, forbidden elsewhere. */
  repeated: string[]
  /** Ids that took effect more than once. */
  twice: string[]
}

/** Compares what the ledger says with what the receiver wrote down. */
export function audit({ arrivals, rows }: { arrivals: readonly Arrival[]; rows: readonly StoredRow[] }): Audit {
  const effects = countById(arrivals.filter(({ isEffect }) => isEffect))
  const all = countById(arrivals)
  const dueMs = new Map(rows.map((row) => [row._id, row.occurrenceAt.getTime()]))

  return {
    early: arrivals.filter(({ at, id }) => at < (dueMs.get(id) ?? 0)).map(({ id }) => id),
    lost: rows.filter((row) => isLost(row, effects)).map(({ _id }) => _id),
    repeated: [...all].filter(([, count]) => count > 1).map(([id]) => id),
    twice: [...effects].filter(([, count]) => count > 1).map(([id]) => id),
  }
}

const isLost = ({ _id, state }: StoredRow, effects: ReadonlyMap<string, number>): boolean =>
  state === 'published' ? !effects.has(_id) : state !== 'unconfirmed'

function countById(arrivals: readonly Arrival[]): Map<string, number> {
  const counts = new Map<string, number>()

  for (const { id } of arrivals) {
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }

  return counts
}
