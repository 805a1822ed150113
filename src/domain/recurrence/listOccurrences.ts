import { expandRecurrence, type ExpandRecurrenceArgs, type Occurrence } from './expandRecurrence.ts'
import { instantOf } from './localTime.ts'

/** When something happens, as a schedule holds it. */
export interface Timing {
  /** What a wall clock in the zone shows at `publishAt`. */
  localTime: string
  publishAt: Date
  recurrence: string | null
  timeZone: string
}

export interface ListOccurrencesArgs extends Pick<ExpandRecurrenceArgs, 'from' | 'limit'> {
  timing: Timing
  to?: Date
}

/**
 * Lists when a schedule comes, as `expandRecurrence` does, and never earlier than it was planned.
 *
 * Whoever plans the second coming of an hour that the clocks repeat means that one: the start keeps its instant.
 */
export function listOccurrences({ from, limit, timing, to }: ListOccurrencesArgs): Occurrence[] {
  const { localTime, publishAt, recurrence, timeZone } = timing
  const rule = { localStart: localTime, recurrence, timeZone }
  const range = { from, ...(to === undefined ? {} : { to }) }

  const firstComing = instantOf({ localTime, timeZone })

  if (firstComing.getTime() === publishAt.getTime()) {
    return expandRecurrence({ ...rule, ...range, limit })
  }

  const [named] = expandRecurrence({ ...rule, from: firstComing, limit: 1, to: firstComing })
  const isInRange = (from === null || publishAt >= from) && (to === undefined || publishAt <= to)
  const start = named?.localTime === localTime && isInRange ? [{ at: publishAt, localTime, shifted: false }] : []
  const others = expandRecurrence({ ...rule, ...range, limit: limit + 1 }).filter(
    (each) => each.localTime !== localTime,
  )

  return [...start, ...others].sort((one, other) => one.at.getTime() - other.at.getTime()).slice(0, limit)
}
