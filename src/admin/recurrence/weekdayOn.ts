import { localTimeAt } from '../../domain/recurrence/localTime.ts'
import { WEEKDAYS, type Weekday } from '../../domain/recurrence/recurrence.ts'

/** The day of the week that a wall clock in the zone shows at an instant. */
export function weekdayOn(at: string, timeZone: string): Weekday {
  const on = localTimeAt({ at: new Date(at), timeZone }).slice(0, 10)

  return WEEKDAYS[(new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'MO'
}
