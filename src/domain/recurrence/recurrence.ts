export const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const

export type Frequency = (typeof FREQUENCIES)[number]

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** `{ ordinal: -1, weekday: 'FR' }` is the last Friday; without an ordinal, every one. */
export interface WeekdayRef {
  ordinal: number | null
  weekday: Weekday
}

/** A date as RFC 5545 writes it: a whole day, a wall clock, or, with `Z`, an instant. */
export interface Stamp {
  isUtc: boolean
  /** `2026-12-31` */
  on: string
  /** `09:00:00`; null for a whole day. */
  time: string | null
}

/** The parts of a rule that list numbers. */
export const NUMBER_PARTS = [
  'byMonth',
  'byWeekNo',
  'byYearDay',
  'byMonthDay',
  'byHour',
  'byMinute',
  'bySecond',
  'bySetPos',
] as const

export type NumberPart = (typeof NUMBER_PARTS)[number]

/** A rule of RFC 5545 §3.3.10; a list that is empty says nothing. */
export interface RecurrenceRule extends Record<NumberPart, readonly number[]> {
  byDay: readonly WeekdayRef[]
  count: number | null
  frequency: Frequency
  interval: number
  until: Stamp | null
  weekStart: Weekday
}

/**
 * When something comes again, told in floating local time: the zone is the schedule's.
 *
 * Without a rule it comes at its start and on the extra dates.
 */
export interface Recurrence {
  exceptDates: readonly Stamp[]
  extraDates: readonly Stamp[]
  rule: RecurrenceRule | null
}
