import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import { isTimeZone } from '../timeZone.ts'
import { expandRecurrence } from './expandRecurrence.ts'
import { invalidStart, malformed, unknownZone } from './faults.ts'
import { isLocalTime, toFloating, toWholeSecond } from './localTime.ts'
import { readRecurrence } from './readRecurrence.ts'
import type { RecurrenceRule } from './recurrence.ts'
import { untilOf } from './ruleTimes.ts'
import { looksPerStep, MAX_LOOKS, mostToChooseFrom } from './setPositions.ts'
import { timesPerDay } from './timesPerDay.ts'

/** A plan that comes more often within a day is a mistake, not a plan. */
export const MAX_PER_DAY = 1_000

export interface FindRecurrenceFaultsArgs {
  localStart: string
  recurrence: string | null
  timeZone: string
}

/**
 * Finds everything wrong with when a schedule comes; an empty list means that it comes at least once.
 *
 * Costs a bounded time whatever the text says: how often a rule comes is reckoned, not counted.
 */
export function findRecurrenceFaults({ localStart, recurrence, timeZone }: FindRecurrenceFaultsArgs): Reason[] {
  const read = readRecurrence(recurrence)
  const isStart = isLocalTime(localStart)
  const isZone = isTimeZone(timeZone)
  const faults = [
    ...(isZone ? [] : [unknownZone(timeZone)]),
    ...(isStart ? [] : [invalidStart(localStart)]),
    ...read.faults,
  ]

  if (faults.length > 0 || read.recurrence === null) {
    return faults
  }

  const { rule } = read.recurrence

  if (rule?.until && untilOf(rule.until, timeZone) < toWholeSecond(toFloating(localStart))) {
    return [reason('UNTIL_BEFORE_START', { path: 'recurrence' })]
  }

  if (rule !== null && timesPerDay(rule) > MAX_PER_DAY) {
    return [reason('TOO_FREQUENT', { path: 'recurrence', values: { max: MAX_PER_DAY } })]
  }

  const choice = rule === null ? null : findChoiceFault(rule)

  if (choice !== null) {
    return [choice]
  }

  return isFiring({ localStart, recurrence, timeZone }) ? [] : [reason('NEVER_FIRES', { path: 'recurrence' })]
}

/** What BYSETPOS does not choose it has looked at all the same. */
function findChoiceFault(rule: RecurrenceRule): Reason | null {
  const beyond = rule.bySetPos.find((place) => Math.abs(place) > mostToChooseFrom(rule))

  if (beyond !== undefined) {
    return malformed('rrule-bysetpos-beyond', `BYSETPOS=${beyond}`)
  }

  return (rule.count ?? 0) * looksPerStep(rule) > MAX_LOOKS ? malformed('rrule-bysetpos-count') : null
}

function isFiring(args: FindRecurrenceFaultsArgs): boolean {
  try {
    return expandRecurrence({ ...args, from: null, limit: 1 }).length > 0
  } catch {
    // The library gives up on a rule that it can follow without end and without a time.
    return false
  }
}
