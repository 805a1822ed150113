import { createHash } from 'node:crypto'

import { type Db, MongoServerError, ObjectId } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import { AGENDA_JOBS } from '../bells.ts'

/** Work that comes again and again; one worker at a time does it, and it may run twice. */
export interface PeriodicJob {
  /** A kebab-case verb phrase. */
  name: string
  everyMs: number
  run: () => Promise<void>
}

/**
 * Registers periodic jobs with Agenda's collection, once for all workers.
 *
 * Not by `every()`: called at a deploy, it clears the lock of a run under way and starts a second one.
 * Here a job that is registered already is left alone, except for a changed interval.
 */
export async function registerPeriodicJobs(db: Db, jobs: readonly PeriodicJob[]): Promise<void> {
  const collection = db.collection(AGENDA_JOBS)

  await pullBack(db, jobs)

  for (const { everyMs, name } of jobs) {
    try {
      await collection.updateOne(
        { _id: idOf(name) },
        {
          $set: { repeatInterval: String(everyMs) },
          $setOnInsert: {
            name,
            type: 'single',
            data: {},
            lastModifiedBy: null,
            lockedAt: null,
            nextRunAt: new Date(),
            priority: 0,
          },
        },
        { upsert: true },
      )
    } catch (error) {
      // Another worker registered it in this moment.
      if (!(error instanceof MongoServerError && error.code === 11000)) {
        throw error
      }
    }
  }
}

/** Clocks of machines that agree well enough. */
const APART_MS = 5 * SECOND

/**
 * Brings back jobs that wait for an instant which a wrong clock wrote.
 *
 * Agenda reckons by the clocks of the machines that it runs on. When one of them is set back, or one that was ahead is
 * gone, its jobs and its locks lie in everybody's future: for an hour nobody would look for unknown outcomes. The
 * worst of pulling back is a run too many.
 */
async function pullBack(db: Db, jobs: readonly PeriodicJob[]): Promise<void> {
  const now = Date.now()
  const nextRunAt = new Date(now)

  await db.collection(AGENDA_JOBS).bulkWrite(
    jobs.map(({ everyMs, name }) => ({
      updateOne: {
        filter: {
          _id: idOf(name),
          $or: [
            { lockedAt: null, nextRunAt: { $gt: new Date(now + everyMs + APART_MS) } },
            { lockedAt: { $gt: new Date(now + APART_MS) } },
          ],
        },
        update: { $set: { lockedAt: null, nextRunAt } },
      },
    })),
    { ordered: false },
  )
}

/** The name decides the id, so that two workers cannot register it twice. */
const idOf = (name: string): ObjectId =>
  ObjectId.createFromHexString(createHash('sha256').update(`periodic:${name}`).digest('hex').slice(0, 24))
