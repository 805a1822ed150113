import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import type { ChannelRhythm } from './channelRhythm.ts'
import { showOnWall } from './wallTime.ts'

export interface IsMovedPastArgs {
  at: Date
  campaignEndAt: Date | null
  to: Date
}

/** True for what was wished before its campaign ends and would be moved behind it; what is wished for after the end may go there. */
export const isMovedPast = ({ at, campaignEndAt, to }: IsMovedPastArgs): boolean =>
  campaignEndAt !== null && at <= campaignEndAt && campaignEndAt < to

/** Says where it would come to stand, in the channel's own time. */
export const movedPastReason = (to: Date, { timeZone }: Pick<ChannelRhythm, 'timeZone'>): Reason =>
  reason('MOVED_PAST_CAMPAIGN', { path: 'publishAt', values: { to: showOnWall(to, timeZone) } })
