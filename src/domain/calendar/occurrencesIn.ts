import { Temporal } from 'temporal-polyfill'

import { expandRecurrence } from '../recurrence/expandRecurrence.ts'
import type { StoredPlan } from './storedPlan.ts'

export interface OccurrencesInArgs {
  from: Date
  /** The earliest so many, in their order. */
  limit: number
  to: Date
}

/**
 * The instants at which a schedule stands in a range; of an armed repeat those that have no rows yet.
 *
 * A rule that cannot be understood stands nowhere: the schedule's own page says what is wrong with it.
 */
export function occurrencesIn(plan: StoredPlan, { from, limit, to }: OccurrencesInArgs): Date[] {
  const recurrence = plan.recurrence ?? ''

  if (recurrence === '') {
    return plan.publishAt >= from && plan.publishAt < to ? [plan.publishAt] : []
  }

  const timeZone = plan.publishAt_tz ?? 'UTC'
  const madeUntil = plan.state === 'armed' ? (plan.materialisedUntil?.getTime() ?? 0) + 1 : 0

  try {
    return expandRecurrence({
      from: new Date(Math.max(from.getTime(), madeUntil)),
      limit,
      localStart: plan.localTime ?? localStartOf(plan.publishAt, timeZone),
      recurrence,
      timeZone,
      to: new Date(to.getTime() - 1),
    }).map(({ at }) => at)
  } catch {
    return []
  }
}

const localStartOf = (at: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
