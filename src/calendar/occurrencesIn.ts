import type { StoredPlan } from '../domain/calendar/buildEntries.ts'

/** The instants at which a schedule stands in a range; of an armed repeat those that have no rows yet. */
export function occurrencesIn(plan: StoredPlan, { from, to }: { from: Date; to: Date }): Date[] {
  return plan.publishAt >= from && plan.publishAt < to ? [plan.publishAt] : []
}
