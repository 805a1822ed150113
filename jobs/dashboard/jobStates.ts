import type { Filter, ObjectId } from 'mongodb'

/** A job of Agenda's as far as the dashboard cares. */
export interface StoredJob {
  _id: ObjectId
  data?: unknown
  disabled?: boolean
  failCount?: number | null
  failReason?: string | null
  failedAt?: Date | null
  lastFinishedAt?: Date | null
  lastRunAt?: Date | null
  lockedAt?: Date | null
  name: string
  nextRunAt?: Date | null
  priority?: number
  progress?: number | null
  repeatInterval?: string | null
  repeatTimezone?: string | null
}

export const JOB_STATES = ['running', 'failed', 'repeating', 'scheduled', 'queued', 'completed', 'paused'] as const

export type JobState = (typeof JOB_STATES)[number]

/**
 * Agenda's own rule of a job's state (`computeJobState`), as a condition that the database answers.
 *
 * A failed job here is one that never finished since: ours catch their errors, so there is none that did both.
 */
export function conditionOf(state: JobState, now: Date): Filter<StoredJob> {
  const idle: Filter<StoredJob> = { failedAt: null, lockedAt: null }
  const once: Filter<StoredJob> = { ...idle, repeatInterval: null }

  switch (state) {
    case 'completed':
      return { ...once, nextRunAt: null }
    case 'failed':
      return { failedAt: { $type: 'date' }, lockedAt: null }
    case 'paused':
      return { disabled: true }
    case 'queued':
      return { ...once, nextRunAt: { $lte: now, $type: 'date' } }
    case 'repeating':
      return { ...idle, repeatInterval: { $type: 'string' } }
    case 'running':
      return { lockedAt: { $type: 'date' } }
    case 'scheduled':
      return { ...once, nextRunAt: { $gt: now } }
  }
}

/** The same of a job that was read; the list shows it. */
export function stateOf({ failedAt, lockedAt, nextRunAt, repeatInterval }: StoredJob, now: Date): JobState {
  if (lockedAt) {
    return 'running'
  }

  if (failedAt) {
    return 'failed'
  }

  if (repeatInterval) {
    return 'repeating'
  }

  if (!nextRunAt) {
    return 'completed'
  }

  return nextRunAt > now ? 'scheduled' : 'queued'
}
