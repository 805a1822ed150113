import { conflict } from './conflict.ts'
import { SECOND } from './duration.ts'
import { InvalidInputError } from './errors.ts'
import type { OccurrenceAct } from './occurrenceAct.ts'
import { type ReasonArgs, type ReasonCode, reason } from './reasons/reason.ts'
import { editOccurrence } from './recurrence/editOccurrence.ts'
import { findNamed } from './recurrence/findNamed.ts'
import { listOccurrences, type Timing } from './recurrence/listOccurrences.ts'
import { instantOf, isLocalTime, localTimeAt } from './recurrence/localTime.ts'
import { shiftRecurrence } from './recurrence/shiftRecurrence.ts'
import { splitRecurrence } from './recurrence/splitRecurrence.ts'

/** What becomes of a schedule by an act on one of its occurrences. */
export interface OccurrenceChange {
  /** When another schedule takes over; null for none. */
  following: Timing | null
  /** When came before what the other takes over; null for none. */
  takenOver: Timing | null
  /** When this schedule comes from now on; null when it is cancelled as it is. */
  timing: Timing | null
}

export interface PlanOccurrenceChangeArgs {
  act: OccurrenceAct
  /** The instants of rows to which something may still happen, those whose time is past among them. */
  heldAt: readonly Date[]
  now: Date
  timing: Timing
}

const CANCELLED: OccurrenceChange = { following: null, takenOver: null, timing: null }

/**
 * Plans an act on an occurrence, in terms of when the schedule comes.
 *
 * A schedule whose times are all gone or past, and of which nothing waits to be sent, is cancelled. Nothing is moved into the past,
 * and to move "all" means all that have not come yet: what is out keeps its record, and what waits beyond its time its place.
 *
 * @throws ConflictError when there is no such occurrence any more.
 * @throws InvalidInputError when the rule cannot say what is asked.
 */
export function planOccurrenceChange({ act, heldAt, now, timing }: PlanOccurrenceChangeArgs): OccurrenceChange {
  const { occurrenceAt, scope, to } = act
  const [found] = listOccurrences({ from: occurrenceAt, limit: 1, timing, to: occurrenceAt })

  if (found === undefined) {
    throw conflict('OCCURRENCE_GONE', { path: 'occurrenceAt', values: saidAt(occurrenceAt, timing) })
  }

  const toLocal = to === null ? null : localTimeAt({ at: to, timeZone: timing.timeZone })

  if (to !== null && toLocal !== null) {
    assertNameable({ timing, to, toLocal })
  }

  if (timing.recurrence === null) {
    return to === null || toLocal === null
      ? CANCELLED
      : { following: null, takenOver: null, timing: { ...timing, localTime: toLocal, publishAt: to } }
  }

  switch (scope) {
    case 'this':
      return changeThis({ heldAt, localTime: found.localTime, now, timing, to, toLocal })
    case 'following':
      if (toLocal !== null) {
        assertNoneIsOver({ heldAt, now, occurrenceAt, timing })
      }

      return changeFollowing({ heldAt, localTime: found.localTime, now, timing, toLocal })
    case 'all':
      return toLocal === null ? CANCELLED : shiftRest({ heldAt, localTime: found.localTime, now, timing, toLocal })
  }
}

interface AssertNameableArgs {
  timing: Timing
  to: Date
  toLocal: string
}

/** Dates have years of four digits, and those of a repeat mean an hour that the clocks repeat at its first coming. */
function assertNameable({ timing, to, toLocal }: AssertNameableArgs): void {
  if (!isLocalTime(toLocal)) {
    throw refused('START_INVALID', { path: 'to', values: { start: toLocal } })
  }

  if (
    timing.recurrence !== null &&
    instantOf({ localTime: toLocal, timeZone: timing.timeZone }).getTime() !== to.getTime()
  ) {
    throw refused('OCCURRENCE_REPEATED_HOUR', {
      path: 'to',
      values: { at: to.toISOString(), timeZone: timing.timeZone },
    })
  }
}

interface ChangeArgs extends Omit<PlanOccurrenceChangeArgs, 'act'> {
  localTime: string
  toLocal: string | null
}

