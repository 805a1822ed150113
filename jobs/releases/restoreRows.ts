import { createHash } from 'node:crypto'

import { type Db, MongoBulkWriteError } from 'mongodb'

import type { UndoneRow } from '../../src/domain/release/release.ts'
import type { Bells } from '../bells.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'

/**
 * Plans the taking back of rows; with `isRestoring`, of each what stood on its channel before it.
 *
 * What is taken back itself restores nothing; and what stood before several of them, as of a repeat, comes back once.
 */
export async function planRestoring(
  db: Db,
  { ids, isRestoring }: { ids: readonly string[]; isRestoring: boolean },
): Promise<UndoneRow[]> {
  const rows = rowsOf(db)
  const taken = isRestoring ? await findStamps(rows.find({ _id: { $in: [...ids] } })) : []
  const others = isRestoring
    ? await findStamps(
        rows.find({
          _id: { $nin: [...ids] },
          post: { $in: taken.map(({ post }) => post) },
          state: 'published',
          superseded: true,
        }),
      )
    : []
  // By what stood before it: the newest of several brings it back.
  const newest = new Map(taken.toSorted(byTime).map((row) => [findBefore(row, others), row._id]))
  const fromOf = new Map([...newest].map(([from, row]) => [row, from]))

  return ids.map((row) => {
    const from = fromOf.get(row) ?? null

    return { from, restoredAs: from === null ? null : restoredId(row), row }
  })
}

/** Plans to send again what was taken down. */
export const planRepublishing = (ids: readonly string[]): UndoneRow[] =>
  ids.map((row) => ({ from: row, restoredAs: restoredId(row), row }))

type Stamp = Pick<StoredRow, '_id' | 'channel' | 'post' | 'receipt'>

const findStamps = (cursor: ReturnType<ReturnType<typeof rowsOf>['find']>): Promise<Stamp[]> =>
  cursor.project<Stamp>({ channel: 1, post: 1, receipt: 1 }).toArray()

/** The newest publication of the same post on the same channel that stood when this one came. */
function findBefore(row: Stamp, others: readonly Stamp[]): string | null {
  const before = others
    .filter(({ channel, post }) => channel.equals(row.channel) && post.equals(row.post))
    .filter((other) => byTime(other, row) < 0)
    .toSorted(byTime)

  return before.at(-1)?._id ?? null
}

const byTime = (one: Stamp, other: Stamp): number =>
  (one.receipt?.publishedAt ?? '').localeCompare(other.receipt?.publishedAt ?? '')

/** Derived, so that a restoring that is repeated finds its own row. */
const restoredId = (row: string): string => createHash('sha256').update(`restore:${row}`).digest('hex').slice(0, 32)

/**
 * Arms what stood before, word for word, as publications of their own that name what they restore.
 *
 * Only of rows that are down, so that never two versions stand; a row that is there already is left alone.
 */
export async function restoreRows({ bells, db, undone }: { bells: Bells; db: Db; undone: readonly UndoneRow[] }) {
  const rows = rowsOf(db)
  const wanted = undone.flatMap(({ from, restoredAs, row }) =>
    from === null || restoredAs === null ? [] : [{ from, restoredAs, row }],
  )
  const standing = await rows
    .find({ _id: { $in: wanted.map(({ row }) => row) }, state: 'published' })
    .project<{ _id: string }>({ _id: 1 })
    .toArray()
  const down = wanted.filter(({ row }) => !standing.some(({ _id }) => _id === row))
  const sources = await rows
    .aggregate<StoredRow & { now: Date }>([
      { $match: { _id: { $in: down.map(({ from }) => from) } } },
      { $set: { now: '$$NOW' } },
    ])
    .toArray()
  const copies = down.flatMap(({ from, restoredAs }) => {
    const source = sources.find(({ _id }) => _id === from)

    return source === undefined ? [] : [copyRow(source, restoredAs)]
  })

  if (copies.length > 0) {
    await insertNew(rows, copies)
    await bells.ring([new Date()])
  }
}

function copyRow({ now, ...row }: StoredRow & { now: Date }, id: string): StoredRow {
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
    post: row.post,
    receipt: null,
    rehearsal: row.rehearsal,
    restores: row._id,
    schedule: row.schedule,
    startedAt: null,
    state: 'armed',
    token: null,
    unpublishAt: null,
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
