import { Temporal } from 'temporal-polyfill'

import { WEEKDAYS, type Weekday } from './channelRhythm.ts'

export interface WallTimeArgs {
  day: Temporal.PlainDate
  /** `HH:MM`. */
  time: string
  timeZone: string
}

/**
 * The instant of a time on a wall clock, as schedules mean it: a time that a clock change skips comes after the gap
 * by as much as it lay in it, one that comes twice is taken the first time.
 */
export const toInstant = ({ day, time, timeZone }: WallTimeArgs): Date =>
  dateOf(wallOf(day, time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }))

/**
 * The first instant of a silence that begins at a time on a wall clock: where the time is skipped, the moment of the
 * change; where it comes twice, the first.
 */
export const toFirstInstant = ({ day, time, timeZone }: WallTimeArgs): Date =>
  dateOf(changeOver(day, time, timeZone) ?? wallOf(day, time).toZonedDateTime(timeZone, { disambiguation: 'earlier' }))

/** The instant at which such a silence ends: where the time comes twice, only the second one is past it. */
export const toLastInstant = ({ day, time, timeZone }: WallTimeArgs): Date =>
  dateOf(changeOver(day, time, timeZone) ?? wallOf(day, time).toZonedDateTime(timeZone, { disambiguation: 'later' }))

export const toZoned = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)

export const weekdayOf = (day: Temporal.PlainDate): Weekday => WEEKDAYS[day.dayOfWeek - 1] ?? 'MO'

/** The first moment of the day after; a day has 23 or 25 hours where clocks change. */
export const nextMidnight = (at: Date, timeZone: string): Date =>
  dateOf(toZoned(at, timeZone).startOfDay().add({ days: 1 }).startOfDay())

/** Null unless the clock change skips the time; then the moment of the change. */
function changeOver(day: Temporal.PlainDate, time: string, timeZone: string): Temporal.ZonedDateTime | null {
  const wall = wallOf(day, time)
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })

  return before.toPlainDateTime().equals(wall) ? null : before.getTimeZoneTransition('next')
}

const wallOf = (day: Temporal.PlainDate, time: string): Temporal.PlainDateTime =>
  day.toPlainDateTime(Temporal.PlainTime.from(time))

const dateOf = ({ epochMilliseconds }: Temporal.ZonedDateTime): Date => new Date(epochMilliseconds)

/** `2026-11-22 20:30`, as a wall clock of the zone shows it. */
export const showOnWall = (at: Date, timeZone: string): string => {
  const zoned = toZoned(at, timeZone)

  return `${zoned.toPlainDate().toString()} ${zoned.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
