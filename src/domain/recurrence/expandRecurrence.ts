import { Temporal } from 'temporal-polyfill'

import { InvalidInputError, type Reason } from '../errors.ts'
import { isTimeZone } from '../timeZone.ts'
import { unknownZone } from './faults.ts'
import { type FloatingMs, fromFloating, LARGEST_GAP_MS, localTimeAt, toFloating } from './localTime.ts'
import { localTimes } from './localTimes.ts'
import { parseRecurrence } from './readRecurrence.ts'

/** One time at which a schedule comes. */
export interface Occurrence {
  at: Date
  /** What the rule says, on the wall clock of the zone: `2026-11-22T20:00:00`. */
  localTime: string
  /** True when a change of clocks leaves this time out, so that it comes later by the gap. */
  shifted: boolean
}

export interface ExpandRecurrenceArgs {
  /** Nothing before it; null for all from the start. */
  from: Date | null
  limit: number
  /** The start on the wall clock of the zone, such as `2026-11-22T20:00:00`. */
  localStart: string
  /** RFC 5545 text as `readRecurrence` takes it; null for once. */
  recurrence: string | null
  timeZone: string
  /** Nothing after it. */
  to?: Date
}

/**
 * Lists when a schedule comes: at most `limit` occurrences, in the order of their instants, no instant twice.
 *
 * The rule is expanded on the wall clock and each time then resolved in the zone: one in a gap moves forward by
 * the gap, one in an overlap comes once, at its first coming. The start counts only where the rule names it.
 * Reads no further than it must, whatever the rule; throws an `InvalidInputError` for a zone or text that cannot be understood.
 */
export function expandRecurrence(args: ExpandRecurrenceArgs): Occurrence[] {
  const { from, limit, localStart, timeZone, to } = args

  if (!isTimeZone(timeZone)) {
    throw refused(unknownZone(timeZone))
  }

  const found = new Map<number, Occurrence>()
  const end = to === undefined ? Infinity : toFloating(localTimeAt({ at: to, timeZone })) + LARGEST_GAP_MS
  let enoughAt: FloatingMs = end
  const times = localTimes({
    from: from === null ? null : toFloating(localTimeAt({ at: from, timeZone })) - LARGEST_GAP_MS,
    recurrence: parseRecurrence(args.recurrence),
    start: toFloating(localStart),
    timeZone,
    to: end,
  })

  for (const floating of times) {
    if (floating > enoughAt || limit <= 0) {
      break
    }

    const occurrence = resolve(floating, timeZone)
    const atMs = occurrence.at.getTime()

    if ((from !== null && occurrence.at < from) || (to !== undefined && occurrence.at > to)) {
      continue
    }

    // Two times meet where a gap moves one onto the other: the one that the clock really shows gives its name.
    if (!found.has(atMs) || found.get(atMs)?.shifted === true) {
      found.set(atMs, occurrence)
    }

    if (found.size >= limit && enoughAt === end) {
      // To ask for one more time may be a long search.
      if (![...found.values()].some(({ shifted }) => shifted)) {
        break
      }

      // After a gap, later times of the rule may come before those that the gap moved.
      enoughAt = Math.min(end, floating + LARGEST_GAP_MS)
    }
  }

  return [...found.values()].sort((one, other) => one.at.getTime() - other.at.getTime()).slice(0, limit)
}

function resolve(floating: FloatingMs, timeZone: string): Occurrence {
  const localTime = fromFloating(floating)
  const local = Temporal.PlainDateTime.from(localTime)
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' })

  return {
    at: new Date(zoned.epochMilliseconds),
    localTime,
    shifted: !zoned.toPlainDateTime().equals(local),
  }
}

const refused = (fault: Reason) => new InvalidInputError(fault.message, [fault])
