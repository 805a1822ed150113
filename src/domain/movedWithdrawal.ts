import type { SchedulePlan } from './arming.ts'

type Standing = Pick<SchedulePlan, 'publishAt' | 'unpublishAt'>

/** When a schedule that goes out at another time comes down, or an occurrence of it: it stands as long; null for one that stays. */
export const withdrawalFor = ({ publishAt, unpublishAt }: Standing, at: Date): Date | null =>
  unpublishAt === null ? null : new Date(unpublishAt.getTime() + at.getTime() - publishAt.getTime())

export interface MovesWithdrawalArgs {
  current: SchedulePlan
  previous: SchedulePlan | null
}

/**
 * Whether what is out already comes down at another time than before.
 *
 * Each occurrence of a repeat stands as long as the first: one that is moved with its withdrawal changes nothing of those that
 * are out, and one whose start alone is moved neither, since nobody spoke of when they come down.
 */
export const movesWithdrawal = ({ current, previous }: MovesWithdrawalArgs): boolean =>
  previous !== null &&
  current.unpublishAt?.getTime() !== previous.unpublishAt?.getTime() &&
  (current.recurrence === null || lengthOf(current) !== lengthOf(previous))

const lengthOf = ({ publishAt, unpublishAt }: Standing): number | null =>
  unpublishAt === null ? null : unpublishAt.getTime() - publishAt.getTime()
