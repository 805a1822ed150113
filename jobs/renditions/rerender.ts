import { uuidv7 } from 'uuidv7'
import type { Db } from 'mongodb'

import type { ChannelRegistry } from '../../hooks/dependencies.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { DrumbeatError } from '../../src/domain/errors.ts'
import { parseTreatment } from '../../src/domain/rendition/treatment.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { RenditionMaker } from './createRenditions.ts'
import { renditionRows, runRows } from './records.ts'
import { findWishes } from './wantedPresets.ts'

/** Shorter than the job's lock; what is left comes with the next run. */
const RUN_MS = 8 * SECOND

export interface RerenderArgs {
  channels: Pick<ChannelRegistry, 'find'>
  clock: () => Date
  db: Db
  renditions: Pick<RenditionMaker, 'prepare'>
}

/** Registers with the clock what people have ordered to be made anew. */
export const createRerenderJob = (args: RerenderArgs): PeriodicJob => ({
  name: 'rerender-media',
  everyMs: 5 * SECOND,
  run: () => rerender(args),
})

export interface OrderRunArgs {
  by: string
  db: Db
  /** Ids (hex) of media. */
  ids: readonly string[]
  now: Date
}

/** Notes that the renditions of some media are to be made anew; gives the run's id, by which its progress is asked. */
export async function orderRun({ by, db, ids, now }: OrderRunArgs): Promise<string> {
  const id = uuidv7()

  await runRows(db).insertOne({
    _id: id,
    by,
    failed: [],
    finishedAt: null,
    pending: [...new Set(ids)],
    startedAt: now,
    total: new Set(ids).size,
  })

  return id
}

export interface RunProgress {
  done: number
  failed: { id: string; message: string }[]
  isFinished: boolean
  total: number
}

/** How far a run is; null when there is none, or it is a month old. */
export async function findProgress({ db, id }: { db: Db; id: string }): Promise<RunProgress | null> {
  const run = await runRows(db).findOne({ _id: id })

  return (
    run && {
      done: run.total - run.pending.length,
      failed: run.failed,
      isFinished: run.finishedAt !== null,
      total: run.total,
    }
  )
}

/**
 * Works through the orders, the oldest first: of each medium what was made before, and what channels want.
 *
 * A medium is struck off when it is done, so that a worker that dies costs one medium made twice.
 */
export async function rerender(args: RerenderArgs): Promise<void> {
  const { clock, db } = args
  const endsAt = clock().getTime() + RUN_MS

  for (;;) {
    const run = await runRows(db).findOne({ finishedAt: null }, { sort: { startedAt: 1 } })

    if (run === null || clock().getTime() >= endsAt) {
      return
    }

    const [id] = run.pending

    if (id === undefined) {
      await runRows(db).updateOne({ _id: run._id }, { $set: { finishedAt: clock() } })
      continue
    }

    const message = await remake(args, id)

    await runRows(db).updateOne(
      { _id: run._id },
      { $pull: { pending: id }, ...(message !== null && { $push: { failed: { id, message } } }) },
    )
  }
}

/** Gives why it could not be done, or null. */
async function remake({ channels, db, renditions }: RerenderArgs, id: string): Promise<string | null> {
  try {
    for (const wanted of await findWanted({ channels, db, id })) {
      await renditions.prepare({ ...wanted, isAnew: true, media: [id] })
    }

    return null
  } catch (error) {
    if (error instanceof DrumbeatError) {
      return error.message
    }

    throw error
  }
}

async function findWanted({ channels, db, id }: Pick<RerenderArgs, 'channels' | 'db'> & { id: string }) {
  const made = await renditionRows(db)
    .find({ 'address.media': id }, { projection: { address: 1 } })
    .toArray()
  const wishes = await findWishes(db, channels)
  const wanted = [
    ...made.map(({ address: { preset, treatment } }) => {
      const { labels = [], mark = null } = parseTreatment(treatment) ?? {}

      // The label of AI comes by itself where it is needed.
      return { labels: labels.filter((label) => label !== 'ai'), mark, preset }
    }),
    ...[...wishes].flatMap(([channel, presets]) =>
      Object.values(presets as Record<string, string>).map((preset) => ({ channel, preset })),
    ),
  ]

  return [...new Map(wanted.map((each) => [JSON.stringify(each), each])).values()]
}
