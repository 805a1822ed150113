import { decideCatchUp } from './catchUp.ts'
import type { ChannelMode } from './channelAdapter.ts'
import type { PostStage } from './content.ts'
import { MINUTE } from './duration.ts'
import { findHold, type HoldFacts } from './holding.ts'
import type { PublicationError, PublicationRow } from './publication.ts'

/** What the database says, at the last moment, about a publication's channel and post; null when it is gone. */
export interface GateFacts {
  channel: { mode: ChannelMode } | null
  holds: Pick<HoldFacts, 'isCampaignPaused' | 'isFrozen'>
  now: Date
  post: { stage: PostStage | null; trashed: boolean } | null
}

export type GateDecision = { action: 'hold'; error: PublicationError; state: 'blocked' | 'missed' } | { action: 'send' }

type Due = Pick<PublicationRow, 'catchUp' | 'dueAt' | 'graceMinutes'>

/**
 * Decides whether a due publication may be sent now.
 *
 * What was approved stays approved: editing the post again changes nothing here. Only a post that is
 * gone, rejected or archived, or a channel that is gone or paused, holds it back.
 */
export function decideSendingGate(due: Due, { channel, holds, now, post }: GateFacts): GateDecision {
  if (channel === null) {
    return block('CHANNEL_DELETED', 'The channel is gone.')
  }

  const hold = findHold({ ...holds, isChannelPaused: channel.mode === 'paused' })

  if (hold !== null) {
    return { action: 'hold', error: hold, state: 'blocked' }
  }

  if (post === null || post.trashed) {
    return block('POST_DELETED', 'The post is gone or in the trash.')
  }

  if (post.stage === 'rejected' || post.stage === 'archived') {
    return block('POST_REJECTED', `The post was ${post.stage} after it was scheduled.`)
  }

  return decideLate(due, now)
}

function decideLate({ catchUp, dueAt, graceMinutes }: Due, now: Date): GateDecision {
  const decision = decideCatchUp({ dueAt, graceMs: graceMinutes * MINUTE, now, policy: catchUp })

  if (decision.action === 'send') {
    return { action: 'send' }
  }

  if (decision.action === 'ask') {
    return block('ASK', 'It is late; a person decides whether it still goes out.')
  }

  const minutes = Math.round(decision.lateMs / MINUTE)
  const message = `It was found ${minutes} min after its time, past its grace of ${graceMinutes} min.`

  return { action: 'hold', error: { class: 'late', code: 'PAST_GRACE', message }, state: 'missed' }
}

const block = (code: string, message: string): GateDecision => ({
  action: 'hold',
  error: { class: 'gate', code, message },
  state: 'blocked',
})
