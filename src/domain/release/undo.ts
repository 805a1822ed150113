import { reason } from '../reasons/reason.ts'
import { planAct, readActFacts } from './acts.ts'
import { DOWN, readPublishProgress, readWithdrawProgress, type ReleaseRow } from './progress.ts'
import type { ItemUndo, RevertMode, RunItem, UndoneRow } from './release.ts'

/** What taking back one item means. */
export type UndoPlan = 'end' | 'nothing' | 'reopen' | 'republish' | 'restore' | 'withdraw'

/**
 * Plans how an item is taken back at the end of its campaign.
 *
 * What was published comes down, and with `restore` what stood there before goes out again. What was withdrawn comes
 * back only with `restore`. An offer or a challenge that was started ends in either way: nobody wants it to go on. Only
 * `restore` leaves one that ran already, for so it was before.
 */
export function planUndo(item: Undoable, mode: RevertMode): UndoPlan {
  const { action, state } = item

  if (mode === 'none' || state === 'waiting' || state === 'skipped') {
    return 'nothing'
  }

  switch (action) {
    case 'publish':
      return mode === 'restore' ? 'restore' : 'withdraw'
    case 'start':
      return state === 'done' && !(mode === 'restore' && ranBefore(item)) ? 'end' : 'nothing'
    case 'stop':
      return mode === 'restore' && state === 'done' ? 'reopen' : 'nothing'
    case 'withdraw':
      return mode === 'restore' ? 'republish' : 'nothing'
  }
}

type Undoable = Pick<RunItem, 'action' | 'before' | 'begunAt' | 'state'>

/** By what it was before, not by what the start wrote: a worker that died may have written that and not said so. */
const ranBefore = ({ before, begunAt }: Undoable): boolean =>
  before !== null &&
  begunAt !== null &&
  planAct({ act: 'start', at: begunAt, facts: readActFacts(before) }).action === 'nothing'

/**
 * Reads from the ledger how far an item is taken back.
 *
 * `waiting` when all that must come down first is down and what stood before can go out again.
 */
export function readUndoProgress(
  undone: readonly UndoneRow[],
  rows: ReadonlyMap<string, ReleaseRow>,
): Pick<ItemUndo, 'error' | 'state'> {
  const parts = undone.map((entry) => readPart(entry, rows))
  const open = parts.find(({ state }) => state === 'waiting') ?? parts.find(({ state }) => state === 'begun')
  const told = parts.find(({ state }) => state === 'failed') ?? parts.find(({ error }) => error !== null)

  return open ?? told ?? { error: null, state: 'done' }
}

/** What stood before one row, as it would come back. */
export interface Returning {
  from: string
  isInPlace: boolean
  restoredAs: string
  row: string
  untilAt: Date | null
}

/** Plans the return of what stood before; what was to be down by now stays down, and says so. */
export const planReturn = ({ from, isInPlace, restoredAs, row, untilAt }: Returning, now: Date): UndoneRow =>
  untilAt !== null && untilAt <= now
    ? { error: reason('RESTORE_OVER', { values: { at: untilAt.toISOString() } }), from: null, restoredAs: null, row }
    : { from, isInPlace, restoredAs, row, untilAt }

function readPart(
  { error: ownError, from, restoredAs, row }: UndoneRow,
  rows: ReadonlyMap<string, ReleaseRow>,
): Pick<ItemUndo, 'error' | 'state'> {
  const standing = rows.get(row)

  if (standing !== undefined && !DOWN.includes(standing.state)) {
    return readWithdrawProgress([standing])
  }

  if (from === null || restoredAs === null) {
    return { error: ownError ?? null, state: 'done' }
  }

  const restored = rows.get(restoredAs)

  if (restored === undefined) {
    return { error: null, state: 'waiting' }
  }

  const { error, state } = readPublishProgress([restored])

  return { error, state: state === 'waiting' ? 'begun' : state }
}
