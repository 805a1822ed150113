import type { SchedulePlan } from './arming.ts'

type Standing = Pick<SchedulePlan, 'publishAt' | 'unpublishAt'>

/** When a schedule comes down that is moved to another time: it stands as long as it would have; null for one that stays. */
export const withdrawalAfterMove = ({ publishAt, unpublishAt }: Standing, movedTo: Date): Date | null =>
  unpublishAt === null ? null : new Date(unpublishAt.getTime() + movedTo.getTime() - publishAt.getTime())

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
