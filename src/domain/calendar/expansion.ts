import { occurrencesIn } from './occurrencesIn.ts'
import type { StoredPlan } from './storedPlan.ts'

export interface Expansion {
  /** The instants at which a schedule stands in the range; each plan is expanded once. */
  expand: (plan: StoredPlan) => readonly Date[]
  /** Whether the plans that were expanded stand at more instants than the limit. */
  isCut: () => boolean
}

export interface CreateExpansionArgs {
  from: Date
  /** How many instants one answer carries. */
  limit: number
  to: Date
}

/**
 * Expands plans up to the instant behind which one answer carries nothing any more.
 *
 * It moves nearer with each plan once there are enough, so that many busy rules cost little more than one, and none is left out for
 * coming last.
 */
export function createExpansion({ from, limit, to }: CreateExpansionArgs): Expansion {
  const known = new Map<StoredPlan, readonly Date[]>()
  let earliest: number[] = []
  let isCut = false
  let until = to

  return {
    expand(plan) {
      const before = known.get(plan)

      if (before !== undefined) {
        return before
      }

      const instants = occurrencesIn(plan, { from, limit: limit + 1, to: until })

      known.set(plan, instants)
      instants.forEach((at) => earliest.push(at.getTime()))

      if (earliest.length > limit) {
        earliest = earliest.sort((one, other) => one - other).slice(0, limit)
        until = new Date((earliest.at(-1) ?? 0) + 1)
        isCut = true
      }

      return instants
    },
    isCut: () => isCut,
  }
}
