import { formatRecurrence } from './formatRecurrence.ts'
import type { Timing } from './listOccurrences.ts'
import { stampToFloating, toFloating, toStamp, toWholeSecond } from './localTime.ts'
import { parseRecurrence } from './readRecurrence.ts'
import type { Stamp } from './recurrence.ts'

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
 * Moving it back leaves no trace.
 */
export function editOccurrence({ localTime, timing, to }: EditOccurrenceArgs): string | null {
  const recurrence = parseRecurrence(timing.recurrence)
  const isAt = (local: string) => {
    const time = toWholeSecond(toFloating(local))

    return (stamp: Stamp) =>
      stampToFloating(stamp, { dayTime: timing.localTime.slice(11, 19), timeZone: timing.timeZone }) === time
  }
  const isHere = isAt(localTime)
  const isThere = to === null ? () => false : isAt(to)
  const isReturning = recurrence.exceptDates.some(isThere)

  return formatRecurrence({
    exceptDates: [
      ...recurrence.exceptDates.filter((stamp) => !isThere(stamp) && !isHere(stamp)),
      ...(recurrence.extraDates.some(isHere) ? [] : [toStamp(toFloating(localTime))]),
    ],
    extraDates: [
      ...recurrence.extraDates.filter((stamp) => !isHere(stamp) && !isThere(stamp)),
      ...(to === null || isReturning ? [] : [toStamp(toFloating(to))]),
    ],
    rule: recurrence.rule,
  })
}
