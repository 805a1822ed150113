import { aWaitingItem, type ReleaseItem, type ReleaseRun, type RunItem } from '../../src/domain/release/release.ts'

/** An item that publishes a schedule of its own. */
export const anItem = (given: Partial<ReleaseItem> & { key: string }): ReleaseItem => ({
  action: 'publish',
  after: [],
  at: null,
  subject: { id: given.key.padEnd(24, '-'), slug: 'schedules' },
  ...given,
})

/** An item of an armed release. */
export const aRunItem = ({ state = 'waiting', ...given }: Partial<RunItem> & { key: string }): RunItem => ({
  ...aWaitingItem(anItem(given)),
  ...given,
  state,
})

export const aRun = (items: readonly RunItem[], given: Partial<ReleaseRun> = {}): ReleaseRun => ({
  items,
  onFailure: 'stop',
  revert: 'none',
  state: 'armed',
  ...given,
})
