import type { ScheduleState } from '../publication.ts'

/** A schedule, as far as the calendar needs it; ids as texts. */
export interface StoredPlan {
  _id: string
  channels: readonly string[]
  localTime?: string | null
  materialisedUntil?: Date | null
  /** Set from the first arming on: what was never armed has no rows. */
  pinnedVersion?: string | null
  post: string
  publishAt: Date
  publishAt_tz?: string
  recurrence?: string | null
  state: ScheduleState
  updatedAt: Date
}

/** An armed schedule speaks by its rows, but for occurrences of a repeat that are further ahead than rows are made. */
export const isInPlan = (plan: StoredPlan): boolean =>
  plan.state === 'planned' || plan.state === 'paused' || (plan.state === 'armed' && isRepeating(plan))

export const isRepeating = (plan: StoredPlan | undefined): boolean => (plan?.recurrence ?? '') !== ''
