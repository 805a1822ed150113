import { conflict } from './conflict.ts'
import { InvalidInputError } from './errors.ts'
import type { OccurrenceAct } from './occurrenceAct.ts'
import { type ReasonArgs, type ReasonCode, reason } from './reasons/reason.ts'
import { editOccurrence } from './recurrence/editOccurrence.ts'
import { listOccurrences, type Timing } from './recurrence/listOccurrences.ts'
import { localTimeAt } from './recurrence/localTime.ts'
import { shiftRecurrence } from './recurrence/shiftRecurrence.ts'
import { splitRecurrence } from './recurrence/splitRecurrence.ts'

/** What becomes of a schedule by an act on one of its occurrences. */
export interface OccurrenceChange {
  /** When another schedule takes over; null for none. */
  following: Timing | null
  /** When this schedule comes from now on; null when it is cancelled as it is. */
  timing: Timing | null
}

export interface PlanOccurrenceChangeArgs {
  act: OccurrenceAct
  now: Date
  timing: Timing
}

const CANCELLED: OccurrenceChange = { following: null, timing: null }

/**
 * Plans an act on an occurrence, in terms of when the schedule comes.
 *
 * A schedule whose times are all gone or past is cancelled. Nothing is moved into the past, and "all" means all that have
 * not come yet: what is out keeps its record.
 *
 * @throws ConflictError when there is no such occurrence any more.
 * @throws InvalidInputError when the rule cannot say what is asked.
 */
export function planOccurrenceChange({ act, now, timing }: PlanOccurrenceChangeArgs): OccurrenceChange {
  const { occurrenceAt, scope, to } = act
  const [found] = listOccurrences({ from: occurrenceAt, limit: 1, timing, to: occurrenceAt })

  if (found === undefined) {
    throw conflict('OCCURRENCE_GONE', { path: 'occurrenceAt', values: { at: occurrenceAt.toISOString() } })
  }

  const toLocal = to === null ? null : localTimeAt({ at: to, timeZone: timing.timeZone })

  if (timing.recurrence === null) {
    return to === null || toLocal === null
      ? CANCELLED
      : { following: null, timing: { ...timing, localTime: toLocal, publishAt: to } }
  }

  switch (scope) {
    case 'this':
      return changeThis({ localTime: found.localTime, now, timing, to, toLocal })
    case 'following':
      return changeFollowing({ localTime: found.localTime, now, timing, to, toLocal })
    case 'all':
      return to === null || toLocal === null
        ? CANCELLED
        : { following: null, timing: shiftRest({ localTime: found.localTime, now, timing, toLocal }) }
  }
}

interface ChangeArgs {
  localTime: string
  now: Date
  timing: Timing
  to: Date | null
  toLocal: string | null
}

function changeThis({ localTime, now, timing, to, toLocal }: ChangeArgs): OccurrenceChange {
  if (to !== null && listOccurrences({ from: to, limit: 1, timing, to }).length > 0) {
    throw refused('OCCURRENCE_TAKEN', { path: 'to', values: { at: to.toISOString() } })
  }

  const changed = { ...timing, recurrence: editOccurrence({ localTime, timing, to: toLocal }) }

  return { following: null, timing: comesAgain(changed, now) ? changed : null }
}

function changeFollowing({ localTime, now, timing, toLocal }: ChangeArgs): OccurrenceChange {
  const { after, before } = splitRecurrence({ localTime, timing })
  const shifted = toLocal === null ? null : shift({ from: localTime, timing: after, to: toLocal })
  const standing = before !== null && comesAgain(before, now) ? before : null

  // Of a schedule that has nothing else to do the times are changed; another is made for two plans only.
  return standing === null ? { following: null, timing: shifted } : { following: shifted, timing: standing }
}

interface ShiftRestArgs {
  localTime: string
  now: Date
  timing: Timing
  toLocal: string
}

function shiftRest({ localTime, now, timing, toLocal }: ShiftRestArgs): Timing {
  const [next] = listOccurrences({ from: now, limit: 1, timing })
  const rest = next === undefined ? null : splitRecurrence({ localTime: next.localTime, timing }).after
  const shifted = shift({ from: localTime, timing: rest, to: toLocal })
  const [first] = listOccurrences({ from: null, limit: 1, timing: shifted })

  if (first !== undefined && first.at < now) {
    throw refused('PAST_DATE', { path: 'to', values: { at: first.at.toISOString() } })
  }

  return shifted
}

function shift({ from, timing, to }: { from: string; timing: Timing | null; to: string }): Timing {
  const shifted = timing === null ? null : shiftRecurrence({ from, timing, to })

  if (shifted === null) {
    throw refused('RULE_UNCLEAR', { path: 'to', values: { recurrence: timing?.recurrence ?? '' } })
  }

  return shifted
}

const comesAgain = (timing: Timing, now: Date): boolean => listOccurrences({ from: now, limit: 1, timing }).length > 0

function refused(code: ReasonCode, args: ReasonArgs): InvalidInputError {
  const given = reason(code, args)

  return new InvalidInputError(given.message, [given])
}
