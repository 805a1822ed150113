import { DAY } from '../duration.ts'
import {
  type FloatingMs,
  fromFloating,
  instantOf,
  stampToFloating,
  toFloating,
  toStamp,
  toWholeSecond,
} from './localTime.ts'
import { formatRecurrence } from './formatRecurrence.ts'
import type { Timing } from './listOccurrences.ts'
import { parseRecurrence } from './readRecurrence.ts'
import type { Recurrence, RecurrenceRule, Stamp } from './recurrence.ts'
import { ruleTimes } from './ruleTimes.ts'

export interface Split {
  /** From the occurrence on; null when nothing comes then. */
  after: Timing | null
  /** Until before the occurrence; null when it was the first. */
  before: Timing | null
}

/**
 * Cuts a repeat in two at one of its occurrences, so that both together come exactly when the whole did.
 *
 * What is left of a `COUNT` goes to the later part, whose start keeps the phase of an `INTERVAL`.
 */
export function splitRecurrence({ localTime, timing }: { localTime: string; timing: Timing }): Split {
  const recurrence = parseRecurrence(timing.recurrence)
  const start = toFloating(timing.localTime)
  const at = toWholeSecond(toFloating(localTime))
  const isBefore = (time: FloatingMs) => time < at
  const toTime = (stamp: Stamp) => stampToFloating(stamp, { dayTime: dayTimeOf(timing), timeZone: timing.timeZone })
  const extra = recurrence.extraDates.map(toTime).sort((one, other) => one - other)
  const { next, passed, previous } = cutRule({ at, rule: recurrence.rule, start, timeZone: timing.timeZone })
  const dates = (isIn: (time: FloatingMs) => boolean): Pick<Recurrence, 'exceptDates' | 'extraDates'> => ({
    // What takes out a whole day takes it out on both sides of a cut within it.
    exceptDates: recurrence.exceptDates.filter((stamp) => endsOf(stamp, toTime(stamp)).some(isIn)),
    extraDates: extra.filter(isIn).map(toStamp),
  })

  return {
    after: part({
      dates: dates((time) => !isBefore(time)),
      rule: next === null || recurrence.rule === null ? null : remaining(recurrence.rule, passed),
      start: next,
      timing,
    }),
    before: part({
      dates: dates(isBefore),
      rule: previous === null || recurrence.rule === null ? null : ending(recurrence.rule, previous),
      start: previous === null ? null : start,
      timing,
    }),
  }
}

/** The first and the last moment that a date stands for. */
const endsOf = ({ on, time }: Stamp, at: FloatingMs): FloatingMs[] =>
  time === null ? [toFloating(`${on}T00:00:00`), toFloating(`${on}T23:59:59`)] : [at]

/** Rules know whole seconds; a start within a second gives its fraction to every time. */
const fractionOf = (start: FloatingMs): number => start - toWholeSecond(start)

const dayTimeOf = ({ localTime }: Timing): string => localTime.slice(11, 19)

interface CutRuleArgs {
  /** On a whole second. */
  at: FloatingMs
  rule: RecurrenceRule | null
  start: FloatingMs
  timeZone: string
}

interface Cut {
  next: FloatingMs | null
  /** How many times of the rule come before. */
  passed: number
  previous: FloatingMs | null
}

function cutRule(args: CutRuleArgs): Cut {
  const { at, rule, start } = args

  if (rule?.count !== null) {
    return cutFrom(args, start)
  }

  // Nothing has to be counted, so the times long before need not be walked through.
  for (let backMs = 2 * DAY; ; backMs *= 8) {
    const from = Math.max(start, at - backMs)
    const cut = cutFrom(args, from)

    if (cut.previous !== null || from === start) {
      return cut
    }
  }
}

function cutFrom({ at, rule, start, timeZone }: CutRuleArgs, from: FloatingMs): Cut {
  const cut: Cut = { next: null, passed: 0, previous: null }
  const fraction = fractionOf(start)
  const times =
    rule === null ? [start - fraction] : ruleTimes({ from: from - fraction, rule, start: start - fraction, timeZone })

  for (const whole of times) {
    const time = whole + fraction

    if (time >= at) {
      return { ...cut, next: time }
    }

    cut.passed += 1
    cut.previous = time
  }

  return cut
}

const remaining = (rule: RecurrenceRule, passed: number): RecurrenceRule => ({
  ...rule,
  count: rule.count === null ? null : rule.count - passed,
})

const ending = (rule: RecurrenceRule, last: FloatingMs): RecurrenceRule => ({
  ...rule,
  count: null,
  until: toStamp(last),
})

interface PartArgs {
  dates: Pick<Recurrence, 'exceptDates' | 'extraDates'>
  rule: RecurrenceRule | null
  /** The first time of the rule; null when the rule has none here. */
  start: FloatingMs | null
  timing: Timing
}

/** Without a rule the first extra date is the start. */
function part({ dates, rule, start, timing }: PartArgs): Timing | null {
  const [first, ...others] = dates.extraDates

  if (start === null && first === undefined) {
    return null
  }

  const fraction = fractionOf(toFloating(timing.localTime))
  const localTime = fromFloating(start ?? toFloating(`${first?.on}T${first?.time}`) + fraction)
  const recurrence = formatRecurrence({ ...dates, extraDates: start === null ? others : dates.extraDates, rule })
  const isStart = localTime === timing.localTime

  return {
    ...timing,
    localTime,
    publishAt: isStart ? timing.publishAt : instantOf({ localTime, timeZone: timing.timeZone }),
    recurrence,
  }
}
