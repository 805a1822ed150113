import type { PublicationError } from './publication.ts'
import { publicationError } from './reasons/publicationError.ts'

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
    return publicationError('gate', 'FROZEN')
  }

  if (isChannelPaused) {
    return publicationError('gate', 'CHANNEL_PAUSED')
  }

  return isCampaignPaused ? publicationError('gate', 'CAMPAIGN_PAUSED') : null
}
