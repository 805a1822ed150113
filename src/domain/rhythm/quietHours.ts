import type { QuietHours } from './channelRhythm.ts'
import { toFirstInstant, toLastInstant, toZoned, weekdayOf } from './wallTime.ts'

export interface Span {
  fromAt: Date
  untilAt: Date
}

export interface FindQuietArgs {
  at: Date
  quietHours: readonly QuietHours[]
  timeZone: string
}

/**
 * Finds the quiet hours in which an instant lies, or null.
 *
 * Hours that end before they begin end on the next day; hours that end when they begin last a whole day. The end
 * itself is not quiet any more.
 */
export function findQuiet({ at, quietHours, timeZone }: FindQuietArgs): Span | null {
  if (quietHours.length === 0) {
    return null
  }

  const today = toZoned(at, timeZone).toPlainDate()
  const begun = [today.subtract({ days: 1 }), today]

  for (const { from, until, weekdays } of quietHours) {
    for (const day of begun) {
      if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) {
        continue
      }

      const fromAt = toFirstInstant({ day, time: from, timeZone })
      const untilAt = toLastInstant({ day: until <= from ? day.add({ days: 1 }) : day, time: until, timeZone })

      if (fromAt <= at && at < untilAt) {
        return { fromAt, untilAt }
      }
    }
  }

  return null
}
