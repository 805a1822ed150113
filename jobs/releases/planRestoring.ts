import { createHash } from 'node:crypto'

import { type Db, ObjectId } from 'mongodb'

import { OUT } from '../../src/domain/ledgerPlan.ts'
import type { UndoneRow } from '../../src/domain/release/release.ts'
import { planReturn } from '../../src/domain/release/undo.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'
import { findUntil } from './findUntil.ts'

/** Of these channels, those that show one version of a post: there a newer one has taken the older one's place. */
export type FindReplacing = (channels: readonly ObjectId[]) => Promise<ReadonlySet<string>>

export interface PlanRestoringArgs {
  findReplacing: FindReplacing
  /** What is taken back. */
  ids: readonly string[]
  isRestoring: boolean
  now: Date
  /** What other items of the same release put out: it restores nothing of its own. */
  ours?: { froms: readonly string[]; schedules: readonly string[] }
}

/**
 * Plans the taking back of rows; with `isRestoring`, of each what stood on its channel before it.
 *
 * What is taken back itself restores nothing; and what stood before several of them, as of a repeat, comes back once.
 * Where posts pile up the older one was never away: nothing is sent for it.
 */
export async function planRestoring(db: Db, args: PlanRestoringArgs): Promise<UndoneRow[]> {
  const { findReplacing, ids, isRestoring, now } = args
  const taken = isRestoring ? await findStamps(db, { _id: { $in: [...ids] } }) : []
  const others = isRestoring ? await findOthers(db, taken, args) : []
  // By what stood before it: the newest of several brings it back.
  const newest = new Map(taken.toSorted(byTime).map((row) => [findBefore(row, others), row]))
  const fromOf = new Map([...newest].map(([from, row]) => [row._id, from]))
  const replacing = await findReplacing(taken.map(({ channel }) => channel))
  const untilOf = await findUntil(
    db,
    [...fromOf.values()].filter((from) => from !== null),
  )

  return ids.map((row) => {
    const from = fromOf.get(row) ?? null
    const channel = taken.find(({ _id }) => _id === row)?.channel

    if (from === null || channel === undefined) {
      return { from: null, restoredAs: null, row }
    }

    return replacing.has(String(channel))
      ? planReturn({ from, isInPlace: true, restoredAs: restoredId(row), row, untilAt: untilOf.get(from) ?? null }, now)
      : { from, restoredAs: null, row }
  })
}

/** Plans to send again what was taken down; what was found never to have stood is nothing to come back. */
export async function planRepublishing(
  db: Db,
  { findReplacing, ids, now }: Pick<PlanRestoringArgs, 'findReplacing' | 'ids' | 'now'>,
): Promise<UndoneRow[]> {
  const taken = await findStamps(db, { _id: { $in: [...ids] }, state: { $in: [...OUT] } })
  const replacing = await findReplacing(taken.map(({ channel }) => channel))
  const untilOf = await findUntil(db, ids)

  return taken.map(({ _id, channel }) =>
    planReturn(
      {
        from: _id,
        isInPlace: replacing.has(String(channel)),
        restoredAs: restoredId(_id),
        row: _id,
        untilAt: untilOf.get(_id) ?? null,
      },
      now,
    ),
  )
}

type Stamp = Pick<StoredRow, '_id' | 'channel' | 'post' | 'receipt'>

const findStamps = (db: Db, filter: Parameters<ReturnType<typeof rowsOf>['find']>[0]): Promise<Stamp[]> =>
  rowsOf(db).find(filter).project<Stamp>({ channel: 1, post: 1, receipt: 1 }).toArray()

const findOthers = (db: Db, taken: readonly Stamp[], { ids, ours }: PlanRestoringArgs): Promise<Stamp[]> =>
  findStamps(db, {
    _id: { $nin: [...ids, ...(ours?.froms ?? [])] },
    post: { $in: taken.map(({ post }) => post) },
    schedule: { $nin: (ours?.schedules ?? []).map((id) => new ObjectId(id)) },
    state: 'published',
    superseded: true,
  })

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
