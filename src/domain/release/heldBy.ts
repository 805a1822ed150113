import { holdKey, isSettled, type ReleaseRun, type ReleaseState } from './release.ts'
import { planUndo } from './undo.ts'

/** In these nothing is taken back any more by itself. */
const LEFT_AS_IT_IS: readonly ReleaseState[] = ['cancelled', 'draft', 'reverted']

/**
 * Names what a release keeps for itself: every item that may still do something, be it only at the campaign's end.
 *
 * What another release is running would be ended or taken down by it.
 */
export function heldBy({ items, revert, state }: Pick<ReleaseRun, 'items' | 'revert' | 'state'>): string[] {
  const mode = LEFT_AS_IT_IS.includes(state) ? 'none' : revert
  const held = items.filter((item) => !isSettled(item) || planUndo(item, mode) !== 'nothing')

  return [...new Set(held.map(({ subject }) => holdKey(subject)))]
}
