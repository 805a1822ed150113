import type { PayloadRequest } from 'payload'

import { databaseOf } from '../../src/database/handles.ts'
import type { ItemUndo, RevertMode, RunItem } from '../../src/domain/release/release.ts'
import { planUndo } from '../../src/domain/release/undo.ts'
import type { Bells } from '../bells.ts'
import { unarm } from './clearItem.ts'
import { performAct, findSubject, writeSubject } from './performAct.ts'
import { planRepublishing, planRestoring, restoreRows } from './restoreRows.ts'
import { readActFacts } from './subjects.ts'
import { findStandingOf, withdrawRows } from './withdrawRows.ts'

export interface UndoItemArgs {
  bells: Bells
  item: RunItem
  mode: RevertMode
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
  { bells, item: { rows, subject, undo }, req }: UndoItemArgs,
  plan: 'republish' | 'restore' | 'withdraw',
): Promise<ItemUndo | null> {
  const db = databaseOf(req.payload)

  if (undo.state === 'waiting' && plan === 'republish') {
    return { ...undo, asked: true, rows: planRepublishing(rows), state: 'begun' }
  }

  if (undo.state === 'waiting') {
    // Later occurrences of a repeat must not go out behind the end.
    if (!(await unarm(req, { scheduleId: subject.id, state: 'cancelled' }))) {
      return null
    }

    const ids = await findStandingOf(db, subject.id)

    return { ...undo, rows: await planRestoring(db, { ids, isRestoring: plan === 'restore' }), state: 'begun' }
  }

  if (!undo.asked) {
    await withdrawRows({ bells, db, ids: undo.rows.map(({ row }) => row) })

    return { ...undo, asked: true }
  }

  await restoreRows({ bells, db, undone: undo.rows })

  return undo
}

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
