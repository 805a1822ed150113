import { type Db, type Filter, ObjectId } from 'mongodb'

import { ConflictError } from '../../src/domain/errors.ts'
import { AGENDA_JOBS } from '../bells.ts'
import { CLOCK_PACE } from '../clock/clockPace.ts'
import { conditionOf, JOB_STATES, type JobState, stateOf, type StoredJob } from './jobStates.ts'

/** No count goes further and no page lies deeper: "1,000" means "1,000 or more". */
export const MOST_COUNTED = 1_000
const MOST_SHOWN = 100

type Overview = Record<JobState, number> & { name: string; total: number }

/** What the page shows of the clock's state; it reads each of them without asking whether it is there. */
interface RunningStats {
  backend: { hasNotificationChannel: boolean; name: string }
  config: { maxConcurrency: number; processEvery: number; totalLockLimit: number }
  internal: { localQueueProcessing: number }
  jobStatus: Record<string, { config: object; locked: number; running: number }>
  lockedJobs: number
  queuedJobs: number
  runningJobs: number
  totalQueueSizeDB: number
  version: string
}

export interface QueryJobsArgs {
  ids?: string[]
  limit?: number
  name?: string
  search?: string
  skip?: number
  state?: string
}

/** The part of Agenda that its dashboard speaks to. */
export interface JobsDashboard {
  cancel(which: { ids?: string[] }): Promise<number>
  db: { saveJob(job: { _id?: unknown }): Promise<void> }
  disable(which: { ids?: string[] }): Promise<number>
  enable(which: { ids?: string[] }): Promise<number>
  every(): Promise<never>
  getJobsOverview(): Promise<Overview[]>
  getLogs(): Promise<{ entries: []; total: 0 }>
  getRunningStats(): Promise<RunningStats>
  hasJobLogger(): boolean
  now(): Promise<never>
  queryJobs(args: QueryJobsArgs): Promise<{ jobs: object[]; total: number }>
  schedule(): Promise<never>
}

/**
 * What agendash asks of Agenda, answered by bounded questions.
 *
 * Agenda's own overview reads every job into memory: 2.3 s and 144 MB at 100,000. Here each count stops at a thousand,
 * each page at a hundred, and jobs come without what is large. Nothing can be made here: what runs is registered by
 * workers, and `every()` and `now()` would leave jobs that nobody knows.
 */
export function createJobsDashboard(db: Db): JobsDashboard {
  const jobs = db.collection<StoredJob>(AGENDA_JOBS)
  const change = async (ids: string[] | undefined, disabled: boolean): Promise<number> =>
    (await jobs.updateMany(named(ids), { $set: { disabled } })).modifiedCount
  const refuse = (): Promise<never> =>
    Promise.reject(new ConflictError('Jobs are registered by the workers; none can be made here'))

  return {
    cancel: async ({ ids }) => (await jobs.deleteMany(named(ids))).deletedCount,
    // "Retry": due now, unless it runs at this moment; a running job keeps its lock.
    db: {
      saveJob: async ({ _id }) => {
        await jobs.updateOne(
          { ...named([String(_id)]), lockedAt: null },
          { $set: { failedAt: null, nextRunAt: new Date() } },
        )
      },
    },
    disable: ({ ids }) => change(ids, true),
    enable: ({ ids }) => change(ids, false),
    every: refuse,
    getJobsOverview: async () => Promise.all((await findNames(db)).map((name) => countStates(db, name))),
    getLogs: () => Promise.resolve({ entries: [], total: 0 }),
    getRunningStats: () => findRunningStats(db),
    hasJobLogger: () => false,
    now: refuse,
    queryJobs: (args) => queryJobs(db, args),
    schedule: refuse,
  }
}

