import { type Db, MongoBulkWriteError } from 'mongodb'

import { DOWN } from '../../src/domain/release/progress.ts'
import type { UndoneRow } from '../../src/domain/release/release.ts'
import type { Bells } from '../bells.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'

/** Makes what never came down the one that stands again, now that the newer one beside it goes. */
export async function letStandAgain({ db, undone }: { db: Db; undone: readonly UndoneRow[] }): Promise<void> {
  const ids = undone.flatMap(({ from, restoredAs }) => (from !== null && restoredAs === null ? [from] : []))

  if (ids.length > 0) {
    await rowsOf(db).updateMany({ _id: { $in: ids }, state: 'published', superseded: true }, [
      { $set: { changedAt: '$$NOW', superseded: false, updatedAt: '$$NOW' } },
    ])
  }
}

/**
 * Arms what stood before, word for word, as publications of their own that name what they restore.
 *
 * Only of rows that are down, so that never two versions stand; a row that is there already is left alone.
 */
export async function restoreRows({ bells, db, undone }: { bells: Bells; db: Db; undone: readonly UndoneRow[] }) {
  const rows = rowsOf(db)
  const wanted = undone.flatMap(({ from, isInPlace = false, restoredAs, row, untilAt = null }) =>
    from === null || restoredAs === null ? [] : [{ from, isInPlace, restoredAs, row, untilAt }],
  )
  const standing = await rows
    .find({ _id: { $in: wanted.map(({ row }) => row) }, state: { $nin: [...DOWN] } })
    .project<{ _id: string }>({ _id: 1 })
    .toArray()
  const down = wanted.filter(({ row }) => !standing.some(({ _id }) => _id === row))
  const sources = await rows
    .aggregate<StoredRow & { now: Date }>([
      { $match: { _id: { $in: down.map(({ from }) => from) } } },
      { $set: { now: '$$NOW' } },
    ])
    .toArray()
  const copies = down.flatMap(({ from, isInPlace, restoredAs, untilAt }) => {
    const source = sources.find(({ _id }) => _id === from)

    return source === undefined ? [] : [copyRow(source, { id: restoredAs, isInPlace, untilAt })]
  })

  if (copies.length > 0) {
    await insertNew(rows, copies)
    await bells.ring([new Date()])
  }
}

interface CopyRowArgs {
  id: string
  isInPlace: boolean
  untilAt: Date | null
}

/**
 * Pinned, whatever its schedule says: the latest version is the one that has just been taken down.
 *
 * What comes back in place waits for no quiet hours, in which nothing would stand; what is sent to people anew does.
 */
function copyRow({ now, ...row }: StoredRow & { now: Date }, { id, isInPlace, untilAt }: CopyRowArgs): StoredRow {
  return {
    _id: id,
    attempts: 0,
    campaign: row.campaign ?? null,
    catchUp: 'publish',
    challenge: row.challenge ?? null,
    channel: row.channel,
    collaboration: row.collaboration ?? null,
    content: row.content,
    contentHash: row.contentHash,
    createdAt: now,
    dueAt: now,
    error: null,
    fence: 0,
    graceMinutes: row.graceMinutes,
    latenessMs: null,
    leaseUntil: null,
    occurrenceAt: now,
    onQuiet: isInPlace ? 'ignore' : (row.onQuiet ?? 'move'),
    post: row.post,
    receipt: null,
    rehearsal: row.rehearsal,
    restores: row._id,
    schedule: row.schedule,
    startedAt: null,
    state: 'armed',
    token: null,
    unpublishAt: untilAt,
    updatedAt: now,
    versionId: row.versionId,
    works: row.works ?? [],
  }
}

async function insertNew(rows: ReturnType<typeof rowsOf>, copies: readonly StoredRow[]): Promise<void> {
  try {
    await rows.insertMany([...copies], { ordered: false })
  } catch (error) {
    // Another worker, or this one before it died, was faster.
    if (!(error instanceof MongoBulkWriteError && error.code === 11000)) {
      throw error
    }
  }
}
