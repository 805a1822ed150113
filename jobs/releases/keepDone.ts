import { holdKey, type ReleaseItem, type RunItem } from '../../src/domain/release/release.ts'
import type { StoredRun } from './records.ts'

/** The items of an earlier run that are done and still mean the same: arming again does not do them again. */
export function keepDone(run: null | Pick<StoredRun, 'items' | 'state'>, items: readonly ReleaseItem[]): RunItem[] {
  const done = run === null || run.state === 'reverted' ? [] : run.items.filter(({ state }) => state === 'done')

  return done.filter((old) => items.some((item) => isSame(item, old)))
}

/** When an earlier run began what is not done and is armed again: of that something may be out. */
export const findBegunAt = (run: null | Pick<StoredRun, 'items' | 'state'>, item: ReleaseItem): Date | null =>
  run === null || run.state === 'reverted' ? null : (run.items.find((old) => isSame(item, old))?.begunAt ?? null)

const isSame = (one: ReleaseItem, other: ReleaseItem): boolean =>
  one.key === other.key && one.action === other.action && holdKey(one.subject) === holdKey(other.subject)
