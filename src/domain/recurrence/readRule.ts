import type { Reason } from '../errors.ts'
import { malformed } from './faults.ts'
import { readStamp } from './readStamp.ts'
import { FREQUENCIES, type NumberPart, type RecurrenceRule, WEEKDAYS, type WeekdayRef } from './recurrence.ts'
import { findRuleConflicts } from './ruleConflicts.ts'

/** What RFC 5545 allows in each part that lists numbers; negative ones count from the end. */
const RANGES: Record<string, { isSigned: boolean; max: number; min: number; part: NumberPart }> = {
  BYHOUR: { isSigned: false, max: 23, min: 0, part: 'byHour' },
  BYMINUTE: { isSigned: false, max: 59, min: 0, part: 'byMinute' },
  BYMONTH: { isSigned: false, max: 12, min: 1, part: 'byMonth' },
  BYMONTHDAY: { isSigned: true, max: 31, min: 1, part: 'byMonthDay' },
  BYSECOND: { isSigned: false, max: 59, min: 0, part: 'bySecond' },
  BYSETPOS: { isSigned: true, max: 366, min: 1, part: 'bySetPos' },
  BYWEEKNO: { isSigned: true, max: 53, min: 1, part: 'byWeekNo' },
  BYYEARDAY: { isSigned: true, max: 366, min: 1, part: 'byYearDay' },
}

/** More repetitions than this are asked for by no plan, and each has to be counted from the start. */
const MAX_COUNT = 10_000
const MAX_INTERVAL = 10_000

/** Reads the value of an `RRULE` line, `FREQ=WEEKLY;BYDAY=MO,WE`, with every fault it has. */
export function readRule(text: string): { faults: Reason[]; rule: RecurrenceRule | null } {
  const faults: Reason[] = []
  const seen = new Set<string>()
  const rule = emptyRule()

  for (const pair of text.split(';')) {
    const [name = '', value = '', ...rest] = pair.toUpperCase().split('=')
    const read = rest.length === 0 && !seen.has(name) ? readPart(name, value) : null

    seen.add(name)

    if (read === null) {
      faults.push(malformed('rrule-part', pair))
    } else {
      Object.assign(rule, read)
    }
  }

  if (!seen.has('FREQ')) {
    faults.push(malformed('rrule-freq'))
  }

  return faults.length > 0 ? { faults, rule: null } : withConflicts(rule)
}

const withConflicts = (rule: RecurrenceRule) => {
  const faults = findRuleConflicts(rule)

  return { faults, rule: faults.length > 0 ? null : rule }
}

const emptyRule = (): RecurrenceRule => ({
  byDay: [],
  byHour: [],
  byMinute: [],
  byMonth: [],
  byMonthDay: [],
  bySecond: [],
  bySetPos: [],
  byWeekNo: [],
  byYearDay: [],
  count: null,
  frequency: 'DAILY',
  interval: 1,
  until: null,
  weekStart: 'MO',
})

function readPart(name: string, value: string): Partial<RecurrenceRule> | null {
  switch (name) {
    case 'BYDAY':
      return whole('byDay', readList(value, readWeekday))
    case 'COUNT':
      return whole('count', readNumber(value, 1, MAX_COUNT))
    case 'FREQ':
      return whole('frequency', FREQUENCIES.find((frequency) => frequency === value) ?? null)
    case 'INTERVAL':
      return whole('interval', readNumber(value, 1, MAX_INTERVAL))
    case 'UNTIL':
      return whole('until', readStamp(value))
    case 'WKST':
      return whole('weekStart', WEEKDAYS.find((weekday) => weekday === value) ?? null)
    default: {
      const range = RANGES[name]

      return range === undefined
        ? null
        : whole(
            range.part,
            readList(value, (each) => readNumber(each, range.min, range.max, range.isSigned)),
          )
    }
  }
}

const whole = <Key extends keyof RecurrenceRule>(key: Key, value: RecurrenceRule[Key] | null) =>
  value === null ? null : ({ [key]: value } as Partial<RecurrenceRule>)

function readList<T>(text: string, read: (each: string) => T | null): T[] | null {
  const values = text.split(',').map(read)

  return values.includes(null) ? null : (values as T[])
}

function readNumber(text: string, min: number, max: number, isSigned = false): number | null {
  if (!(isSigned ? /^[+-]?\d{1,5}$/ : /^\d{1,5}$/).test(text)) {
    return null
  }

  const size = Math.abs(Number(text))

  return size >= min && size <= max ? Number(text) : null
}

function readWeekday(text: string): WeekdayRef | null {
  const [, ordinal = '', name] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? []
  const weekday = WEEKDAYS.find((each) => each === name)

  if (weekday === undefined) {
    return null
  }

  if (ordinal === '') {
    return { ordinal: null, weekday }
  }

  const nth = readNumber(ordinal, 1, 53, true)

  return nth === null ? null : { ordinal: nth, weekday }
}
