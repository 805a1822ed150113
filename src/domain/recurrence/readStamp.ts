import { isCalendarDay } from '../calendarDay.ts'
import type { Stamp } from './recurrence.ts'

const STAMP = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/

/** Reads `20261231`, `20261231T090000` or `20261231T010000Z`; null for anything else. */
export function readStamp(text: string): Stamp | null {
  const match = STAMP.exec(text)

  if (match === null) {
    return null
  }

  const [, year, month, day, hour, minute, second, utc] = match
  const on = `${year}-${month}-${day}`

  if (!isCalendarDay(on)) {
    return null
  }

  if (hour === undefined) {
    return { isUtc: false, on, time: null }
  }

  const isClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60

  return isClock ? { isUtc: utc === 'Z', on, time: `${hour}:${minute}:${second}` } : null
}

/** Writes a stamp as RFC 5545 does. */
export const writeStamp = ({ isUtc, on, time }: Stamp): string =>
  on.replaceAll('-', '') + (time === null ? '' : `T${time.replaceAll(':', '')}${isUtc ? 'Z' : ''}`)
