import { writeStamp } from './readStamp.ts'
import type { NumberPart, Recurrence, RecurrenceRule } from './recurrence.ts'

const PART_NAMES: Record<NumberPart, string> = {
  byHour: 'BYHOUR',
  byMinute: 'BYMINUTE',
  byMonth: 'BYMONTH',
  byMonthDay: 'BYMONTHDAY',
  bySecond: 'BYSECOND',
  bySetPos: 'BYSETPOS',
  byWeekNo: 'BYWEEKNO',
  byYearDay: 'BYYEARDAY',
}

/** Writes a rule as the value of an `RRULE` line; `readRule` reads it back. */
export function formatRule({ byDay, count, frequency, interval, until, weekStart, ...rule }: RecurrenceRule): string {
  const parts = [`FREQ=${frequency}`]
  const lists = Object.entries(PART_NAMES) as [NumberPart, string][]

  if (interval !== 1) parts.push(`INTERVAL=${interval}`)
  if (byDay.length > 0) parts.push(`BYDAY=${byDay.map(({ ordinal, weekday }) => `${ordinal ?? ''}${weekday}`).join()}`)

  for (const [part, name] of lists) {
    if (rule[part].length > 0) parts.push(`${name}=${rule[part].join()}`)
  }

  if (weekStart !== 'MO') parts.push(`WKST=${weekStart}`)
  if (count !== null) parts.push(`COUNT=${count}`)
  if (until !== null) parts.push(`UNTIL=${writeStamp(until)}`)

  return parts.join(';')
}

/** Writes a recurrence as text, or null when it says nothing: it happens once. */
export function formatRecurrence({ exceptDates, extraDates, rule }: Recurrence): string | null {
  const lines = [
    ...(rule === null ? [] : [`RRULE:${formatRule(rule)}`]),
    ...(exceptDates.length === 0 ? [] : [`EXDATE:${exceptDates.map(writeStamp).join()}`]),
    ...(extraDates.length === 0 ? [] : [`RDATE:${extraDates.map(writeStamp).join()}`]),
  ]

  return lines.length === 0 ? null : lines.join('\n')
}
