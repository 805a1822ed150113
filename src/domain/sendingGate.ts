import { decideCatchUp } from './catchUp.ts'
import type { ChannelMode } from './channelAdapter.ts'
import { plannedAt } from './channelPace.ts'
import type { PostStage } from './content.ts'
import { MINUTE, SECOND } from './duration.ts'
import { findHold, type HoldFacts } from './holding.ts'
import type { PublicationError, PublicationRow } from './publication.ts'
import type { ReasonValues } from './reasons/fillText.ts'
import { publicationError } from './reasons/publicationError.ts'
import type { ReasonCode } from './reasons/reason.ts'
import { mayBeOut, unknownError } from './unknownOutcome.ts'

/** What the database says, at the last moment, about a publication's channel and post; null when it is gone. */
export interface GateFacts {
  /** Null without a campaign, or where it has no end. */
  campaignEndAt?: Date | null
  channel: { mode: ChannelMode } | null
  /** True where the channel knows by our key what it has had, so that sending again tells what became of it. */
  isKeyed?: boolean
  holds: HoldFacts
  now: Date
  post: { stage: PostStage | null; trashed: boolean } | null
}

export interface GateHold {
  action: 'hold'
  error: PublicationError
  /** When it is looked for; only of what may be out already. */
  lookAt?: Date
  state: 'blocked' | 'missed' | 'unconfirmed'
}

export type GateDecision = GateHold | { action: 'send' }

type Due = Pick<PublicationRow, 'catchUp' | 'dueAt' | 'graceMinutes' | 'wait'> & Withdrawable

type Withdrawable = Pick<PublicationRow, 'error' | 'halfOut' | 'unknownSince' | 'unpublishAt'>

/**
 * Decides whether a due publication may be sent now.
 *
 * What was approved stays approved: editing the post again changes nothing here. Only a post that is
 * gone, rejected or archived, or a channel that is gone or paused, holds it back.
 */
export function decideSendingGate(
  due: Due,
  { campaignEndAt = null, channel, holds, isKeyed = false, now, post }: GateFacts,
): GateDecision {
  if (channel === null) {
    return block('CHANNEL_DELETED')
  }

  const hold = findHold({ ...holds, isChannelPaused: holds.isChannelPaused || channel.mode === 'paused' })

  if (hold !== null) {
    return { action: 'hold', error: hold, state: 'blocked' }
  }

  if (post === null || post.trashed) {
    return block('POST_DELETED')
  }

  if (post.stage === 'rejected' || post.stage === 'archived') {
    return block('POST_REJECTED', { stage: post.stage })
  }

  const past = holdPastWithdrawal(due, now)

  if (past !== null) {
    return past
  }

  // Of what may be out nobody can say that it came too late: it is sent again to know.
  if (isKeyed && mayBeOut(due)) {
    return { action: 'send' }
  }

  if (hasMissedCampaign(due, campaignEndAt, now)) {
    return miss('CAMPAIGN_ENDED')
  }

  return findLate(due, now) ?? { action: 'send' }
}

export interface MoveFacts extends Required<Pick<GateFacts, 'campaignEndAt' | 'isKeyed' | 'now'>> {
  /** Where it would be moved to. */
  at: Date
}

/** A worker is never so exact that less counts as late. */
const LATE_MS = 5 * SECOND

/** Whether a row comes to the gate late, by its planned time. */
export const isLate = (due: Pick<PublicationRow, 'dueAt' | 'wait'>, now: Date): boolean =>
  now.getTime() - plannedAt(due).getTime() > LATE_MS

/**
 * Holds what its channel's rhythm would move to where it may not go: past its withdrawal, past the end of its campaign, and,
 * of what is late already, past its grace; null where it may be moved.
 *
 * What comes on time and is moved has a new plan, from which its grace counts. What is late stays as late as it is: a night must
 * not make it punctual.
 */
export function holdMoved(due: Due, { at, campaignEndAt, isKeyed, now }: MoveFacts): GateHold | null {
  const past = holdPastWithdrawal(due, at)

  if (past !== null || (isKeyed && mayBeOut(due))) {
    return past
  }

  if (hasMissedCampaign(due, campaignEndAt, at)) {
    return miss('CAMPAIGN_ENDED')
  }

  return isLate(due, now) ? findLate(due, at) : null
}

/** What is known not to be out, and would go out only when it is to be down again, does not go out at all, whoever sends it; null when it is not so late. */
export const findPastWithdrawal = (
  { unpublishAt = null }: Pick<PublicationRow, 'unpublishAt'>,
  at: Date,
): GateHold | null =>
  unpublishAt !== null && at >= unpublishAt
    ? miss('WITHDRAWN_BEFORE_PUBLISHED', { until: unpublishAt.toISOString() })
    : null

/**
 * Holds what would go out at that time, where it is to be down again by then; null when it is not so late.
 *
 * Of what may be out already nobody can say that it was missed: it is looked for once that time has come. Before, a look
 * would send it again, and meet the same hold.
 */
export function holdPastWithdrawal(row: Withdrawable, at: Date): GateHold | null {
  const past = findPastWithdrawal(row, at)

  return past !== null && row.unpublishAt && mayBeOut(row)
    ? { action: 'hold', error: unknownError(row), lookAt: row.unpublishAt, state: 'unconfirmed' }
    : past
}

/** What was planned for after the end, such as the winners' list, has not missed it. */
const hasMissedCampaign = (due: Due, endAt: Date | null, now: Date): boolean =>
  endAt !== null && plannedAt(due) <= endAt && endAt < now

/** What becomes of what is past its grace at that time, and may not go out; null of the rest. */
function findLate(due: Due, now: Date): GateHold | null {
  const { catchUp, graceMinutes } = due
  const decision = decideCatchUp({
    dueAt: plannedAt(due),
    graceMs: graceMinutes * MINUTE,
    now,
    policy: catchUp,
  })

  if (decision.action === 'send') {
    return null
  }

  if (decision.action === 'ask') {
    return block('ASK')
  }

  return miss('PAST_GRACE', { graceMinutes, lateMinutes: Math.round(decision.lateMs / MINUTE) })
}

const miss = (code: ReasonCode, values?: ReasonValues): GateHold => ({
  action: 'hold',
  error: publicationError('late', code, values),
  state: 'missed',
})

const block = (code: ReasonCode, values?: ReasonValues): GateHold => ({
  action: 'hold',
  error: publicationError('gate', code, values),
  state: 'blocked',
})
