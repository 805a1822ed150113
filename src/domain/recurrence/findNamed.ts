import { DAY } from '../duration.ts'
import type { Occurrence } from './expandRecurrence.ts'
import { listOccurrences, type Timing } from './listOccurrences.ts'

/** Instants nearer to each other than this are looked for at once: a look costs about so much of a rule. */
const NEAR_MS = 2 * DAY

/**
 * Finds those of the given instants at which a schedule comes, in order.
 *
 * However many there are and however old: only the times around them are read.
 */
export function findNamed({ instants, timing }: { instants: readonly Date[]; timing: Timing }): Occurrence[] {
  const wanted = new Set(instants.map((at) => at.getTime()))

  return groupNear([...wanted].sort((one, other) => one - other)).flatMap(({ from, to }) =>
    listOccurrences({ from: new Date(from), limit: Infinity, timing, to: new Date(to) }).filter(({ at }) =>
      wanted.has(at.getTime()),
    ),
  )
}

function groupNear(ordered: readonly number[]): { from: number; to: number }[] {
  const groups: { from: number; to: number }[] = []

  for (const at of ordered) {
    const last = groups.at(-1)

    if (last !== undefined && at - last.to <= NEAR_MS) {
      last.to = at
    } else {
      groups.push({ from: at, to: at })
    }
  }

  return groups
}
