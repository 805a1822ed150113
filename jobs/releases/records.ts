import { type ClientSession, type Collection, type Db, ObjectId } from 'mongodb'

import type { CollectionIndexes } from '../../src/domain/collectionIndexes.ts'
import { holdKey, isSettled, isUnderWay, type ReleaseRun, waitsForEnd } from '../../src/domain/release/release.ts'
import { RELEASES } from '../../src/domain/slugs.ts'

/**
 * The run of one campaign's release; the truth of which the campaign's own fields are a copy.
 *
 * A document of its own, because an editor's save of the campaign writes the campaign whole.
 */
export interface StoredRun extends ReleaseRun {
  _id: ObjectId
  armedAt: Date
  /** Its items by name, while no other release may arm them; absent afterwards. */
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
    held: readonly string[] | null
  }
>

/** Writes changes to a run that nobody has changed since it was read; false when somebody has. */
export async function saveRun(
  db: Db,
  { changes, run, session }: { changes: RunChanges; run: ReadRun; session?: ClientSession },
): Promise<boolean> {
  const { now: _now, ...stored } = run
  const { held = stored.held ?? null, ...fields } = changes
  const next: StoredRun = { ...stored, ...fields, updatedAt: run.now, version: run.version + 1 }

  delete next.held
  delete next.open

  const { matchedCount } = await runsOf(db).replaceOne(
    { _id: run._id, version: run.version },
    { ...next, ...(held === null ? {} : { held }), ...(isOpen(next, held !== null) ? { open: true } : {}) },
    session === undefined ? {} : { session },
  )

  return matchedCount === 1
}

/** What the release keeps for itself: every item that may still do something. */
export const holdsOf = ({ items }: Pick<ReleaseRun, 'items'>): string[] => [
  ...new Set(items.filter((item) => !isSettled(item)).map(({ subject }) => holdKey(subject))),
]

/** Whether something may still happen by itself. */
export const isOpen = ({ revert, state }: Pick<ReleaseRun, 'revert' | 'state'>, isHolding: boolean): boolean =>
  isUnderWay(state) || isHolding || (waitsForEnd(state) && revert !== 'none')