function changeThis({
  heldAt,
  localTime,
  now,
  timing,
  to,
  toLocal,
}: ChangeArgs & Pick<OccurrenceAct, 'to'>): OccurrenceChange {
  if (to !== null && comesAt(to, timing)) {
    throw refused('OCCURRENCE_TAKEN', { path: 'to', values: saidAt(to, timing) })
  }

  const changed = { ...timing, recurrence: editOccurrence({ localTime, timing, to: toLocal }) }

  // Nothing may be lost, whatever dates the text had before.
  if (to !== null && !comesAt(to, changed)) {
    throw refused('RULE_UNCLEAR', { path: 'to', values: { recurrence: timing.recurrence ?? '' } })
  }

  return { following: null, takenOver: null, timing: isStanding({ heldAt, now, timing: changed }) ? changed : null }
}

/** Within the second that an instant names: dates of a repeat know no smaller part. */
function comesAt(at: Date, timing: Timing): boolean {
  const from = Math.floor(at.getTime() / SECOND) * SECOND

  return listOccurrences({ from: new Date(from), limit: 1, timing, to: new Date(from + SECOND - 1) }).length > 0
}

function changeFollowing({ heldAt, localTime, now, timing, toLocal }: ChangeArgs): OccurrenceChange {
  const { after, before } = splitRecurrence({ localTime, timing })
  const shifted = toLocal === null ? null : shift({ from: localTime, timing: after, to: toLocal })

  return goOn({ after, before, heldAt, now, shifted })
}

/** Moved once more, what came after it and is over would come again. */
function assertNoneIsOver({
  heldAt,
  now,
  occurrenceAt,
  timing,
}: Omit<PlanOccurrenceChangeArgs, 'act'> & Pick<OccurrenceAct, 'occurrenceAt'>): void {
  const held = new Set(heldAt.map((at) => at.getTime()))
  const over = listOccurrences({ from: occurrenceAt, limit: heldAt.length + 2, timing, to: now }).find(
    ({ at }) => at > occurrenceAt && at < now && !held.has(at.getTime()),
  )

  if (over !== undefined) {
    throw refused('OCCURRENCE_OVER', { path: 'scope', values: saidAt(over.at, timing) })
  }
}

function shiftRest({ heldAt, localTime, now, timing, toLocal }: ChangeArgs & { toLocal: string }): OccurrenceChange {
  const [next] = listOccurrences({ from: now, limit: 1, timing })
  const { after, before } =
    next === undefined ? { after: null, before: null } : splitRecurrence({ localTime: next.localTime, timing })
  const shifted = shift({ from: localTime, timing: after, to: toLocal })
  const [first] = listOccurrences({ from: null, limit: 1, timing: shifted })

  if (first !== undefined && first.at < now) {
    throw refused('PAST_DATE', { path: 'to', values: saidAt(first.at, timing) })
  }

  return goOn({ after, before, heldAt, now, shifted })
}

interface GoOnArgs extends Pick<PlanOccurrenceChangeArgs, 'heldAt' | 'now'> {
  after: Timing | null
  before: Timing | null
  shifted: Timing | null
}

/** Of a schedule that has nothing else to do the times are changed; another is made for two plans only. */
const goOn = ({ after, before, heldAt, now, shifted }: GoOnArgs): OccurrenceChange =>
  before !== null && isStanding({ heldAt, now, timing: before })
    ? { following: shifted, takenOver: after, timing: before }
    : { following: null, takenOver: null, timing: shifted }

function shift({ from, timing, to }: { from: string; timing: Timing | null; to: string }): Timing {
  const shifted = timing === null ? null : shiftRecurrence({ from, timing, to })

  if (shifted === null) {
    throw refused('RULE_UNCLEAR', { path: 'to', values: { recurrence: timing?.recurrence ?? '' } })
  }

  return shifted
}

/** It comes again, or something of it still waits to be sent. */
const isStanding = ({ heldAt, now, timing }: Omit<PlanOccurrenceChangeArgs, 'act'>): boolean =>
  listOccurrences({ from: now, limit: 1, timing }).length > 0 || findNamed({ instants: heldAt, timing }).length > 0

/** An instant for a sentence, with the zone in which it is said. */
const saidAt = (at: Date, { timeZone }: Timing) => ({ at: at.toISOString(), timeZone })

function refused(code: ReasonCode, args: ReasonArgs): InvalidInputError {
  const given = reason(code, args)

  return new InvalidInputError(given.message, [given])
}
