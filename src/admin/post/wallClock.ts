import { Temporal } from 'temporal-polyfill'

/** A time on the wall clock of a zone, as date and time fields hold it: `2026-11-22` and `20:00`. */
export interface WallClock {
  day: string
  time: string
  timeZone: string
}

/**
 * The instant that a wall clock means, as ISO text; null while it is incomplete.
 *
 * A time that a clock change skips is taken after the gap, one that comes twice is taken the first time.
 */
export function instantOf({ day, time, timeZone }: WallClock): string | null {
  try {
    return Temporal.PlainDateTime.from(`${day}T${time}`)
      .toZonedDateTime(timeZone, { disambiguation: 'compatible' })
      .toInstant()
      .toString({ fractionalSecondDigits: 3 })
  } catch {
    return null
  }
}

/** What the wall clock of a zone shows at an instant. */
export function wallClockOf(at: Date | string, timeZone: string): WallClock {
  const shown = Temporal.Instant.from(new Date(at).toISOString()).toZonedDateTimeISO(timeZone)

  return {
    day: shown.toPlainDate().toString(),
    time: shown.toPlainTime().toString({ smallestUnit: 'minute' }),
    timeZone,
  }
}

export const isSameClock = (one: WallClock, other: WallClock): boolean =>
  one.day === other.day && one.time === other.time && one.timeZone === other.timeZone

/** The next full hour, at least half an hour away: what most people plan for. */
export const nextHour = (now: Date, timeZone: string): WallClock => {
  const soon = Temporal.Instant.fromEpochMilliseconds(now.getTime()).add({ minutes: 30 }).toZonedDateTimeISO(timeZone)

  return wallClockOf(soon.round({ roundingMode: 'ceil', smallestUnit: 'hour' }).toInstant().toString(), timeZone)
}
