import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import type { recurrenceWords } from '../reasons/recurrenceWords.ts'

/** A rule that cannot be understood, with why and, where one is to blame, which part of it. */
export const malformed = (detail: keyof typeof recurrenceWords, part?: string): Reason =>
  reason('RRULE_MALFORMED', {
    path: 'recurrence',
    values: { detail, ...(part !== undefined && { part: part.slice(0, LONGEST_SHOWN) }) },
  })

const LONGEST_SHOWN = 80

export const unknownZone = (timeZone: string): Reason =>
  reason('UNKNOWN_ZONE', { path: 'publishAt_tz', values: { timeZone } })

export const invalidStart = (start: string): Reason => reason('START_INVALID', { path: 'publishAt', values: { start } })
