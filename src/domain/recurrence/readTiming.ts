import type { Reason } from '../errors.ts'
import { parseInstant } from '../instant.ts'
import { isTimeZone } from '../timeZone.ts'
import { invalidStart, malformed, unknownZone } from './faults.ts'
import { findRecurrenceFaults } from './findRecurrenceFaults.ts'
import type { Timing } from './listOccurrences.ts'
import { localTimeAt } from './localTime.ts'
import { isRepeating } from './readRecurrence.ts'

export interface GivenTiming {
  publishAt: unknown
  recurrence: unknown
  timeZone: unknown
}

/** Reads when something is to happen, with every fault that it has; a timing that is returned comes at least once. */
export function readTiming(given: GivenTiming): { faults: Reason[]; timing: Timing | null } {
  const publishAt = given.publishAt instanceof Date ? given.publishAt : parseInstant(given.publishAt)
  const recurrence = typeof given.recurrence === 'string' && isRepeating(given.recurrence) ? given.recurrence : null
  const timeZone = typeof given.timeZone === 'string' ? given.timeZone : ''
  const isStart = publishAt !== null && !Number.isNaN(publishAt.getTime())
  const localTime = isStart && isTimeZone(timeZone) ? localTimeAt({ at: publishAt, timeZone }) : ANY_TIME
  const faults = [
    ...(isStart ? [] : [invalidStart(String(given.publishAt))]),
    ...(isTimeZone(timeZone) ? [] : [unknownZone(timeZone)]),
    ...(isText(given.recurrence) ? [] : [notText]),
  ]

  if (!isStart || faults.length > 0) {
    return { faults, timing: null }
  }

  const found = findRecurrenceFaults({ localStart: localTime, recurrence, timeZone })

  return found.length > 0
    ? { faults: found, timing: null }
    : { faults: [], timing: { localTime, publishAt, recurrence, timeZone } }
}

const ANY_TIME = '2000-01-01T00:00:00'

const isText = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string'

const notText = malformed('rrule-text')
