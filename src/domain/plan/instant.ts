import { Temporal } from 'temporal-polyfill'

import type { PlanDay, PlanTime } from './cells.ts'

/**
 * The instant at which a wall clock in a zone shows this day and time.
 *
 * A time that a change of clocks leaves out moves forward; one that comes twice means its first coming.
 */
export function toInstant({ day, time, timeZone }: { day: PlanDay; time: PlanTime; timeZone: string }): Date {
  const local = Temporal.PlainDateTime.from({ day: day.day, month: day.month, year: day.year, ...time })

  return new Date(local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
}
