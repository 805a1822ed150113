import type { ChannelMode } from './channelAdapter.ts'
import type { PostStage } from './content.ts'
import { MINUTE } from './duration.ts'
import type { Reason } from './errors.ts'
import type { CatchUpPolicy, PublicationState, ScheduleState } from './publication.ts'

/** What a schedule says, free of any database. */
export interface SchedulePlan {
  catchUp: CatchUpPolicy
  channelIds: readonly string[]
  graceMinutes: number
  id: string
  postId: string
  publishAt: Date
  state: ScheduleState
  unpublishAt: Date | null
}

/** What arming must know of a post: its newest version, and whether it still exists. */
export interface PostFacts {
  hasTitle: boolean
  isTrashed: boolean
  stage: PostStage
}

/** What arming must know of a channel. */
export interface ChannelFacts {
  id: string
  isKnownKind: boolean
  mode: ChannelMode
  name: string
}

/** What the ledger already holds of this post on one of these channels. */
export interface LedgerFacts {
  channelId: string
  dueAt: Date
  scheduleId: string
  state: PublicationState
}

/** An instant this little in the past still counts as now: forms and scripts take a moment. */
export const PAST_TOLERANCE_MS = MINUTE

const STANDING: readonly PublicationState[] = ['armed', 'claimed', 'sending', 'awaiting-operator', 'unconfirmed']

/** Says why a point in time cannot be armed, or null. */
export function findPastRefusal({ now, publishAt }: { now: Date; publishAt: Date }): Reason | null {
  if (publishAt.getTime() >= now.getTime() - PAST_TOLERANCE_MS) {
    return null
  }

  return {
    code: 'PAST_DATE',
    message: `${publishAt.toISOString()} has passed; choose a later time, or publish now`,
    path: 'publishAt',
  }
}

export interface FindRefusalsArgs {
  channels: readonly ChannelFacts[]
  ledger: readonly LedgerFacts[]
  now: Date
  post: PostFacts | null
  schedule: SchedulePlan
}

/**
 * Finds every reason why a schedule cannot be armed; an empty list means that it can.
 *
 * All reasons at once, each with the field it is about, so that an editor mends them in one go.
 */
export function findRefusals({ channels, ledger, now, post, schedule }: FindRefusalsArgs): Reason[] {
  return [
    ...findPostRefusals(post),
    ...findChannelRefusals(schedule, channels),
    ...findTimeRefusals(schedule, now),
    ...findClashes(schedule, ledger),
  ]
}

function findPostRefusals(post: PostFacts | null): Reason[] {
  if (post === null || post.isTrashed) {
    return [{ code: 'POST_MISSING', message: 'The post is deleted or in the trash', path: 'post' }]
  }

  const reasons: Reason[] = []

  if (!post.hasTitle) {
    reasons.push({ code: 'POST_WITHOUT_TITLE', message: 'The post has no title', path: 'post' })
  }

  if (post.stage !== 'approved') {
    reasons.push({
      code: 'POST_NOT_APPROVED',
      message: `The newest version of the post is "${post.stage}"; only an approved one can be armed`,
      path: 'post',
    })
  }

  return reasons
}

function findChannelRefusals(schedule: SchedulePlan, channels: readonly ChannelFacts[]): Reason[] {
  if (schedule.channelIds.length === 0) {
    return [{ code: 'NO_CHANNEL', message: 'Choose at least one channel', path: 'channels' }]
  }

  return schedule.channelIds.flatMap((id): Reason[] => {
    const channel = channels.find((candidate) => candidate.id === id)

    if (channel === undefined) {
      return [{ code: 'CHANNEL_MISSING', message: `Channel ${id} does not exist`, path: 'channels' }]
    }

    if (channel.mode === 'paused') {
      return [{ code: 'CHANNEL_PAUSED', message: `Channel "${channel.name}" is paused`, path: 'channels' }]
    }

    if (!channel.isKnownKind) {
      return [{ code: 'CHANNEL_KIND', message: `No adapter for channel "${channel.name}"`, path: 'channels' }]
    }

    return []
  })
}

function findTimeRefusals(schedule: SchedulePlan, now: Date): Reason[] {
  const past = findPastRefusal({ now, publishAt: schedule.publishAt })
  const reasons = past === null ? [] : [past]

  if (schedule.unpublishAt !== null && schedule.unpublishAt <= schedule.publishAt) {
    reasons.push({
      code: 'WITHDRAWN_BEFORE_PUBLISHED',
      message: 'The time of withdrawal must be after the time of publication',
      path: 'unpublishAt',
    })
  }

  return reasons
}

function findClashes(schedule: SchedulePlan, ledger: readonly LedgerFacts[]): Reason[] {
  return ledger
    .filter(
      (row) =>
        row.scheduleId !== schedule.id &&
        schedule.channelIds.includes(row.channelId) &&
        row.dueAt.getTime() === schedule.publishAt.getTime() &&
        STANDING.includes(row.state),
    )
    .map((row) => ({
      code: 'ALREADY_ARMED',
      message: `Schedule ${row.scheduleId} already sends this post to channel ${row.channelId} at that time`,
      path: 'channels',
    }))
}
