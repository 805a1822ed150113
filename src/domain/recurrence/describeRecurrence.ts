import { type RecurrencePhrases, recurrencePhrases } from './phrases.ts'
import { readRecurrence } from './readRecurrence.ts'
import { type Recurrence, type RecurrenceRule, WEEKDAYS } from './recurrence.ts'

export interface DescribeRecurrenceArgs {
  language: 'en' | 'zh'
  /** The start on the wall clock of the zone. */
  localTime: string
  /** RFC 5545 text; null for once. */
  recurrence: string | null
}

/**
 * Says in plain words when a schedule comes: “每周一、三 09:00，直到 2026年12月31日”.
 *
 * A rule that plain words would blur is shown as it is written; text that is no rule gives an empty description.
 */
export function describeRecurrence({ language, localTime, recurrence }: DescribeRecurrenceArgs): string {
  const { recurrence: read } = readRecurrence(recurrence)
  const phrases = recurrencePhrases[language]

  if (read === null) {
    return ''
  }

  if (read.rule === null) {
    return `${phrases.once(localTime.slice(0, 10), localTime.slice(11, 16))}${describeDates(read, phrases)}`
  }

  const often = describeRule(read.rule, localTime, phrases)

  return often === null
    ? phrases.custom(recurrence?.split('\n')[0] ?? '')
    : `${often}${describeEnd(read.rule, phrases)}${describeDates(read, phrases)}`
}

function describeRule(rule: RecurrenceRule, localTime: string, phrases: RecurrencePhrases): string | null {
  const days = describeDays(rule, localTime, phrases)
  const isFiner = rule.frequency === 'HOURLY' || rule.frequency === 'MINUTELY'

  if (days === null || rule.byHour.length + rule.byMinute.length + rule.bySecond.length > 0) {
    return null
  }

  return isFiner ? days : phrases.at(days, localTime.slice(11, 16))
}

function describeDays(rule: RecurrenceRule, localTime: string, phrases: RecurrencePhrases): string | null {
  const { byDay, byMonth, byMonthDay, bySetPos, byWeekNo, byYearDay, frequency, interval } = rule
  const month = Number(localTime.slice(5, 7))
  const day = Number(localTime.slice(8, 10))

  if (bySetPos.length + byWeekNo.length + byYearDay.length > 0 || (byMonth.length > 0 && frequency !== 'YEARLY')) {
    return null
  }

  switch (frequency) {
    case 'WEEKLY':
      return phrases.weekly(
        interval,
        byDay.length > 0 ? byDay.map(({ weekday }) => WEEKDAYS.indexOf(weekday)) : [weekdayOf(localTime)],
      )
    case 'DAILY':
      if (byDay.length > 0 && interval === 1 && byMonthDay.length === 0) {
        return phrases.weekly(
          1,
          byDay.map(({ weekday }) => WEEKDAYS.indexOf(weekday)),
        )
      }

      return byDay.length + byMonthDay.length > 0 ? null : phrases.daily(interval)
    case 'MONTHLY':
      return describeMonthly(rule, day, phrases)
    case 'YEARLY':
      return byDay.length > 0 || byMonth.length > 1 || byMonthDay.length > 1 || byMonth.length !== byMonthDay.length
        ? null
        : phrases.yearly(interval, byMonth[0] ?? month, byMonthDay[0] ?? day)
    case 'HOURLY':
      return byDay.length + byMonthDay.length > 0 ? null : phrases.hourly(interval)
    case 'MINUTELY':
      return byDay.length + byMonthDay.length > 0 ? null : phrases.minutely(interval)
    case 'SECONDLY':
      return null
  }
}

function describeMonthly(
  { byDay, byMonthDay, interval }: RecurrenceRule,
  day: number,
  phrases: RecurrencePhrases,
): string | null {
  if (byDay.length === 0) {
    return phrases.monthly(interval, byMonthDay.length > 0 ? byMonthDay : [day])
  }

  const [only] = byDay

  return byDay.length === 1 && byMonthDay.length === 0 && only?.ordinal
    ? phrases.monthlyWeekday(interval, only.ordinal, WEEKDAYS.indexOf(only.weekday))
    : null
}

const describeEnd = ({ count, until }: RecurrenceRule, phrases: RecurrencePhrases): string =>
  until !== null ? phrases.until(until.on) : count !== null ? phrases.count(count) : ''

const describeDates = ({ exceptDates, extraDates }: Recurrence, phrases: RecurrencePhrases): string =>
  (exceptDates.length > 0 ? phrases.except(exceptDates.length) : '') +
  (extraDates.length > 0 ? phrases.extra(extraDates.length) : '')

/** Monday is 0. */
const weekdayOf = (localTime: string): number => (new Date(`${localTime.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7
