import type { PayloadRequest } from 'payload'

import type { AuditLog, ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { heldBy } from '../../src/domain/release/heldBy.ts'
import type { ReleaseStep } from '../../src/domain/release/nextStep.ts'
import type { RunItem } from '../../src/domain/release/release.ts'
import { OFFERS } from '../../src/domain/slugs.ts'
import type { Bells } from '../bells.ts'
import { changeItem, moveRun } from './changeRun.ts'
import { clearItem } from './clearItem.ts'
import { createFindReplacing } from './findReplacing.ts'
import { findSubject, GONE, performAct } from './performAct.ts'
import { type ReadRun, saveRun } from './records.ts'
import { undoItem } from './undoItem.ts'
import { findStanding, withdrawRows } from './withdrawRows.ts'

export interface StepDependencies {
  audit: AuditLog
  bells: Bells
  /** Passed between two writes; tests hold a worker up here, or end it. */
  between: () => Promise<void> | void
  channels: ChannelRegistry
  req: PayloadRequest
  secrets: SecretBox
}

/** `stuck` when the step cannot be taken at this moment; `taken` also when another worker was faster. */
export type StepOutcome = 'stuck' | 'taken'

/** Takes one step of a release: the work first, then the compare-and-set that says so. */
export async function takeStep(dependencies: StepDependencies, run: ReadRun, step: ReleaseStep): Promise<StepOutcome> {
  const { audit, between, req } = dependencies

  switch (step.action) {
    case 'begin':
      return begin(dependencies, run, itemOf(run, step.key))
    case 'clear': {
      const state = run.state === 'cancelled' ? 'planned' : 'paused'
      const changes = await clearItem({
        armedAt: run.armedAt,
        item: itemOf(run, step.key),
        reason: step.reason,
        req,
        state,
      })

      return write(dependencies, run, step.key, changes)
    }
    case 'free':
      await between()
      await saveRun(databaseOf(req.payload), { changes: { held: heldBy(run) }, run })

      return 'taken'
    case 'go':
      await between()
      await moveRun({ audit, req, run, state: step.state })

      return 'taken'
    case 'note':
      return write(dependencies, run, step.key, {
        error: step.progress.error,
        state: step.progress.state,
        ...(step.progress.state === 'done' ? { doneAt: run.now } : {}),
        ...(itemOf(run, step.key).begunAt === null && step.progress.state !== 'waiting' ? { begunAt: run.now } : {}),
      })
    case 'note-undo': {
      const { undo } = itemOf(run, step.key)

      return write(dependencies, run, step.key, { undo: { ...undo, ...step.progress } })
    }
    case 'perform':
      return perform(dependencies, run, itemOf(run, step.key))
    case 'revert':
      await between()
      await moveRun({ audit, changes: revertChanges(run), req, run, state: 'reverting' })

      return 'taken'
    case 'undo': {
      const item = itemOf(run, step.key)
      const revertAt = run.revertAt ?? run.now
      const undo = await undoItem({
        bells: dependencies.bells,
        findReplacing: createFindReplacing({ ...dependencies, db: databaseOf(req.payload) }),
        item,
        mode: run.revert,
        now: run.now,
        others: run.items,
        req,
        revertAt,
      })

      return write(dependencies, run, step.key, undo === null || undo === item.undo ? null : { undo })
    }
  }
}

/** What a release notes when its reverting begins. */
export const revertChanges = (run: ReadRun) => ({
  items: run.items.map((item) => ({ ...item, undo: { ...item.undo, state: 'waiting' as const } })),
  revertAt: run.now,
})

async function begin(dependencies: StepDependencies, run: ReadRun, item: RunItem): Promise<StepOutcome> {
  const { req } = dependencies

  if (item.action === 'withdraw') {
    const rows = await findStanding(databaseOf(req.payload), item.subject.id)

    return write(dependencies, run, item.key, { begunAt: run.now, rows, state: 'begun' })
  }

  const found = await findSubject(req, item.subject)

  if (found === null) {
    return write(dependencies, run, item.key, { error: GONE, state: 'failed' })
  }

  const { endAt, startAt, status } = found
  const before = item.subject.slug === OFFERS ? { endAt, startAt } : { endAt, startAt, status }

  return write(dependencies, run, item.key, { before, begunAt: run.now, state: 'begun' })
}

async function perform(dependencies: StepDependencies, run: ReadRun, item: RunItem): Promise<StepOutcome> {
  const { bells, req } = dependencies

  if (item.action === 'withdraw') {
    await withdrawRows({ bells, db: databaseOf(req.payload), ids: item.rows })

    return write(dependencies, run, item.key, { performed: true })
  }

  const act = item.action === 'start' ? 'start' : 'stop'
  const error = await performAct({ act, at: item.begunAt ?? run.now, req, subject: item.subject })

  return write(
    dependencies,
    run,
    item.key,
    error === null
      ? { doneAt: run.now, error: null, performed: true, state: 'done' }
      : { error, performed: true, state: 'failed' },
  )
}

async function write(
  { between, req }: StepDependencies,
  run: ReadRun,
  key: string,
  changes: null | Partial<RunItem>,
): Promise<StepOutcome> {
  if (changes === null) {
    return 'stuck'
  }

  await between()
  await changeItem(req, { changes, key, run })
  await between()

  return 'taken'
}

function itemOf({ items }: ReadRun, key: string): RunItem {
  const item = items.find((each) => each.key === key)

  if (item === undefined) {
    throw new Error(`The release has no item ${key}`)
  }

  return item
}
