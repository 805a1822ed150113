import type { Frequency, RecurrenceRule } from './recurrence.ts'

const SECONDS_PER_DAY = 86_400

/** How long a step of each frequency lasts, as far as it can put several times into one day. */
const STEP_SECONDS: Partial<Record<Frequency, number>> = { HOURLY: 3_600, MINUTELY: 60, SECONDLY: 1 }

/**
 * The most times that a rule can name within one day, never too low.
 *
 * BYSETPOS, which only takes away, is left out of account.
 */
export function timesPerDay({ byHour, byMinute, bySecond, frequency, interval }: RecurrenceRule): number {
  const step = STEP_SECONDS[frequency]
  const isBelow = (seconds: number) => step !== undefined && step <= seconds
  const slots =
    (byHour.length || (isBelow(3_600) ? 24 : 1)) *
    (byMinute.length || (isBelow(60) ? 60 : 1)) *
    (bySecond.length || (isBelow(1) ? 60 : 1))

  if (step === undefined) {
    return slots
  }

  // A step may carry several times: an hourly rule with BYMINUTE has each of them in each hour.
  const perStep = (step > 60 ? byMinute.length || 1 : 1) * (step > 1 ? bySecond.length || 1 : 1)

  return Math.min(slots, Math.ceil(SECONDS_PER_DAY / (step * interval)) * perStep)
}
