import type { ScheduleSummary } from '../data/postBoard.ts'
import { instantOf, isSameClock, type WallClock, wallClockOf } from './wallClock.ts'

/** What the form of a schedule holds. */
export interface PlanDraft {
  channelIds: readonly string[]
  recurrence: string | null
  when: WallClock
}

type Plan = Pick<ScheduleSummary, 'channels' | 'publishAt' | 'recurrence' | 'state' | 'timeZone'>

export const draftOf = ({ channels, publishAt, recurrence, timeZone }: Plan): PlanDraft => ({
  channelIds: channels.map(({ id }) => id),
  recurrence,
  when: wallClockOf(publishAt, timeZone),
})

/**
 * The instant that the form means; null while it is incomplete.
 *
 * What nobody has touched is what is stored: the fields show neither its seconds nor which coming of a doubled hour it is.
 */
export const instantOfDraft = (draft: PlanDraft, seen: Plan | undefined): string | null =>
  seen !== undefined && isSameClock(draft.when, draftOf(seen).when) ? seen.publishAt : instantOf(draft.when)

/** The fields that a draft changes of the plan as its editor saw it; what they did not touch is not sent. */
export function changesOf(draft: PlanDraft, seen: Plan): Record<string, unknown> {
  const { channelIds, recurrence, when } = draftOf(seen)

  return {
    ...(!isSameSet(draft.channelIds, channelIds) && { channels: draft.channelIds }),
    ...(!isSameClock(draft.when, when) && { publishAt: instantOf(draft.when), publishAt_tz: draft.when.timeZone }),
    ...(draft.recurrence !== recurrence && { recurrence: draft.recurrence }),
  }
}

export interface RebaseDraftArgs {
  draft: PlanDraft
  seen: Plan
  stands: Plan
}

/** The draft on top of what somebody else has made of the plan: theirs, but for what its editor has touched. */
export function rebaseDraft({ draft, seen, stands }: RebaseDraftArgs): PlanDraft {
  const theirs = draftOf(stands)
  const mine = changesOf(draft, seen)

  return {
    channelIds: 'channels' in mine ? draft.channelIds : theirs.channelIds,
    recurrence: 'recurrence' in mine ? draft.recurrence : theirs.recurrence,
    when: 'publishAt' in mine ? draft.when : theirs.when,
  }
}

/** Whether two readings of a schedule say the same of what its form holds, and of whether it will go out. */
export const isSamePlan = (one: Plan, other: Plan): boolean =>
  one.publishAt === other.publishAt &&
  one.recurrence === other.recurrence &&
  one.state === other.state &&
  one.timeZone === other.timeZone &&
  isSameSet(draftOf(one).channelIds, draftOf(other).channelIds)

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join() === [...other].sort().join()
