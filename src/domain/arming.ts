import type { ChannelMode } from './channelAdapter.ts'
import type { PostStage } from './content.ts'
import { MINUTE } from './duration.ts'
import type { Reason } from './errors.ts'
import type { CatchUpPolicy, ContentPolicy, PublicationState, ScheduleState } from './publication.ts'
import { reason } from './reasons/reason.ts'
import type { Bearing } from './rhythm/channelRhythm.ts'
import type { Timing } from './recurrence/listOccurrences.ts'

/** What a schedule says, free of any database. */
export interface SchedulePlan extends Timing {
  catchUp: CatchUpPolicy
  channelIds: readonly string[]
  content: ContentPolicy
  graceMinutes: number
  id: string
  /** True while it goes out in the slot of a queue that it has claimed. */
  isSlotted: boolean
  onQuiet: Bearing
  postId: string
  state: ScheduleState
  /** Of a repeat the withdrawal of its first occurrence; every other stands for as long. */
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
  /** Minutes of the hour at which its platform is slow for everybody. */
  busyMinutes?: readonly number[]
  /** False where nothing that it published can be taken back by a program; absent where nobody asked. */
  canWithdraw?: boolean
  id: string
  isKnownKind: boolean
  mode: ChannelMode
  name: string
  /** True when its platform refuses a text that it has seen before. */
  refusesDuplicates?: boolean
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

export interface FindPastRefusalArgs {
  now: Date
  publishAt: Date
  /** In which people are told the time. */
  timeZone: string
}

/** Says why a point in time cannot be armed, or null. */
export function findPastRefusal({ now, publishAt, timeZone }: FindPastRefusalArgs): Reason | null {
  if (publishAt.getTime() >= now.getTime() - PAST_TOLERANCE_MS) {
    return null
  }

  return reason('PAST_DATE', { path: 'publishAt', values: { at: publishAt.toISOString(), timeZone } })
}

export interface FindRefusalsArgs {
  channels: readonly ChannelFacts[]
  /** True where all that is left of it had begun in time, and a pause cut it off: how late it is its catch-up judges. */
  hasBegun?: boolean
  ledger: readonly LedgerFacts[]
  now: Date
  post: PostFacts | null
  schedule: SchedulePlan
  /** The instants that would be armed: one for what happens once. */
  wantedAt: readonly Date[]
}

/**
 * Finds every reason why a schedule cannot be armed; an empty list means that it can.
 *
 * All reasons at once, each with the field it is about, so that an editor mends them in one go.
 */
export function findRefusals({
  channels,
  hasBegun = false,
  ledger,
  now,
  post,
  schedule,
  wantedAt,
}: FindRefusalsArgs): Reason[] {
  return [
    ...findPostRefusals(post),
    ...findChannelRefusals(schedule, channels),
    ...findTimeRefusals({ hasBegun, now, schedule, wantedAt }),
    ...findClashes({ ledger, schedule, wantedAt }),
  ]
}

export interface FindWarningsArgs extends Pick<FindRefusalsArgs, 'channels'> {
  schedule: Pick<SchedulePlan, 'channelIds' | 'publishAt' | 'recurrence' | 'unpublishAt'>
}

/**
 * Finds what a person should know about a schedule that can be armed all the same.
 *
 * What is to be down again must be taken down by hand where the channel cannot. A repeat sends the same text each time, unless another version is approved in between; some platforms refuse that. Others ask not to be
 * called at the full hour, when everybody calls.
 */
export function findWarnings({ channels, schedule }: FindWarningsArgs): Reason[] {
  const { channelIds, publishAt, recurrence, unpublishAt } = schedule

  return channels
    .filter(({ id }) => channelIds.includes(id))
    .flatMap(({ busyMinutes = [], canWithdraw = true, name, refusesDuplicates }) => [
      ...(unpublishAt !== null && !canWithdraw
        ? [reason('WITHDRAW_BY_HAND', { path: 'unpublishAt', values: { name } })]
        : []),
      ...(recurrence !== null && refusesDuplicates === true
        ? [reason('REPEATED_TEXT', { path: 'content', values: { name } })]
        : []),
      ...(busyMinutes.includes(publishAt.getUTCMinutes())
        ? [reason('BUSY_MINUTE', { path: 'publishAt', values: { name } })]
        : []),
    ])
}

function findPostRefusals(post: PostFacts | null): Reason[] {
  if (post === null || post.isTrashed) {
    return [reason('POST_MISSING', { path: 'post' })]
  }

  const reasons: Reason[] = []

  if (!post.hasTitle) {
    reasons.push(reason('POST_WITHOUT_TITLE', { path: 'post' }))
  }

  if (post.stage !== 'approved') {
    reasons.push(reason('POST_NOT_APPROVED', { path: 'post', values: { stage: post.stage } }))
  }

  return reasons
}

function findChannelRefusals(schedule: SchedulePlan, channels: readonly ChannelFacts[]): Reason[] {
  if (schedule.channelIds.length === 0) {
    return [reason('NO_CHANNEL', { path: 'channels' })]
  }

  return schedule.channelIds.flatMap((id): Reason[] => {
    const channel = channels.find((candidate) => candidate.id === id)

    if (channel === undefined) {
      return [reason('CHANNEL_MISSING', { path: 'channels', values: { id } })]
    }

    if (channel.mode === 'paused') {
      return [reason('CHANNEL_PAUSED', { path: 'channels', values: { name: channel.name } })]
    }

    if (!channel.isKnownKind) {
      return [reason('CHANNEL_KIND', { path: 'channels', values: { name: channel.name } })]
    }

    return []
  })
}

type TimeArgs = Pick<FindRefusalsArgs, 'now' | 'schedule' | 'wantedAt'> & { hasBegun: boolean }

function findTimeRefusals({ hasBegun, now, schedule, wantedAt }: TimeArgs): Reason[] {
  const past =
    schedule.recurrence === null
      ? hasBegun
        ? null
        : findPastRefusal({ now, publishAt: schedule.publishAt, timeZone: schedule.timeZone })
      : findEndRefusal(schedule, wantedAt)
  const reasons = past === null ? [] : [past]

  if (isDownBefore(schedule)) {
    reasons.push(reason('WITHDRAWN_BEFORE_PUBLISHED', { path: 'unpublishAt' }))
  }

  return reasons
}

/** What is taken down before it goes out never goes out. */
export const isDownBefore = ({ publishAt, unpublishAt }: Pick<SchedulePlan, 'publishAt' | 'unpublishAt'>): boolean =>
  unpublishAt !== null && unpublishAt <= publishAt

/** A repeat may have begun long ago; it must only come again. */
function findEndRefusal({ recurrence }: SchedulePlan, wantedAt: readonly Date[]): Reason | null {
  return wantedAt.length > 0
    ? null
    : reason('NO_OCCURRENCE', { path: 'recurrence', values: { recurrence: recurrence ?? '' } })
}

export interface FindClashArgs {
  channelId: string
  dueAt: Date
  ledger: readonly LedgerFacts[]
  scheduleId: string
}

/** Says why a publication cannot go out at a time: another schedule sends the post there then; null where none does. */
export function findClash({ channelId, dueAt, ledger, scheduleId }: FindClashArgs): Reason | null {
  const other = ledger.find(
    (row) => isOfAnother(row, scheduleId) && row.channelId === channelId && row.dueAt.getTime() === dueAt.getTime(),
  )

  return other === undefined ? null : alreadyArmed(other)
}

function findClashes({ ledger, schedule, wantedAt }: Omit<FindRefusalsArgs, 'channels' | 'now' | 'post'>): Reason[] {
  const wanted = new Set(wantedAt.map((at) => at.getTime()))

  return ledger
    .filter(
      (row) =>
        isOfAnother(row, schedule.id) && schedule.channelIds.includes(row.channelId) && wanted.has(row.dueAt.getTime()),
    )
    .map(alreadyArmed)
}

/** True of a row of another schedule that goes out, or has. */
const isOfAnother = (row: LedgerFacts, scheduleId: string): boolean =>
  row.scheduleId !== scheduleId && STANDING.includes(row.state)

const alreadyArmed = ({ scheduleId }: LedgerFacts): Reason =>
  reason('ALREADY_ARMED', { path: 'channels', values: { schedule: scheduleId } })
