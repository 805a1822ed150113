import type { PayloadRequest } from 'payload'

import { databaseOf } from '../../src/database/handles.ts'
import { readActFacts } from '../../src/domain/release/acts.ts'
import type { ItemUndo, RevertMode, RunItem } from '../../src/domain/release/release.ts'
import { planUndo } from '../../src/domain/release/undo.ts'
import type { Bells } from '../bells.ts'
import { unarm } from './clearItem.ts'
import { performAct, findSubject, writeSubject } from './performAct.ts'
import { type FindReplacing, planRepublishing, planRestoring } from './planRestoring.ts'
import { letStandAgain, restoreRows } from './restoreRows.ts'
import { findStandingOf, withdrawRows } from './withdrawRows.ts'

export interface UndoItemArgs {
  bells: Bells
  findReplacing: FindReplacing
  item: RunItem
  mode: RevertMode
  now: Date
  /** The items of the same release, this one among them. */
  others: readonly RunItem[]
  req: PayloadRequest
  /** When the reverting began; what is ended ends then. */
  revertAt: Date
}

/**
 * Takes the next part of an item back, and says what its undoing is now; null when it has to wait.
 *
 * Three parts for what was published: note the rows and what stood before them; ask them down; send again what stood
 * before. Each is harmless to repeat.
 */
export async function undoItem(args: UndoItemArgs): Promise<ItemUndo | null> {
  const { item, mode, req, revertAt } = args
  const plan = planUndo(item, mode)

  switch (plan) {
    case 'nothing':
      return { ...item.undo, state: 'none' }
    case 'end':
      return settle(item, await performAct({ act: 'stop', at: revertAt, req, subject: item.subject }))
    case 'reopen':
      return settle(item, await reopen(args))
    case 'republish':
    case 'restore':
    case 'withdraw':
      return undoRows(args, plan)
  }
}

const settle = ({ undo }: RunItem, error: ItemUndo['error']): ItemUndo => ({
  ...undo,
  error,
  state: error === null ? 'done' : 'failed',
})

async function undoRows(
  { bells, findReplacing, item: { key, rows, subject, undo }, now, others, req }: UndoItemArgs,
  plan: 'republish' | 'restore' | 'withdraw',
): Promise<ItemUndo | null> {
  const db = databaseOf(req.payload)

  if (undo.state === 'waiting' && plan === 'republish') {
    return { ...undo, asked: true, rows: await planRepublishing(db, { findReplacing, ids: rows, now }), state: 'begun' }
  }

  if (undo.state === 'waiting') {
    // Later occurrences of a repeat must not go out behind the end.
    if (!(await unarm(req, { scheduleId: subject.id, state: 'cancelled' }))) {
      return null
    }

    const ids = await findStandingOf(db, subject.id)

    const ours = findOurs(others.filter((other) => other.key !== key))
    const planned = await planRestoring(db, { findReplacing, ids, isRestoring: plan === 'restore', now, ours })

    return { ...undo, rows: planned, state: 'begun' }
  }

  if (!undo.asked) {
    await letStandAgain({ db, undone: undo.rows })
    await withdrawRows({ bells, db, ids: undo.rows.map(({ row }) => row) })

    return { ...undo, asked: true }
  }

  await restoreRows({ bells, db, undone: undo.rows })

  return undo
}

/** What a release has put out itself, and what it has brought back already. */
const findOurs = (others: readonly RunItem[]) => ({
  froms: others.flatMap(({ undo }) => undo.rows.flatMap(({ from }) => from ?? [])),
  schedules: others.flatMap(({ action, subject }) => (action === 'publish' ? [subject.id] : [])),
})

/** Gives a stopped offer or challenge its former end back, unless that has come meanwhile. */
async function reopen({ item: { before, subject }, req, revertAt }: UndoItemArgs): Promise<ItemUndo['error']> {
  const { endAt, status } = readActFacts(before ?? {})
  const found = await findSubject(req, subject)

  return found === null || (endAt !== null && endAt <= revertAt)
    ? null
    : writeSubject(req, {
        data: { endAt: endAt?.toISOString() ?? null, ...(status === 'open' ? { status } : {}) },
        subject,
      })
}
