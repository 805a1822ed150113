import { formatRecurrence } from './formatRecurrence.ts'
import { readRecurrence } from './readRecurrence.ts'
import type { RecurrenceRule, Stamp, Weekday } from './recurrence.ts'

export const RECURRENCE_PATTERNS = [
  'once',
  'daily',
  'weekly',
  'monthly-day',
  'monthly-last-day',
  'monthly-weekday',
  'yearly',
] as const

export type RecurrencePattern = (typeof RECURRENCE_PATTERNS)[number]

/** A recurrence as a form holds it. */
export interface RecurrenceChoice {
  count: number
  ends: 'count' | 'never' | 'until'
  exceptDates: readonly Stamp[]
  extraDates: readonly Stamp[]
  interval: number
  /** Which of the month's weekdays: 1 to 4, or -1 for the last. */
  ordinal: number
  pattern: RecurrencePattern
  /** `2026-12-31` */
  until: string
  weekdays: readonly Weekday[]
}

const NOTHING: Omit<RecurrenceChoice, 'until'> = {
  count: 10,
  ends: 'never',
  exceptDates: [],
  extraDates: [],
  interval: 1,
  ordinal: -1,
  pattern: 'once',
  weekdays: [],
}

/** Reads a recurrence into the fields of a form; null for a rule that the form has no fields for. */
export function readChoice(text: string | null): RecurrenceChoice | null {
  const { recurrence } = readRecurrence(text)

  if (recurrence === null) {
    return null
  }

  const { exceptDates, extraDates, rule } = recurrence

  if (rule === null) {
    return { ...NOTHING, exceptDates, extraDates, until: '' }
  }

  const choice: RecurrenceChoice = {
    ...NOTHING,
    count: rule.count ?? NOTHING.count,
    ends: rule.count !== null ? 'count' : rule.until !== null ? 'until' : 'never',
    exceptDates,
    extraDates,
    interval: rule.interval,
    ordinal: rule.byDay[0]?.ordinal ?? NOTHING.ordinal,
    pattern: patternOf(rule),
    until: rule.until?.on ?? '',
    weekdays: rule.byDay.map(({ weekday }) => weekday),
  }

  // What the form would not write back as it was is no choice of its fields.
  return writeChoice(choice) === formatRecurrence({ ...recurrence, rule: { ...rule, until: dayOf(rule.until) } })
    ? choice
    : null
}

const dayOf = (until: Stamp | null): Stamp | null => (until === null ? null : { ...until, isUtc: false, time: null })

function patternOf({ byDay, byMonthDay, frequency }: RecurrenceRule): RecurrencePattern {
  switch (frequency) {
    case 'WEEKLY':
      return 'weekly'
    case 'MONTHLY':
      return byDay.length > 0 ? 'monthly-weekday' : byMonthDay.length > 0 ? 'monthly-last-day' : 'monthly-day'
    case 'YEARLY':
      return 'yearly'
    default:
      return 'daily'
  }
}

const FREQUENCY = {
  daily: 'DAILY',
  'monthly-day': 'MONTHLY',
  'monthly-last-day': 'MONTHLY',
  'monthly-weekday': 'MONTHLY',
  weekly: 'WEEKLY',
  yearly: 'YEARLY',
} as const

/** Writes the fields of a form as RFC 5545 text; null for once. */
export function writeChoice(choice: RecurrenceChoice): string | null {
  const { count, ends, exceptDates, extraDates, interval, pattern, until } = choice

  return formatRecurrence({
    exceptDates,
    extraDates,
    rule:
      pattern === 'once'
        ? null
        : {
            byDay: weekdaysOf(choice),
            byHour: [],
            byMinute: [],
            byMonth: [],
            byMonthDay: pattern === 'monthly-last-day' ? [-1] : [],
            bySecond: [],
            bySetPos: [],
            byWeekNo: [],
            byYearDay: [],
            count: ends === 'count' ? count : null,
            frequency: FREQUENCY[pattern],
            interval,
            until: ends === 'until' && until !== '' ? { isUtc: false, on: until, time: null } : null,
            weekStart: 'MO',
          },
  })
}

function weekdaysOf({ ordinal, pattern, weekdays }: RecurrenceChoice): RecurrenceRule['byDay'] {
  switch (pattern) {
    case 'weekly':
      return weekdays.map((weekday) => ({ ordinal: null, weekday }))
    case 'monthly-weekday':
      return weekdays.slice(0, 1).map((weekday) => ({ ordinal, weekday }))
    default:
      return []
  }
}
