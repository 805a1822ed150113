import { InvalidInputError } from '../errors.ts'
import { malformed, type RecurrenceFault, toReason } from './faults.ts'
import { readRule } from './readRule.ts'
import { readStamp } from './readStamp.ts'
import type { Recurrence, RecurrenceRule, Stamp } from './recurrence.ts'

const MAX_LENGTH = 16_384
const MAX_DATES = 500

export interface ReadRecurrence {
  faults: RecurrenceFault[]
  /** Null where there are faults. */
  recurrence: Recurrence | null
}

/**
 * Reads RFC 5545 text: one `RRULE` line, with or without its name, and `EXDATE` and `RDATE` lines.
 *
 * Dates are floating local time; those with `Z` are instants, and a whole day in `UNTIL` lasts to its end. The
 * start is the schedule's, so a `DTSTART` line is a fault, and so is a `TZID` that might contradict it.
 */
export function readRecurrence(text: string | null): ReadRecurrence {
  if (text !== null && text.length > MAX_LENGTH) {
    return { faults: [tooLong], recurrence: null }
  }

  const faults: RecurrenceFault[] = []
  const exceptDates: Stamp[] = []
  const extraDates: Stamp[] = []
  const rules: (RecurrenceRule | null)[] = []

  for (const line of linesOf(text ?? '')) {
    const { name, parameters, value } = splitLine(line)

    if (name === 'RRULE' && parameters.length === 0) {
      const read = readRule(value)

      faults.push(...read.faults)
      rules.push(read.rule)
    } else if (name === 'EXDATE' || name === 'RDATE') {
      const stamps = readDates(value, parameters)

      if (stamps === null) {
        faults.push(
          malformed(`"${line}" has no dates such as 20261122T200000`, `“${line}”中没有如 20261122T200000 的日期`),
        )
      } else {
        ;(name === 'EXDATE' ? exceptDates : extraDates).push(...stamps)
      }
    } else {
      faults.push(malformed(`"${line}" is no RRULE, EXDATE or RDATE line`, `“${line}”不是 RRULE、EXDATE 或 RDATE 行`))
    }
  }

  if (rules.length > 1) {
    faults.push(malformed('there can be only one RRULE', '只能有一条 RRULE'))
  }

  if (exceptDates.length + extraDates.length > MAX_DATES) {
    faults.push(tooLong)
  }

  return faults.length > 0
    ? { faults, recurrence: null }
    : { faults, recurrence: { exceptDates, extraDates, rule: rules[0] ?? null } }
}

/** The recurrence in a text that was checked before; none for empty text. */
export function parseRecurrence(text: string | null): Recurrence {
  const { faults, recurrence } = readRecurrence(text)

  if (recurrence === null) {
    throw new InvalidInputError(
      faults.map(({ message }) => message.en).join('; '),
      faults.map((fault) => toReason(fault)),
    )
  }

  return recurrence
}

/** Tells whether the text says anything beyond "once". */
export const isRepeating = (text: string | null): boolean => text !== null && linesOf(text).length > 0

/** Long lines may be folded (RFC 5545 §3.1): a line that begins with a blank goes on. */
const linesOf = (text: string): string[] =>
  text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

function splitLine(line: string): { name: string; parameters: string[]; value: string } {
  const colon = line.indexOf(':')

  if (colon < 0) {
    return { name: 'RRULE', parameters: [], value: line }
  }

  const [name = '', ...parameters] = line.slice(0, colon).toUpperCase().split(';')

  return { name, parameters, value: line.slice(colon + 1).trim() }
}

const VALUES = ['VALUE=DATE', 'VALUE=DATE-TIME']

function readDates(value: string, parameters: readonly string[]): Stamp[] | null {
  const stamps = value.split(',').map((each) => readStamp(each.trim().toUpperCase()))

  return parameters.every((parameter) => VALUES.includes(parameter)) && !stamps.includes(null)
    ? stamps.filter((stamp) => stamp !== null)
    : null
}

const tooLong: RecurrenceFault = {
  code: 'RRULE_TOO_LONG',
  message: {
    en: `The recurrence is too long: at most ${MAX_DATES} dates and ${MAX_LENGTH} characters`,
    zh: `重复规则过长：最多 ${MAX_DATES} 个日期、${MAX_LENGTH} 个字符`,
  },
  path: 'recurrence',
}
