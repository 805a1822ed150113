import type { CollectionIndexes } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { OPERATOR_REMINDERS, OPERATOR_TASKS } from '../../src/domain/slugs.ts'

/** What is remembered of one task beside its publication; absent until somebody touches it. */
export interface OperatorTask {
  /** The publication's id. */
  _id: string
  /** Absent: whom the channel names. */
  assignee?: string | null
  done?: readonly number[]
  updatedAt: Date
}

/** A publication is not published by hand after so long; what is remembered of it goes. */
const KEPT_MS = 400 * DAY

export const ASSISTED_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: OPERATOR_TASKS,
    indexes: [{ expireAfterSeconds: KEPT_MS / SECOND, key: { updatedAt: 1 }, name: 'forget_after_400_days' }],
  },
  {
    collection: OPERATOR_REMINDERS,
    indexes: [
      { key: { nextAt: 1 }, name: 'due', partialFilterExpression: { state: 'pending' } },
      { expireAfterSeconds: (30 * DAY) / SECOND, key: { at: 1 }, name: 'forget_after_30_days' },
    ],
  },
]
