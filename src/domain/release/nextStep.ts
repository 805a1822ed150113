import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import type { ItemProgress } from './progress.ts'
import { isSettled, type ItemUndo, type ReleaseRun, type ReleaseState, type RunItem } from './release.ts'
import { planUndo } from './undo.ts'

/** What must be done next about a release; `key` names an item. */
export type ReleaseStep =
  | { action: 'begin'; key: string }
  /** Takes back what is armed of an item that will not happen, and settles it. */
  | { action: 'clear'; key: string; reason: Reason }
  | { action: 'free' }
  | { action: 'go'; state: ReleaseState }
  | { action: 'note'; key: string; progress: ItemProgress }
  | { action: 'note-undo'; key: string; progress: Pick<ItemUndo, 'error' | 'state'> }
  | { action: 'perform'; key: string }
  | { action: 'revert' }
  | { action: 'undo'; key: string }

export interface NextStepFacts {
  /** When the campaign ends; null for never. */
  endAt: Date | null
  /** True while the index keeps items out of other releases that may do nothing more in this one. */
  canFree: boolean
  /** The campaign is paused or under embargo, or everything is frozen: nothing begins. */
  isPaused: boolean
  /** Server time. */
  now: Date
  /** How far items have come that the ledger knows of: publications and withdrawals. */
  progress: ReadonlyMap<string, ItemProgress>
  /** Keys of items that did not let themselves be moved in this round; the next round tries again. */
  tried: ReadonlySet<string>
  /** The same for what is being undone; `waiting` where the next part of it can be done. */
  undoing: ReadonlyMap<string, Pick<ItemUndo, 'error' | 'state'>>
}

const STOPPED: Reason = reason('RELEASE_STOPPED')
const DEPENDENCY: Reason = reason('DEPENDENCY_FAILED')

/**
 * Decides the one next step of a release; null when nothing is to be done now.
 *
 * One at a time: each is written with a compare-and-set, and what follows is decided from what is then stored. So two
 * workers, or one that died between two steps, come to the same end.
 */
export function decideNextStep(run: ReleaseRun, facts: NextStepFacts): ReleaseStep | null {
  switch (run.state) {
    case 'armed':
    case 'running':
      return note(run, facts) ?? decideEnd(run, facts) ?? advance(run, facts)
    case 'cancelled':
    case 'stopped':
      return note(run, facts) ?? clearRest(run, facts) ?? free(run, facts) ?? decideEnd(run, facts)
    case 'done':
      return note(run, facts) ?? free(run, facts) ?? decideEnd(run, facts)
    case 'reverting':
      return note(run, facts) ?? clearRest(run, facts) ?? free(run, facts) ?? undo(run, facts)
    case 'draft':
    case 'reverted':
      return free(run, facts)
  }
}

/** What the ledger tells of an item and the release does not say yet; a failure that a person mended counts as done. */
function note({ items }: ReleaseRun, { progress }: NextStepFacts): ReleaseStep | null {
  for (const item of items) {
    const found = progress.get(item.key)

    if (found !== undefined && isNews(item, found)) {
      return { action: 'note', key: item.key, progress: found }
    }
  }

  return null
}

function isNews({ error, state }: RunItem, found: ItemProgress): boolean {
  const isLater = state === 'waiting' || state === 'begun' || (state === 'failed' && found.state === 'done')

  return isLater && (state !== found.state || error?.code !== found.error?.code)
}

function decideEnd({ revert, state }: ReleaseRun, { endAt, now }: NextStepFacts): ReleaseStep | null {
  const isOver = endAt !== null && endAt <= now

  return isOver && revert !== 'none' && state !== 'cancelled' ? { action: 'revert' } : null
}

function advance({ items, onFailure, state }: ReleaseRun, facts: NextStepFacts): ReleaseStep | null {
  if (state === 'armed' && items.some((item) => item.state !== 'waiting')) {
    return { action: 'go', state: 'running' }
  }

  if (onFailure === 'stop' && items.some((item) => item.state === 'failed')) {
    return { action: 'go', state: 'stopped' }
  }

  const stateOf = new Map(items.map((item) => [item.key, item.state]))

  for (const item of items.filter(({ key }) => !facts.tried.has(key))) {
    const step = advanceItem(item, { ...facts, before: item.after.map((key) => stateOf.get(key)) })

    if (step !== null) {
      return step
    }
  }

  return items.every(isSettled) ? { action: 'go', state: 'done' } : null
}

interface AdvanceItemFacts extends Pick<NextStepFacts, 'isPaused' | 'now'> {
  /** The states of what the item depends on. */
  before: readonly (RunItem['state'] | undefined)[]
}

function advanceItem(item: RunItem, { before, isPaused, now }: AdvanceItemFacts): ReleaseStep | null {
  if (item.state === 'waiting' && before.some((other) => other === 'failed' || other === 'skipped')) {
    return { action: 'clear', key: item.key, reason: DEPENDENCY }
  }

  if (isHalfDone(item)) {
    return { action: 'perform', key: item.key }
  }

  const isTime = item.at === null || item.at <= now
  const isReady = item.state === 'waiting' && before.every((other) => other === 'done')

  // A publication begins at the gate, by its own clock.
  return item.action !== 'publish' && isReady && isTime && !isPaused ? { action: 'begin', key: item.key } : null
}

/** Begun by a worker that did not live to carry it out, or to say so. */
const isHalfDone = ({ action, performed, state }: RunItem): boolean =>
  action !== 'publish' && state === 'begun' && !performed

function clearRest({ items }: ReleaseRun, { tried }: NextStepFacts): ReleaseStep | null {
  for (const item of items.filter(({ key }) => !tried.has(key))) {
    const isOpen = item.state === 'waiting' || (item.action === 'publish' && item.state === 'begun')
    const hasRest = item.action === 'publish' && item.state === 'failed' && !item.performed

    if (isHalfDone(item)) {
      return { action: 'perform', key: item.key }
    }

    if (isOpen || hasRest) {
      return { action: 'clear', key: item.key, reason: STOPPED }
    }
  }

  return null
}

/** An item may be armed elsewhere once it can do nothing more here. */
const free = ({ items }: ReleaseRun, { canFree }: NextStepFacts): ReleaseStep | null =>
  canFree && items.every(isSettled) ? { action: 'free' } : null

/** From the last to the first: what came on top goes first. */
function undo({ items, revert }: ReleaseRun, { tried, undoing }: NextStepFacts): ReleaseStep | null {
  for (const item of [...items].reverse().filter((each) => isSettled(each) && !tried.has(each.key))) {
    const found = undoing.get(item.key)

    if (item.undo.state === 'waiting' && planUndo(item, revert) === 'nothing') {
      return { action: 'note-undo', key: item.key, progress: { error: null, state: 'none' } }
    }

    if (item.undo.state === 'waiting' || (item.undo.state === 'begun' && (found?.state ?? 'waiting') === 'waiting')) {
      return { action: 'undo', key: item.key }
    }

    if (item.undo.state === 'begun' && found !== undefined && found.state !== 'begun') {
      return { action: 'note-undo', key: item.key, progress: found }
    }
  }

  const isUndone = items.every(
    (item) => isSettled(item) && item.undo.state !== 'waiting' && item.undo.state !== 'begun',
  )

  return isUndone ? { action: 'go', state: 'reverted' } : null
}
