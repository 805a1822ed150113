import { DAY } from '../duration.ts'
import { formatRecurrence } from './formatRecurrence.ts'
import type { Timing } from './listOccurrences.ts'
import {
  type FloatingMs,
  fromFloating,
  localTimeAt,
  stampToFloating,
  toFloating,
  toStamp,
  toWholeSecond,
} from './localTime.ts'
import { parseRecurrence } from './readRecurrence.ts'
import type { RecurrenceRule, Stamp } from './recurrence.ts'
import { ruleTimes } from './ruleTimes.ts'

export interface FollowStartArgs {
  from: Timing
  /** When the same recurrence starts now, and where. */
  to: Pick<Timing, 'localTime' | 'timeZone'>
}

/**
 * Lets the dates of a repeat follow its times where only its start or its zone changes: the recurrence text that says so.
 *
 * An exception names a time of the rule, so it would miss what it takes away; what was cancelled would come again, and
 * what was moved twice. Dates move by as much as the times of the rule do on the wall clock: by nothing where only its
 * first days or its zone are others. Without a rule only the start moves.
 */
export function followStart({ from, to }: FollowStartArgs): string | null {
  const { exceptDates, extraDates, rule } = parseRecurrence(from.recurrence)
  const start = wholeSecondOf(from.localTime)
  const shown =
    rule !== null && keepsClock(rule)
      ? start
      : wholeSecondOf(localTimeAt({ at: from.publishAt, timeZone: to.timeZone }))
  const zoneMs = shown - start
  const moves = { shown, start: wholeSecondOf(to.localTime) }
  const ruleMs = rule === null ? 0 : findMove({ ...moves, rule, timeZone: to.timeZone })
  const isStart = (stamp: Stamp) => rule === null && timeOf(stamp, from) === start
  const inZone = { from, isElsewhere: from.timeZone !== to.timeZone }
  const follow = (stamp: Stamp) =>
    shift({ ...inZone, ms: zoneMs + (isStart(stamp) ? moves.start - shown : ruleMs), stamp })
  const extra = extraDates.map((stamp) => shift({ ...inZone, ms: zoneMs + ruleMs, stamp }))
  const isExtra = (stamp: Stamp) => extra.some(({ on, time }) => on === stamp.on && time === stamp.time)

  return formatRecurrence({
    // The start may have come to stand where one that was moved away from it stands.
    exceptDates: exceptDates.map(follow).filter((stamp) => rule !== null || !isExtra(stamp)),
    extraDates: extra,
    rule: rule === null ? null : { ...rule, until: rule.until?.time ? follow(rule.until) : rule.until },
  })
}

const wholeSecondOf = (localTime: string): FloatingMs => toWholeSecond(toFloating(localTime))

const timeOf = (stamp: Stamp, { localTime, timeZone }: Timing): FloatingMs =>
  stampToFloating(stamp, { dayTime: localTime.slice(11, 19), timeZone })

/** What names days or hours, or takes them from its start, names them on the clock of any zone; every hour is an hour everywhere. */
const keepsClock = ({ byDay, frequency, ...rule }: RecurrenceRule): boolean =>
  !['HOURLY', 'MINUTELY', 'SECONDLY'].includes(frequency) ||
  byDay.length + rule.byHour.length + rule.byMonth.length + rule.byMonthDay.length > 0 ||
  rule.byWeekNo.length + rule.byYearDay.length > 0

interface ShiftArgs {
  from: Timing
  /** True in another zone, where what was told as an instant would stay at it. */
  isElsewhere: boolean
  ms: number
  stamp: Stamp
}

function shift({ from, isElsewhere, ms, stamp }: ShiftArgs): Stamp {
  if (ms === 0 && !(isElsewhere && stamp.isUtc)) {
    return stamp
  }

  const time = timeOf(stamp, from) + ms

  return stamp.time === null ? { ...stamp, on: fromFloating(time).slice(0, 10) } : toStamp(time)
}

interface FindMoveArgs {
  rule: RecurrenceRule
  /** Where the rule started, on the wall clock that its dates are told by now. */
  shown: FloatingMs
  start: FloatingMs
  timeZone: string
}

/** By how much the times of a rule move with its start. */
function findMove({ rule, shown, start, timeZone }: FindMoveArgs): number {
  const endless = { ...rule, count: null, until: null }
  const [known] = ruleTimes({ from: Math.max(shown, start), rule: endless, start: shown, timeZone })
  const wholeMs = start - shown
  const timeMs = (start % DAY) - (shown % DAY)
  // What moves by hours, over midnight perhaps, moves as a whole; by days, only where the rule takes its days from its start.
  const moves = Math.abs(wholeMs) < DAY ? [0, wholeMs, timeMs] : [0, timeMs, wholeMs]
  const isNamed = (time: FloatingMs) => {
    const [found] = ruleTimes({ from: time, rule: endless, start, timeZone, to: time })

    return found !== undefined
  }

  return known === undefined ? timeMs : (moves.find((ms) => isNamed(known + ms)) ?? timeMs)
}
