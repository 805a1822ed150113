import type { StoredRow } from './rows.ts'
import type { Settlement } from './settlement.ts'

/** Settlements of one fence; of `alike` ones the same is to be said, but for the id where the receipt repeats it. */
export interface SettlementGroup {
  /** Null where it does not matter who holds the row by now. */
  fence: number | null
  isAlike: boolean
  settlements: Settlement[]
}

/** Fewer rows than this are not worth a command of their own. */
const LEAST_ALIKE = 32

/**
 * Groups settlements so that each group is one update: by their fence, and where enough rows have the same outcome, by that.
 *
 * Thousands of rows of one instant differ by nothing but their ids; what a network answered differs by its time.
 */
export function groupAlike(settlements: readonly Settlement[]): SettlementGroup[] {
  return [...groupBy(settlements, fenceOf)].flatMap(([fence, ofFence]) => {
    const alike = [...groupBy(ofFence, sayingOf).values()].filter((group) => group.length >= LEAST_ALIKE)
    const isAlike = new Set(alike.flat())
    const others = ofFence.filter((settlement) => !isAlike.has(settlement))

    return [
      ...alike.map((group) => ({ fence, isAlike: true, settlements: group })),
      ...(others.length === 0 ? [] : [{ fence, isAlike: false, settlements: others }]),
    ]
  })
}

/** What was taken down is down, whoever holds the row or has moved the time of its withdrawal meanwhile. */
export const fenceOf = ({ outcome, row }: Settlement): number | null =>
  outcome.state === 'withdrawn' ? null : row.fence

/** True when the platform knows the publication by our own id. */
export const isNamedByUs = ({ outcome, row }: { outcome: Settlement['outcome']; row: StoredRow }): boolean =>
  outcome.receipt?.remoteId === row._id

/** What is to be said of a row, apart from its id; the state it was in decides who is told. */
function sayingOf(settlement: Settlement): string {
  const { row, ...said } = settlement
  const { receipt, ...outcome } = said.outcome

  return JSON.stringify(
    isNamedByUs(settlement)
      ? [row.state, { ...said, outcome }, { ...receipt, remoteId: null }]
      : [row.state, { ...said, outcome }, receipt],
  )
}

function groupBy<Key>(settlements: readonly Settlement[], keyOf: (one: Settlement) => Key): Map<Key, Settlement[]> {
  const groups = new Map<Key, Settlement[]>()

  for (const settlement of settlements) {
    const key = keyOf(settlement)
    const group = groups.get(key)

    if (group === undefined) {
      groups.set(key, [settlement])
    } else {
      group.push(settlement)
    }
  }

  return groups
}
