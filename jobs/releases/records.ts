import { type ClientSession, type Collection, type Db, MongoServerError, ObjectId } from 'mongodb'

import type { CollectionIndexes } from '../../src/domain/collectionIndexes.ts'
import { heldBy } from '../../src/domain/release/heldBy.ts'
import { decideNextStep } from '../../src/domain/release/nextStep.ts'
import { isUnderWay, type ReleaseRun, waitsForEnd } from '../../src/domain/release/release.ts'
import { RELEASES } from '../../src/domain/slugs.ts'

/**
 * The run of one campaign's release; the truth of which the campaign's own fields are a copy.
 *
 * A document of its own, because an editor's save of the campaign writes the campaign whole.
 */
export interface StoredRun extends ReleaseRun {
  _id: ObjectId
  armedAt: Date
  /** True while nothing is to be done before the campaign's end. */
  asleep?: true
  /** Its items by name, while no other release may arm them; absent where there are none. */
  held?: readonly string[]
  /** True while something may still happen by itself. */
  open?: true
  /** When its reverting began: the instant at which offers and challenges end. */
  revertAt: Date | null
  updatedAt: Date
  /** Raised by each write; a write that does not know the newest changes nothing. */
  version: number
}

/** A run with the server's time at which it was read. */
export type ReadRun = StoredRun & { now: Date }

export const RELEASE_INDEXES: CollectionIndexes[] = [
  {
    collection: RELEASES,
    indexes: [
      { key: { held: 1 }, name: 'held-once', partialFilterExpression: { held: { $exists: true } }, unique: true },
      { key: { open: 1 }, name: 'open', partialFilterExpression: { open: true } },
    ],
  },
]

export const runsOf = (db: Db): Collection<StoredRun> =>
  db.collection<StoredRun>(RELEASES, { writeConcern: { journal: true, w: 'majority' } })

/** Finds the run of a campaign with the server's time; null when its release was never armed. */
export async function findRun(db: Db, campaignId: string, session?: ClientSession): Promise<null | ReadRun> {
  if (!ObjectId.isValid(campaignId)) {
    return null
  }

  const [run] = await runsOf(db)
    .aggregate<ReadRun>([{ $match: { _id: new ObjectId(campaignId) } }, { $set: { now: '$$NOW' } }], {
      ...(session === undefined ? {} : { session }),
    })
    .toArray()

  return run ?? null
}

export type RunChanges = Partial<
  Pick<StoredRun, 'armedAt' | 'items' | 'onFailure' | 'revert' | 'revertAt' | 'state'> & {
    held: readonly string[]
  }
>

/** Writes changes to a run that nobody has changed since it was read; false when somebody has. */
export async function saveRun(
  db: Db,
  { changes, run, session }: { changes: RunChanges; run: ReadRun; session?: ClientSession },
): Promise<boolean> {
  const { now: _now, ...stored } = run
  const { held = stored.held ?? [], ...fields } = changes
  const next: StoredRun = { ...stored, ...fields, updatedAt: run.now, version: run.version + 1 }

  delete next.asleep
  delete next.held
  delete next.open

  const { matchedCount } = await runsOf(db).replaceOne(
    { _id: run._id, version: run.version },
    {
      ...next,
      ...(held.length === 0 ? {} : { held }),
      ...(isOpen(next, held.length > 0) ? { open: true } : {}),
      ...(isAsleep(next, held) ? { asleep: true } : {}),
    },
    session === undefined ? {} : { session },
  )

  return matchedCount === 1
}

/** Whether something may still happen by itself. */
export const isOpen = ({ revert, state }: Pick<ReleaseRun, 'revert' | 'state'>, isHolding: boolean): boolean =>
  isUnderWay(state) || isHolding || (waitsForEnd(state) && revert !== 'none')

/** Whether all is done that comes before the campaign's end. */
const isAsleep = (run: StoredRun, held: readonly string[]): boolean =>
  waitsForEnd(run.state) &&
  decideNextStep(run, {
    canFree: held.length > heldBy(run).length,
    endAt: null,
    isPaused: false,
    now: run.updatedAt,
    progress: new Map(),
    tried: new Set(),
    undoing: new Map(),
  }) === null

/** The unique index spoke: another release has an item. */
export const isHeldTwice = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === 11000 && error.message.includes('held-once')
