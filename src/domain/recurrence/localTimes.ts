import { SECOND } from '../duration.ts'
import { type FloatingMs, fromFloating, stampToFloating } from './localTime.ts'
import type { Recurrence, Stamp } from './recurrence.ts'
import { type RuleWindow, ruleWindows } from './ruleTimes.ts'

export interface LocalTimesArgs {
  from: FloatingMs | null
  recurrence: Recurrence
  start: FloatingMs
  timeZone: string
  /** Nothing after it. */
  to: FloatingMs
}

/**
 * Names the wall-clock times of a recurrence in order: those of its rule and its extra dates, without its exceptions.
 *
 * `COUNT` counts the times of the rule, whether or not an exception takes one away (RFC 5545 §3.8.5). Extra dates
 * and exceptions that are whole days mean the start's time of that day, or all of that day; an extra date that names its
 * time comes all the same, for it says the more about that day.
 */
export function* localTimes({ from, recurrence, start, timeZone, to }: LocalTimesArgs): Generator<FloatingMs> {
  const { exceptDates, extraDates, rule } = recurrence
  // Rules know whole seconds; a start within a second keeps its fraction.
  const fraction = ((start % SECOND) + SECOND) % SECOND
  const wholeStart = start - fraction
  const dayTime = fromFloating(wholeStart).slice(11)
  const lowest = from === null ? -Infinity : from - fraction
  const toTime = (stamp: Stamp) => stampToFloating(stamp, { dayTime, timeZone })
  const exceptTimes = new Set(exceptDates.filter(({ time }) => time !== null).map(toTime))
  const exceptDays = new Set(exceptDates.filter(({ time }) => time === null).map(({ on }) => on))
  const namedTimes = new Set(extraDates.filter(({ time }) => time !== null).map(toTime))
  const isExcepted = (time: FloatingMs) =>
    exceptTimes.has(time) || (!namedTimes.has(time) && exceptDays.has(fromFloating(time).slice(0, 10)))
  const extras = [...new Set([...(rule === null ? [wholeStart] : []), ...extraDates.map(toTime)])]
    .filter((time) => time >= lowest && time <= to)
    .sort((one, other) => one - other)
  const ruled =
    rule === null ? [] : ruleWindows({ from: Math.max(lowest, wholeStart), rule, start: wholeStart, timeZone, to })
  let last: FloatingMs | null = null

  for (const time of merge(ruled, extras)) {
    if (time !== last && !isExcepted(time)) {
      yield time + fraction
    }

    last = time
  }
}

/** Both in order. An extra date waits for no more of the rule than what comes before it: a rule may be long in naming none. */
function* merge(ruled: Iterable<RuleWindow>, extras: readonly FloatingMs[]): Generator<FloatingMs> {
  let place = 0

  for (const { times, to } of ruled) {
    const next = extras.findIndex((time, at) => at >= place && time >= to)
    const end = next < 0 ? extras.length : next

    yield* [...times, ...extras.slice(place, end)].sort((one, other) => one - other)
    place = end
  }

  yield* extras.slice(place)
}
