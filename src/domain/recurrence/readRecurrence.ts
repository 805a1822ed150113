import { InvalidInputError, type Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import { malformed } from './faults.ts'
import { readRule } from './readRule.ts'
import { readStamp } from './readStamp.ts'
import type { Recurrence, RecurrenceRule, Stamp } from './recurrence.ts'

const MAX_LENGTH = 16_384
const MAX_DATES = 500

export interface ReadRecurrence {
  faults: Reason[]
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

  const faults: Reason[] = []
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
        faults.push(malformed('rrule-dates', line))
      } else {
        ;(name === 'EXDATE' ? exceptDates : extraDates).push(...stamps)
      }
    } else {
      faults.push(malformed('rrule-line', line))
    }
  }

  if (rules.length > 1) {
    faults.push(malformed('rrule-two'))
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
    throw new InvalidInputError(faults.map(({ message }) => message).join('; '), faults)
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

const tooLong = reason('RRULE_TOO_LONG', {
  path: 'recurrence',
  values: { characters: MAX_LENGTH, dates: MAX_DATES },
})
