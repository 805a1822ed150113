import { RRuleTemporal } from 'rrule-temporal'

import { DAY, SECOND } from '../duration.ts'
import { formatRule } from './formatRecurrence.ts'
import { type FloatingMs, stampToFloating, toStamp } from './localTime.ts'
import { writeStamp } from './readStamp.ts'
import type { RecurrenceRule } from './recurrence.ts'
import { mostToChooseFrom, patienceOf } from './setPositions.ts'

/** A rule that names no time for so long is taken to have ended; 29 February on a Monday comes every 28 years, or 40. */
export const LONGEST_PAUSE_MS = 41 * 366 * DAY

const FIRST_WINDOW_MS = 2 * DAY
/** For a `COUNT`, which the library counts from the start in each window. */
const FIRST_COUNTED_WINDOW_MS = 40 * DAY
/** What the library may look at for one window before it gives up. */
const MAX_STEPS = 50_000

export interface RuleTimesArgs {
  from: FloatingMs
  rule: RecurrenceRule
  /** On a whole second. */
  start: FloatingMs
  timeZone: string
  /** Nothing after it. */
  to?: FloatingMs
}

/** The times of a rule within a stretch that was looked through. */
export interface RuleWindow {
  times: FloatingMs[]
  /** Up to here, and not at it, nothing is left out. */
  to: FloatingMs
}

/** Names the times of a rule from `from` on, in order and one by one, in floating local time. */
export function* ruleTimes(args: RuleTimesArgs): Generator<FloatingMs> {
  for (const { times } of ruleWindows(args)) {
    yield* times
  }
}

/**
 * Looks for the times of a rule from `from` on, stretch by stretch, in floating local time.
 *
 * The rule is given to the library in UTC, which has no gaps: it would drop a time that a zone leaves out
 * (RFC 5545 allows both). The stretches double while they are empty, so that a rule of every second minute and one of
 * every leap year cost about the same; those of a `COUNT` double always.
 */
export function* ruleWindows({ from, rule, start, timeZone, to = Infinity }: RuleTimesArgs): Generator<RuleWindow> {
  const bySetPos = rule.bySetPos.filter((place) => Math.abs(place) <= mostToChooseFrom(rule))

  // What can choose nothing would be looked for without end.
  if (bySetPos.length === 0 && rule.bySetPos.length > 0) {
    return
  }

  const patienceMs = Math.min(LONGEST_PAUSE_MS, patienceOf(rule))
  const last = Math.min(to, rule.until === null ? Infinity : untilOf(rule.until, timeZone))
  const expanded = new RRuleTemporal({
    maxCandidateEvaluations: 20 * MAX_STEPS,
    maxIterations: MAX_STEPS,
    rruleString: `DTSTART:${writeStamp(toStamp(start))}Z\nRRULE:${formatRule({ ...rule, bySetPos, until: null })}`,
  })
  let windowMs = rule.count === null ? FIRST_WINDOW_MS : FIRST_COUNTED_WINDOW_MS
  // On a whole second, or a time would fall between two windows.
  let windowFrom = Math.ceil(Math.max(from, start) / SECOND) * SECOND
  let giveUpAt = windowFrom + patienceMs

  while (windowFrom <= last && windowFrom < giveUpAt) {
    const windowTo = Math.min(windowFrom + windowMs, Math.floor(last / SECOND) * SECOND + SECOND)
    const times = expanded
      .between(new Date(windowFrom), new Date(windowTo - SECOND), true)
      .map(({ epochMilliseconds }) => epochMilliseconds)
    const latest = times.at(-1)

    yield { times, to: windowTo }

    giveUpAt = latest === undefined ? giveUpAt : latest + patienceMs
    windowFrom = windowTo
    windowMs = latest === undefined || rule.count !== null ? Math.min(2 * windowMs, patienceMs) : windowMs
  }
}

/** The last moment that `UNTIL` allows, on the wall clock of the zone. */
export const untilOf = (until: NonNullable<RecurrenceRule['until']>, timeZone: string): FloatingMs =>
  stampToFloating(until, { dayTime: '23:59:59', timeZone })
