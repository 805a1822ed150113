import { setTimeout as wait } from 'node:timers/promises'

import { type Db, type Filter, MongoError } from 'mongodb'

import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { TOLD_STATES } from '../../src/domain/publicationStates.ts'
import { entryOf, hasFence, idsOf, rowsOf, type StoredRow } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import { inRunTime, oneAtATime } from '../oneAtATime.ts'
import { markSuperseded } from './markSuperseded.ts'

/**
 * Hears of publications that reached an outcome: published, withdrawn, failed, unconfirmed, blocked, missed
 * or waiting for an operator.
 *
 * It may hear of the same outcome again after a crash, so what it does must be safe to repeat.
 */
export interface SettleObserver {
  name: string
  settled(rows: readonly StoredRow[]): Promise<void>
}

export interface FollowUp {
  /** Soon tells the observers of these rows; returns at once. */
  follow(ids: readonly string[]): void
  /** Tells of outcomes whose worker did not live to tell them. */
  sweep(): Promise<void>
  /** Ends after the batch under way; another worker's sweep tells the rest. */
  stop(): Promise<void>
}

const BATCH = 250
const GATHER_MS = 50

/** Telling waits for the writes of a burst or a backlog, but no longer than this. */
const LONGEST_WAIT_MS = 3 * SECOND

/** An outcome not told after so long is told by whoever sweeps. */
const FORGOTTEN_MS = 10 * SECOND

/** A row under way carries the mark too, ahead of its outcome. */
const IS_TO_TELL: Filter<StoredRow> = { followed: false, state: { $in: [...TOLD_STATES] } }

export interface FollowUpDependencies {
  db: Db
  /** True while outcomes are being written: they come first, for the database has only so many hands. */
  isSettling?: () => boolean
  log: Log
  observers: readonly SettleObserver[]
}

/**
 * Tells observers of outcomes, outside the path of sending.
 *
 * Each row is claimed with `followed: false`, keeps it with its outcome, and loses the mark once every observer has heard, so a
 * crash in between costs a repetition and never an outcome.
 */
export function createFollowUp({ db, isSettling = () => false, log, observers }: FollowUpDependencies): FollowUp {
  const rows = rowsOf(db)
  const gathered = new Set<string>()
  /** What an observer choked on: a sweep tells it after all others, what waits longest first. */
  const choking = new Set<string>()
  let isStopped = false
  let telling: Promise<void> | undefined

  const tell = async (told: readonly StoredRow[]): Promise<void> => {
    await markSuperseded(rows, told)

    for (const observer of observers) {
      await observer.settled(told)
    }

    const states = entryOf(
      idsOf(told),
      told.map(({ state }) => state),
    )

    await rows.updateMany(
      { _id: { $in: idsOf(told) }, $expr: { $and: [hasFence(told), { $eq: ['$state', states] }] } },
      { $unset: { followed: '' } },
    )
  }

  /** A row that an observer chokes on must not keep the others from being told; without a database none can be. */
  const tellEach = async (told: readonly StoredRow[]): Promise<void> => {
    try {
      await tell(told)
    } catch (error) {
      if (error instanceof MongoError) {
        throw error
      }

      const [first] = told

      if (first !== undefined && told.length === 1) {
        choking.add(first._id)
        log.error({ err: error, publication: first._id }, 'an outcome could not be told; it is tried again')

        return
      }

      for (const row of told) {
        await tellEach([row])
      }
    }
  }

  const tellGathered = async (): Promise<void> => {
    const giveWayUntil = performance.now() + LONGEST_WAIT_MS

    do {
      await wait(GATHER_MS)
    } while (isSettling() && performance.now() < giveWayUntil)

    while (gathered.size > 0 && !isStopped) {
      const ids = [...gathered].slice(0, BATCH)

      ids.forEach((id) => gathered.delete(id))
      const found = await rows.find({ ...IS_TO_TELL, _id: { $in: ids } }).toArray()

      if (found.length > 0) {
        await tellEach(found)
      }
    }
  }

  const findForgotten = (_id: NonNullable<Filter<StoredRow>['_id']>): Promise<StoredRow[]> =>
    rows
      .find({ ...IS_TO_TELL, _id, $expr: { $lt: ['$updatedAt', { $subtract: ['$$NOW', FORGOTTEN_MS] }] } })
      .sort({ dueAt: 1 })
      .limit(BATCH)
      .maxTimeMS(MINUTE)
      .toArray()

  const tellOnce = oneAtATime(tellGathered, (running) =>
    inRunTime(running).catch((error: unknown) =>
      log.warn({ err: error }, 'outcomes could not be told; the sweep tells them'),
    ),
  )

  return {
    follow(ids) {
      ids.forEach((id) => gathered.add(id))
      telling = tellOnce()
    },
    async sweep() {
      const others = await findForgotten({ $nin: [...choking] })
      const again = [...choking].slice(0, BATCH - others.length)

      again.forEach((id) => choking.delete(id))
      const found = again.length === 0 ? others : [...others, ...(await findForgotten({ $in: again }))]

      if (found.length > 0) {
        await tellEach(found)
      }
    },
    async stop() {
      isStopped = true
      await telling
    },
  }
}
