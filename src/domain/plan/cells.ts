import { DAY } from '../duration.ts'

/** What a cell of a sheet can hold. A date or time cell comes as a `Date` whose UTC fields are what the cell shows. */
export type PlanCell = Date | boolean | number | string | null | undefined

/** A day as a calendar shows it, and the time if the cell held one too. */
export interface PlanDay {
  day: number
  month: number
  time: PlanTime | null
  year: number
}

export interface PlanTime {
  hour: number
  minute: number
  second: number
}

/** Text of a cell, trimmed; empty for an empty cell. */
export function readText(cell: PlanCell): string {
  if (cell === null || cell === undefined) {
    return ''
  }

  return (cell instanceof Date ? cell.toISOString() : String(cell)).normalize('NFC').trim()
}

const DAY_PATTERN =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*(?:\(?(?:周|星期)[一二三四五六日天]\)?))?(?:[T\s]+(\S.*))?$/u

/**
 * Reads a day: a date cell, Excel's serial number, or text with the year first.
 *
 * `11/22/2026` and `22/11/2026` are refused: nobody can tell 3/4 from 4/3. Null when it is no day.
 */
export function parseDay(cell: PlanCell): PlanDay | null {
  if (cell instanceof Date) {
    return readDate(cell)
  }

  if (typeof cell === 'number') {
    return cell >= FIRST_SERIAL && cell < LAST_SERIAL ? readDate(fromSerial(cell)) : null
  }

  const match = DAY_PATTERN.exec(toHalfWidth(readText(cell)))

  if (match === null) {
    return null
  }

  const time = match[4] === undefined ? null : parseTime(match[4])
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]

  return isRealDay({ day, month, year }) && (match[4] === undefined || time !== null)
    ? { day, month, time, year }
    : null
}

const TIME_PATTERN =
  /^(上午|下午|晚上|早上|中午)?\s*(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?(?::(\d{1,2}))?\s*(am|pm)?$/iu

/** Reads a time of day: a time cell, a fraction of a day, or text such as 20:30, 8:30 PM and 晚上8点30分. Null when it is none. */
export function parseTime(cell: PlanCell): PlanTime | null {
  if (cell instanceof Date) {
    return toTime(Math.round((((cell.getTime() % DAY) + DAY) % DAY) / 1_000))
  }

  if (typeof cell === 'number') {
    return cell >= 0 && cell < 1 ? toTime(Math.round(cell * 86_400)) : null
  }

  const match = TIME_PATTERN.exec(toHalfWidth(readText(cell)))

  if (match === null) {
    return null
  }

  const isAfternoon = /下午|晚上|中午|pm/i.test(`${match[1] ?? ''}${match[5] ?? ''}`)
  const isMorning = /上午|早上|am/i.test(`${match[1] ?? ''}${match[5] ?? ''}`)
  const [said, minute, second] = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)]
  const hour = isAfternoon && said < 12 && said > 0 ? said + 12 : isMorning && said === 12 ? 0 : said

  return hour < 24 && minute < 60 && second < 60 ? { hour, minute, second } : null
}

// Excel counts days from 1899-12-30; a plan lies between 2000 and 2100.
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)
const FIRST_SERIAL = 36_526
const LAST_SERIAL = 73_051

const fromSerial = (serial: number): Date => new Date(EXCEL_EPOCH + Math.round(serial * 86_400) * 1_000)

function readDate(date: Date): PlanDay | null {
  if (Number.isNaN(date.getTime())) {
    return null
  }

  // Spreadsheets store times as fractions, which come back a millisecond short.
  const rounded = new Date(Math.round(date.getTime() / 1_000) * 1_000)
  const seconds = (((rounded.getTime() % DAY) + DAY) % DAY) / 1_000

  return {
    day: rounded.getUTCDate(),
    month: rounded.getUTCMonth() + 1,
    time: seconds === 0 ? null : toTime(seconds),
    year: rounded.getUTCFullYear(),
  }
}

const toTime = (seconds: number): PlanTime => ({
  hour: Math.floor(seconds / 3_600) % 24,
  minute: Math.floor(seconds / 60) % 60,
  second: seconds % 60,
})

function isRealDay({ day, month, year }: { day: number; month: number; year: number }): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))

  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const toHalfWidth = (text: string): string => text.normalize('NFKC')