/** Of all workers together, by what the database says: none of them runs here. */
async function findRunningStats(db: Db): Promise<RunningStats> {
  const jobs = db.collection<StoredJob>(AGENDA_JOBS)
  const now = new Date()
  const count = (name: string, state: JobState) =>
    jobs.countDocuments({ name, ...conditionOf(state, now) }, { limit: MOST_COUNTED })
  const counts = await Promise.all(
    (await findNames(db)).map(async (name) => {
      const [queued, running] = await Promise.all([count(name, 'queued'), count(name, 'running')])

      return { name, queued, running }
    }),
  )
  const queuedJobs = counts.reduce((sum, { queued }) => sum + queued, 0)
  const runningJobs = counts.reduce((sum, { running }) => sum + running, 0)
  const busy = counts.filter(({ running }) => running > 0)

  return {
    backend: { hasNotificationChannel: false, name: 'MongoDB' },
    config: { ...CLOCK_PACE, totalLockLimit: 0 },
    internal: { localQueueProcessing: 0 },
    jobStatus: Object.fromEntries(busy.map(({ name, running }) => [name, { config: {}, locked: running, running }])),
    lockedJobs: runningJobs,
    queuedJobs,
    runningJobs,
    totalQueueSizeDB: queuedJobs,
    version: '',
  }
}

/** The names come out of the index, one look per name. */
const findNames = async (db: Db): Promise<string[]> =>
  (await db.collection<StoredJob>(AGENDA_JOBS).distinct('name')).sort()

async function countStates(db: Db, name: string): Promise<Overview> {
  const jobs = db.collection<StoredJob>(AGENDA_JOBS)
  const now = new Date()
  const [total = 0, ...counts] = await Promise.all([
    jobs.countDocuments({ name }, { limit: MOST_COUNTED }),
    ...JOB_STATES.map((state) => jobs.countDocuments({ name, ...conditionOf(state, now) }, { limit: MOST_COUNTED })),
  ])

  return {
    name,
    total,
    ...(Object.fromEntries(JOB_STATES.map((state, index) => [state, counts[index] ?? 0])) as Record<JobState, number>),
  }
}

async function queryJobs(db: Db, { ids, limit, name, search, skip = 0, state }: QueryJobsArgs) {
  const jobs = db.collection<StoredJob>(AGENDA_JOBS)
  const now = new Date()
  const known = JOB_STATES.find((one) => one === state)
  const filter: Filter<StoredJob> = {
    ...(ids === undefined ? {} : named(ids)),
    ...(await findNameFilter(db, { name, search })),
    ...(known === undefined ? {} : conditionOf(known, now)),
  }
  const [found, total] = await Promise.all([
    jobs
      .find(filter)
      .sort({ nextRunAt: -1 })
      .skip(Math.min(bounded(skip, 0), MOST_COUNTED))
      .limit(Math.min(bounded(limit, MOST_SHOWN) || MOST_SHOWN, MOST_SHOWN))
      .project<StoredJob>({ data: 0 })
      .maxTimeMS(5_000)
      .toArray(),
    jobs.countDocuments(filter, { limit: MOST_COUNTED }),
  ])

  return { jobs: found.map((job) => ({ ...job, data: {}, state: stateOf(job, now) })), total }
}

const bounded = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : fallback

/** A search is over the few names, never over the many jobs. */
async function findNameFilter(
  db: Db,
  { name, search }: { name: string | undefined; search: string | undefined },
): Promise<Filter<StoredJob>> {
  if (typeof search === 'string' && search !== '') {
    const names = (await findNames(db)).filter((one) => one.includes(search.toLowerCase()))

    return { name: { $in: names } }
  }

  return typeof name === 'string' && name !== '' ? { name } : {}
}

/** Only what is an id; nothing named is nothing meant. */
const named = (ids: unknown): Filter<StoredJob> => ({
  _id: {
    $in: (Array.isArray(ids) ? ids : [])
      .filter((id): id is string => typeof id === 'string' && ObjectId.isValid(id))
      .slice(0, MOST_SHOWN)
      .map((id) => new ObjectId(id)),
  },
})
