import type { ScheduleState } from './publication.ts'
import { NEXT_STATES } from './scheduleChange.ts'

export interface ScheduleWayBack {
  /** True where arming anew pins what is newest then, and not what was pinned before. */
  pinsNewest: boolean
}

/** How a change of a schedule's state is taken back by another; null where none leads back. */
export function findWayBack({ from, to }: { from: ScheduleState; to: ScheduleState }): ScheduleWayBack | null {
  return from !== to && NEXT_STATES[to].includes(from) ? { pinsNewest: from === 'armed' && to !== 'paused' } : null
}
