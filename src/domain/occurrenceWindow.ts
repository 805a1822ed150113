import { PAST_TOLERANCE_MS, type SchedulePlan } from './arming.ts'
import { DAY } from './duration.ts'
import type { Occurrence } from './recurrence/expandRecurrence.ts'
import { findNamed } from './recurrence/findNamed.ts'
import { listOccurrences } from './recurrence/listOccurrences.ts'

/** An armed repeat has at least so much of its future in the ledger. */
export const HORIZON_MS = 35 * DAY

/** It is brought up to here at once, so that each repeat is looked at about once a day. */
const REACH_MS = HORIZON_MS + DAY

/** Rows that one transaction writes at most; what is left the next one writes. */
const MAX_ROWS = 500

export interface OccurrenceWindow {
  /** What still stands behind what one transaction writes; it need not be written where only times change. */
  behind: Occurrence[]
  /** Every occurrence up to here is in the list; null for what comes once. */
  materialisedUntil: Date | null
  occurrences: Occurrence[]
}

export interface FindWindowArgs {
  /** Up to here the ledger has every occurrence; absent when a schedule is armed. */
  doneUntil?: Date | null
  /** The instants of rows that still stand; they stay wanted when their time is past and they wait to be sent, or far ahead. */
  heldAt: readonly Date[]
  now: Date
  schedule: SchedulePlan
}

/**
 * Finds the occurrences of a schedule that belong into the ledger now.
 *
 * A schedule that comes once has one, however far away. A repeat has those of the next 36 days, at least its next one
 * and what stands farther ahead, and at most so many as one transaction may write. What came while nobody extended it is not left out: it is written
 * late, and the schedule's catch-up decides.
 */
export function findWindow({ doneUntil = null, heldAt, now, schedule }: FindWindowArgs): OccurrenceWindow {
  if (schedule.recurrence === null) {
    const { localTime, publishAt } = schedule

    return { behind: [], materialisedUntil: null, occurrences: [{ at: publishAt, localTime, shifted: false }] }
  }

  const openFrom = new Date(now.getTime() - PAST_TOLERANCE_MS)
  const past = findNamed({ instants: heldAt.filter((at) => at < openFrom), timing: schedule })
  const hasNext = doneUntil !== null && heldAt.some((at) => at >= openFrom)

  return addAhead({ from: doneUntil === null ? openFrom : justAfter(doneUntil), hasNext, heldAt, now, past, schedule })
}

/** The first instant that is not in the ledger. */
export const justAfter = (doneUntil: Date): Date => new Date(doneUntil.getTime() + 1)

interface AddAheadArgs extends Pick<FindWindowArgs, 'heldAt' | 'now' | 'schedule'> {
  from: Date
  /** True when the ledger has something ahead. */
  hasNext: boolean
  past: readonly Occurrence[]
}

function addAhead({ from, hasNext, heldAt, now, past, schedule }: AddAheadArgs): OccurrenceWindow {
  const limit = Math.max(1, Math.floor(MAX_ROWS / Math.max(1, schedule.channelIds.length)))
  const reach = new Date(now.getTime() + REACH_MS)
  const ahead = listOccurrences({ from, limit: limit + 1, timing: schedule, to: reach })
  const findHeld = (after: Date) => findNamed({ instants: heldAt.filter((at) => at > after), timing: schedule })

  if (ahead.length > limit) {
    const occurrences = ahead.slice(0, limit)
    const until = occurrences.at(-1)?.at ?? from

    return { behind: findHeld(until), materialisedUntil: until, occurrences: [...past, ...occurrences] }
  }

  const next = ahead.length > 0 || hasNext ? ahead : listOccurrences({ from, limit: 1, timing: schedule })
  const far = findHeld(reach).filter(({ at }) => at.getTime() !== next.at(-1)?.at.getTime())

  return { behind: [], materialisedUntil: reach, occurrences: [...past, ...next, ...far] }
}
