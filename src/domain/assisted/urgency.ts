import { MINUTE } from '../duration.ts'
import type { PublicationState } from '../publication.ts'

/** How much a task presses: `soon` is not due yet, `overdue` should have been done a while ago. */
export type Urgency = 'due' | 'overdue' | 'soon'

export interface UrgencyArgs {
  dueAt: Date
  now: Date
  /** After how long a channel says that a task still waits; 0 never does. */
  remindAfterMinutes: number
  state: PublicationState
}

/** Tells how much a task presses; what waits for nobody by now is `soon` as long as its time has not come. */
export function urgencyOf({ dueAt, now, remindAfterMinutes, state }: UrgencyArgs): Urgency {
  const lateMs = now.getTime() - dueAt.getTime()

  if (state !== 'awaiting-operator') {
    return 'soon'
  }

  return remindAfterMinutes > 0 && lateMs >= remindAfterMinutes * MINUTE ? 'overdue' : 'due'
}
