import type { PublicationError } from './publication.ts'

/** Codes of what waits for a resume, and comes back by itself. */
export const HOLDING_CODES = ['FROZEN', 'CHANNEL_PAUSED', 'CAMPAIGN_PAUSED'] as const

export type HoldingCode = (typeof HOLDING_CODES)[number]

/** What is paused, as far as one publication is concerned. */
export interface HoldFacts {
  isCampaignPaused: boolean
  isChannelPaused: boolean
  isFrozen: boolean
}

/**
 * Says what holds a due publication back until somebody resumes; null when nothing does.
 *
 * It becomes `blocked` with a code of its own and is armed again at the resume, with its old time: whether it still goes
 * out by then is for its schedule's catch-up policy.
 */
export function findHold({ isCampaignPaused, isChannelPaused, isFrozen }: HoldFacts): PublicationError | null {
  if (isFrozen) {
    return hold('FROZEN', 'Everything is frozen; it comes back when somebody resumes.')
  }

  if (isChannelPaused) {
    return hold('CHANNEL_PAUSED', 'The channel is paused; it comes back when the channel is resumed.')
  }

  return isCampaignPaused
    ? hold('CAMPAIGN_PAUSED', 'The campaign is paused; it comes back when the campaign is resumed.')
    : null
}

const hold = (code: HoldingCode, message: string): PublicationError => ({ class: 'gate', code, message })
