import { holdKey, type ReleaseItem, type RunItem } from '../../src/domain/release/release.ts'
import type { StoredRun } from './records.ts'

/** The items of an earlier run that are done and still mean the same: arming again does not do them again. */
export function keepDone(run: null | Pick<StoredRun, 'items' | 'state'>, items: readonly ReleaseItem[]): RunItem[] {
  const done = run === null || run.state === 'reverted' ? [] : run.items.filter(({ state }) => state === 'done')

  return done.filter((old) => items.some((item) => isSame(item, old)))
}

const isSame = (one: ReleaseItem, other: ReleaseItem): boolean =>
  one.key === other.key && one.action === other.action && holdKey(one.subject) === holdKey(other.subject)
