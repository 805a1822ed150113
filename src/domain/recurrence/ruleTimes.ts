import { RRuleTemporal } from 'rrule-temporal'

import { DAY, SECOND } from '../duration.ts'
import { formatRule } from './formatRecurrence.ts'
import { type FloatingMs, stampToFloating, toStamp } from './localTime.ts'
import { writeStamp } from './readStamp.ts'
import type { RecurrenceRule } from './recurrence.ts'

/** A rule that names no time for so long is taken to have ended; 29 February on a Monday comes every 28 years, or 40. */
export const LONGEST_PAUSE_MS = 41 * 366 * DAY

const FIRST_WINDOW_MS = 2 * DAY
/** What the library may look at for one window before it gives up. */
const MAX_STEPS = 50_000

export interface RuleTimesArgs {
  from: FloatingMs
  rule: RecurrenceRule
  /** On a whole second. */
  start: FloatingMs
  timeZone: string
}

/**
 * Names the times of a rule from `from` on, in order and one by one, in floating local time.
 *
 * The rule is given to the library in UTC, which has no gaps: it would drop a time that a zone leaves out
 * (RFC 5545 allows both). It looks through windows that double while they are empty, so that a rule of every
 * second minute and one of every leap year cost about the same.
 */
export function* ruleTimes({ from, rule, start, timeZone }: RuleTimesArgs): Generator<FloatingMs> {
  const until = rule.until === null ? Infinity : untilOf(rule.until, timeZone)
  const expanded = new RRuleTemporal({
    maxCandidateEvaluations: 20 * MAX_STEPS,
    maxIterations: MAX_STEPS,
    rruleString: `DTSTART:${writeStamp(toStamp(start))}Z\nRRULE:${formatRule({ ...rule, until: null })}`,
  })
  let windowMs = FIRST_WINDOW_MS
  // On a whole second, or a time would fall between two windows.
  let windowFrom = Math.ceil(Math.max(from, start) / SECOND) * SECOND
  let giveUpAt = windowFrom + LONGEST_PAUSE_MS

  while (windowFrom <= until && windowFrom < giveUpAt) {
    const times = expanded.between(new Date(windowFrom), new Date(windowFrom + windowMs - SECOND), true)

    for (const { epochMilliseconds } of times) {
      if (epochMilliseconds > until) {
        return
      }

      yield epochMilliseconds
      giveUpAt = epochMilliseconds + LONGEST_PAUSE_MS
    }

    windowFrom += windowMs
    windowMs = times.length === 0 ? Math.min(2 * windowMs, LONGEST_PAUSE_MS) : windowMs
  }
}

/** The last moment that `UNTIL` allows, on the wall clock of the zone. */
export const untilOf = (until: NonNullable<RecurrenceRule['until']>, timeZone: string): FloatingMs =>
  stampToFloating(until, { dayTime: '23:59:59', timeZone })
