import { formatRecurrence } from './formatRecurrence.ts'
import type { Timing } from './listOccurrences.ts'
import { type FloatingMs, stampToFloating, toFloating, toStamp, toWholeSecond } from './localTime.ts'
import { localTimes } from './localTimes.ts'
import { parseRecurrence } from './readRecurrence.ts'
import type { Recurrence, Stamp } from './recurrence.ts'

export interface EditOccurrenceArgs {
  /** The occurrence on the wall clock of the zone. */
  localTime: string
  timing: Timing
  /** Where it goes; null cancels it. */
  to: string | null
}

/**
 * Takes one occurrence out of a repeat, or moves it: the recurrence text that says so.
 *
 * Moving it back leaves no trace. What a whole day excepts stays excepted, but for the one that is moved there.
 */
export function editOccurrence({ localTime, timing, to }: EditOccurrenceArgs): string | null {
  const { exceptDates, extraDates, rule } = parseRecurrence(timing.recurrence)
  const here = toWholeSecond(toFloating(localTime))
  const there = to === null ? null : toWholeSecond(toFloating(to))
  const dayTime = timing.localTime.slice(11, 19)
  const timeOf = (stamp: Stamp) => stampToFloating(stamp, { dayTime, timeZone: timing.timeZone })
  const rest: Recurrence = {
    exceptDates: exceptDates.filter((stamp) => stamp.time === null || timeOf(stamp) !== there),
    extraDates: extraDates.filter((stamp) => timeOf(stamp) !== here && timeOf(stamp) !== there),
    rule,
  }
  const isNamed = (time: FloatingMs) => comesAt({ recurrence: rest, time, timing })

  return formatRecurrence({
    exceptDates: [...rest.exceptDates, ...(isNamed(here) ? [toStamp(here)] : [])],
    extraDates: [...rest.extraDates, ...(there === null || isNamed(there) ? [] : [toStamp(there)])],
    rule,
  })
}

interface ComesAtArgs {
  recurrence: Recurrence
  time: FloatingMs
  timing: Timing
}

function comesAt({ recurrence, time, timing }: ComesAtArgs): boolean {
  const start = toWholeSecond(toFloating(timing.localTime))
  const [found] = localTimes({ from: time, recurrence, start, timeZone: timing.timeZone, to: time })

  return found !== undefined
}
