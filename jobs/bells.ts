import { type Db, type Document, MongoBulkWriteError, ObjectId } from 'mongodb'

import { SECOND } from '../src/domain/duration.ts'

export const AGENDA_JOBS = 'agenda_jobs'
export const PUBLISH_DUE = 'publish-due'

/** A bell rings so much before its second that claims are made by the time the second begins. */
export const BELL_AHEAD_MS = 3 * SECOND

/** Wakes a worker at an instant; call it after the rows that are due then are written. */
export interface Bells {
  /** Any number of instants; those of one second share one bell. A past instant rings within a second. */
  ring(at: readonly Date[]): Promise<void>
}

/**
 * Bells are Agenda jobs without data, one per distinct second, that any process may hang up.
 *
 * They are inserted and never updated: Agenda's own `save`, `every` and `unique` clear the lock of a
 * running job, and its `unique` lets doubles through. Here the second itself is the `_id`.
 */
export const createBells = (database: () => Db): Bells => ({
  async ring(at) {
    const seconds = new Set(at.map((instant) => Math.floor(instant.getTime() / SECOND)))

    if (seconds.size === 0) {
      return
    }

    try {
      await database()
        .collection(AGENDA_JOBS)
        .insertMany([...seconds].map(describeBell), { ordered: false })
    } catch (error) {
      // The same bell hangs already.
      if (!(error instanceof MongoBulkWriteError && error.code === 11000)) {
        throw error
      }
    }
  },
})

/** The document that Agenda itself would write for a job that runs once. */
function describeBell(second: number): Document {
  return {
    _id: ObjectId.createFromHexString(second.toString(16).padStart(8, '0') + BELL_TAG),
    name: PUBLISH_DUE,
    type: 'normal',
    data: {},
    lastModifiedBy: null,
    lockedAt: null,
    nextRunAt: new Date(second * SECOND - BELL_AHEAD_MS),
    priority: 0,
  }
}

const BELL_TAG = Buffer.from('drumbell').toString('hex')
