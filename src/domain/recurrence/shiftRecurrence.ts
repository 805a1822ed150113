import { DAY } from '../duration.ts'
import { formatRecurrence } from './formatRecurrence.ts'
import { listOccurrences, type Timing } from './listOccurrences.ts'
import {
  type FloatingMs,
  fromFloating,
  instantOf,
  stampToFloating,
  toFloating,
  toStamp,
  toWholeSecond,
} from './localTime.ts'
import { parseRecurrence } from './readRecurrence.ts'
import { type Recurrence, type RecurrenceRule, type Stamp, WEEKDAYS, type WeekdayRef } from './recurrence.ts'

export interface ShiftRecurrenceArgs {
  /** An occurrence of it on the wall clock, and where that one comes to stand. */
  from: string
  timing: Timing
  to: string
}

/**
 * Moves all of a repeat as one of its occurrences moves, on the wall clock; null when the rule cannot say that.
 *
 * A rule that names its days moves with them where it names days of the week or one day of the month; "the last Friday" moved
 * to a Thursday is another rule, and only a person knows which. So is a day that not every month has, or one of another
 * month: the repeat would come more or less often, and what was cancelled of it again.
 */
export function shiftRecurrence({ from, timing, to }: ShiftRecurrenceArgs): Timing | null {
  // Stamps know whole seconds, whatever fraction the start has before and after.
  const shiftMs = toWholeSecond(toFloating(to)) - toWholeSecond(toFloating(from))
  const days = Math.round((dayOf(to) - dayOf(from)) / DAY)
  const { exceptDates, extraDates, rule } = parseRecurrence(timing.recurrence)
  const shifted =
    rule === null ? null : shiftRule({ days, isTimeKept: shiftMs === days * DAY, rule, start: timing.localTime })

  if (rule !== null && shifted === null) {
    return null
  }

  const shift = (stamp: Stamp): Stamp => shiftStamp({ days, shiftMs, stamp, timing })
  const recurrence: Recurrence = {
    exceptDates: exceptDates.map(shift),
    extraDates: extraDates.map(shift),
    rule: shifted === null ? null : { ...shifted, until: shifted.until === null ? null : shift(shifted.until) },
  }
  const localTime = fromFloating(toFloating(timing.localTime) + toFloating(to) - toFloating(from))
  const moved: Timing = {
    localTime,
    publishAt: instantOf({ localTime, timeZone: timing.timeZone }),
    recurrence: formatRecurrence(recurrence),
    timeZone: timing.timeZone,
  }

  return isAmong(to, moved) ? moved : null
}

const dayOf = (localTime: string): FloatingMs => toFloating(`${localTime.slice(0, 10)}T00:00:00`)

interface ShiftRuleArgs {
  days: number
  isTimeKept: boolean
  rule: RecurrenceRule
  start: string
}

function shiftRule({ days, isTimeKept, rule, start }: ShiftRuleArgs): RecurrenceRule | null {
  const { byDay, byHour, byMinute, byMonth, byMonthDay, bySecond, bySetPos, byWeekNo, byYearDay, frequency } = rule

  if (!isTimeKept && byHour.length + byMinute.length + bySecond.length > 0) {
    return null
  }

  if (days === 0) {
    return rule
  }

  if (byMonth.length + bySetPos.length + byWeekNo.length + byYearDay.length > 0) {
    return null
  }

  if (byDay.length > 0) {
    return frequency === 'WEEKLY' && (rule.interval === 1 || byDay.length === 1)
      ? { ...rule, byDay: byDay.map((day) => shiftWeekday(day, days)) }
      : null
  }

  if (byMonthDay.length > 0) {
    const [day = 0] = byMonthDay

    return byMonthDay.length === 1 && staysInMonth(day, days) ? { ...rule, byMonthDay: [day + days] } : null
  }

  switch (frequency) {
    case 'MONTHLY':
      return staysInMonth(Number(start.slice(8, 10)), days) ? rule : null
    case 'YEARLY':
      return [dayOf(start), dayOf(start) + days * DAY].some(isLeapDay) ? null : rule
    default:
      return rule
  }
}

/** Every month has the day, before and after. */
const staysInMonth = (day: number, days: number): boolean => [day, day + days].every((each) => each >= 1 && each <= 28)

const isLeapDay = (time: FloatingMs): boolean => fromFloating(time).slice(5, 10) === '02-29'

function shiftWeekday({ weekday }: WeekdayRef, days: number): WeekdayRef {
  const place = (((WEEKDAYS.indexOf(weekday) + days) % 7) + 7) % 7

  return { ordinal: null, weekday: WEEKDAYS[place] ?? weekday }
}

interface ShiftStampArgs {
  days: number
  shiftMs: number
  stamp: Stamp
  timing: Timing
}

function shiftStamp({ days, shiftMs, stamp, timing }: ShiftStampArgs): Stamp {
  if (stamp.time === null) {
    return { ...stamp, on: fromFloating(toFloating(`${stamp.on}T00:00:00`) + days * DAY).slice(0, 10) }
  }

  return toStamp(stampToFloating(stamp, { dayTime: stamp.time, timeZone: timing.timeZone }) + shiftMs)
}

/** What was asked for is what comes; a rule that does not name it was not understood. */
function isAmong(localTime: string, timing: Timing): boolean {
  const at = instantOf({ localTime, timeZone: timing.timeZone })

  return listOccurrences({ from: at, limit: 1, timing, to: at }).length === 1
}
