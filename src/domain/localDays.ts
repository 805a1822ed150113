import { Temporal } from 'temporal-polyfill'

/** One calendar day of a zone: from `startAt` until before `endAt`. */
export interface LocalDay {
  endAt: Date
  /** `yyyy-mm-dd` in the zone. */
  on: string
  startAt: Date
}

export interface LastDaysArgs {
  /** How many, today included. */
  count: number
  now: Date
  timeZone: string
}

/**
 * The last days of a zone, the oldest first and today last.
 *
 * A day has 23 or 25 hours where clocks change; where the zone is off by half an hour, an hour of UTC
 * counts for the day in which it begins.
 *
 * @throws RangeError for a zone that nobody knows.
 */
export function lastDays({ count, now, timeZone }: LastDaysArgs): LocalDay[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).startOfDay()

  return Array.from({ length: count }, (_, place) => {
    const start = today.subtract({ days: count - 1 - place }).startOfDay()

    return {
      endAt: new Date(start.add({ days: 1 }).startOfDay().epochMilliseconds),
      on: start.toPlainDate().toString(),
      startAt: new Date(start.epochMilliseconds),
    }
  })
}
