import { DAY } from '../duration.ts'
import type { Frequency, RecurrenceRule } from './recurrence.ts'

/** What BYSETPOS may look at before it is told that it finds nothing; about two seconds of work. */
export const MAX_LOOKS = 50_000

/** The most days that lie in one step of each frequency, and how long it lasts at least. */
const STEPS: Partial<Record<Frequency, { days: number; stepMs: number }>> = {
  MONTHLY: { days: 31, stepMs: 28 * DAY },
  WEEKLY: { days: 7, stepMs: 7 * DAY },
}

/** The most times among which BYSETPOS chooses in one step of a rule, never too low. */
export function mostToChooseFrom(rule: RecurrenceRule): number {
  const { byHour, byMinute, bySecond, frequency } = rule
  const hours = frequency === 'HOURLY' || isFinest(frequency) ? 1 : sizeOf(byHour)
  const minutes = isFinest(frequency) ? 1 : sizeOf(byMinute)
  const seconds = frequency === 'SECONDLY' ? 1 : sizeOf(bySecond)

  return mostDays(rule) * hours * minutes * seconds
}

/** How many times BYSETPOS looks at in one step at most: it counts from either end as far as it must. */
export function looksPerStep(rule: RecurrenceRule): number {
  const farthest = Math.max(0, ...rule.bySetPos) + Math.max(0, ...rule.bySetPos.map((place) => -place))

  return Math.min(farthest, mostToChooseFrom(rule))
}

/**
 * How long a rule with BYSETPOS may name no time before it is taken to have ended.
 *
 * Days, hours and finer steps always have as many times as their rule can have, and years are few. Weeks and months may
 * have fewer: the fifth Monday is not in every month.
 */
export function patienceOf(rule: RecurrenceRule): number {
  const step = STEPS[rule.frequency]

  return rule.bySetPos.length === 0 || step === undefined
    ? Infinity
    : (MAX_LOOKS / looksPerStep(rule)) * rule.interval * step.stepMs
}

const isFinest = (frequency: Frequency): boolean => frequency === 'MINUTELY' || frequency === 'SECONDLY'

/** An empty list says nothing: the start gives the one value. */
const sizeOf = (values: readonly unknown[]): number => new Set(values).size || 1

function mostDays({ byDay, byMonthDay, frequency }: RecurrenceRule): number {
  if (frequency === 'YEARLY') {
    return 366
  }

  const days = STEPS[frequency]?.days ?? 1
  // A weekday without a number comes five times in a month.
  const named = byDay.reduce((sum, { ordinal }) => sum + (ordinal === null && frequency === 'MONTHLY' ? 5 : 1), 0)

  return Math.min(days, named || days, byMonthDay.length || days, named + byMonthDay.length || 1)
}
