import { type Db, type Filter, ObjectId } from 'mongodb'

import { heldBy } from '../../src/domain/release/heldBy.ts'
import type { NextStepFacts } from '../../src/domain/release/nextStep.ts'
import {
  readPublishProgress,
  readWithdrawProgress,
  type ReleaseRow,
  rowsOfRun,
} from '../../src/domain/release/progress.ts'
import type { RunItem } from '../../src/domain/release/release.ts'
import { readUndoProgress } from '../../src/domain/release/undo.ts'
import { CAMPAIGNS, SCHEDULES } from '../../src/domain/slugs.ts'
import { isFrozen } from '../holding/isFrozen.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'
import type { ReadRun } from './records.ts'

/** Reads what a release's next step is decided from; five queries however long the list is. */
export async function readFacts(db: Db, run: ReadRun, tried: ReadonlySet<string>): Promise<NextStepFacts> {
  const [campaign, isAllFrozen, bySchedule, byId] = await Promise.all([
    db.collection(CAMPAIGNS).findOne({ _id: run._id }, { projection: { embargoUntil: 1, endAt: 1, paused: 1 } }),
    isFrozen(db),
    findRowsOfSchedules(
      db,
      run.items.filter(isPublish).map(({ subject }) => subject.id),
    ),
    findRowsById(db, run.items.flatMap(rowIdsOf)),
  ])
  const rows = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const endAt: unknown = campaign?.['endAt']

  return {
    endAt: endAt instanceof Date ? endAt : null,
    canFree: (run.held?.length ?? 0) > heldBy(run).length,
    isPaused: isAllFrozen || campaign?.['paused'] === true || isLater(campaign?.['embargoUntil'], run.now),
    now: run.now,
    progress: new Map([
      ...run.items.filter(isPublish).map((item) => {
        const found = rowsOfRun(bySchedule.get(item.subject.id) ?? [], run.armedAt)

        return [item.key, readPublishProgress(found)] as const
      }),
      ...run.items
        .filter(({ action, performed }) => action === 'withdraw' && performed)
        .map((item) => [item.key, readWithdrawProgress(rows(item.rows))] as const),
    ]),
    tried,
    undoing: new Map(
      run.items
        .filter(({ undo }) => undo.asked)
        .map((item) => [item.key, readUndoProgress(item.undo.rows, byId)] as const),
    ),
  }
}

const isLater = (at: unknown, now: Date): boolean => at instanceof Date && at > now

/** The rows that each schedule planned, as far as a release looks at them; not what was restored from it. */
export async function findRowsOfSchedules(db: Db, ids: readonly string[]): Promise<Map<string, ReleaseRow[]>> {
  const schedules = ids.map((id) => new ObjectId(id))
  const [rows, wanted] = await Promise.all([
    findRows(db, { restores: { $exists: false }, schedule: { $in: schedules } }),
    findWanted(db, schedules),
  ])
  const found = new Map<string, ReleaseRow[]>()

  for (const row of rows) {
    const known = found.get(String(row.schedule)) ?? []
    const isGivenUp = wanted.get(String(row.schedule))?.has(String(row.channel)) !== true

    known.push({ ...toReleaseRow(row), isGivenUp })
    found.set(String(row.schedule), known)
  }

  return found
}

/** The channels of schedules that are not called off: there, what a pause took back comes again. */
async function findWanted(db: Db, ids: readonly ObjectId[]): Promise<Map<string, ReadonlySet<string>>> {
  const schedules = await db
    .collection(SCHEDULES)
    .find({ _id: { $in: [...ids] }, state: { $ne: 'cancelled' } }, { projection: { channels: 1 } })
    .toArray()

  return new Map(
    schedules.map(({ _id, channels }) => [String(_id), new Set(((channels ?? []) as ObjectId[]).map(String))]),
  )
}

async function findRowsById(db: Db, ids: readonly string[]): Promise<Map<string, ReleaseRow>> {
  const rows = ids.length === 0 ? [] : await findRows(db, { _id: { $in: [...ids] } })

  return new Map(rows.map((row) => [row._id, toReleaseRow(row)]))
}

type Read = Pick<
  StoredRow,
  '_id' | 'channel' | 'error' | 'occurrenceAt' | 'schedule' | 'startedAt' | 'state' | 'unpublishAt' | 'updatedAt'
>

const findRows = (db: Db, filter: Filter<StoredRow>): Promise<Read[]> =>
  rowsOf(db)
    .find(filter)
    .project<Read>({
      channel: 1,
      error: 1,
      occurrenceAt: 1,
      schedule: 1,
      startedAt: 1,
      state: 1,
      unpublishAt: 1,
      updatedAt: 1,
    })
    .toArray()

const toReleaseRow = ({
  _id,
  channel,
  error = null,
  occurrenceAt,
  startedAt = null,
  state,
  unpublishAt = null,
  updatedAt,
}: Read): ReleaseRow => ({
  channel: String(channel),
  error,
  id: _id,
  isGivenUp: false,
  occurrenceAt,
  startedAt,
  state,
  unpublishAt,
  updatedAt,
})

const isPublish = ({ action }: RunItem): boolean => action === 'publish'

const rowIdsOf = ({ rows, undo }: RunItem): string[] => [
  ...rows,
  ...undo.rows.flatMap(({ restoredAs, row }) => (restoredAs === null ? [row] : [row, restoredAs])),
]
