import type { PublicationError } from '../publication.ts'
import { publicationError } from '../reasons/publicationError.ts'
import { SCHEDULES } from '../slugs.ts'
import type { ReleaseRun } from './release.ts'

/** The code of a row that waits for another item; it is armed again by itself. */
export const RELEASE_WAITS = 'RELEASE_WAITS'

const GOING: readonly ReleaseRun['state'][] = ['armed', 'running', 'done']

/**
 * Decides whether a release holds back the publications of a schedule that are due; null when it does not.
 *
 * What a stopped release holds is cancelled by itself a moment later. What has begun waits for nothing any more, and neither does what failed or was left out: what is armed of it after
 * that a person has armed.
 */
export function decideReleaseHold(
  { items, state }: Pick<ReleaseRun, 'items' | 'state'>,
  scheduleId: string,
): PublicationError | null {
  const item = items.find(({ action, subject }) => action === 'publish' && isSchedule(subject, scheduleId))

  if (item === undefined || item.state === 'done' || item.performed) {
    return null
  }

  if (item.state === 'skipped' || !GOING.includes(state)) {
    return publicationError('gate', 'RELEASE_STOPPED')
  }

  if (item.state !== 'waiting') {
    return null
  }

  const open = item.after.filter((key) => items.find((other) => other.key === key)?.state !== 'done')

  return open.length === 0 ? null : publicationError('gate', RELEASE_WAITS, { items: open.join(', ') })
}

const isSchedule = ({ id, slug }: { id: string; slug: string }, scheduleId: string): boolean =>
  slug === SCHEDULES && id === scheduleId
