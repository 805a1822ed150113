/** What can happen to a publication; the vocabulary of `engagement_events.type`. */
export const ENGAGEMENT_TYPES = [
  'published',
  'withdrawn',
  'impression',
  'view',
  'click',
  'like',
  'comment',
  'share',
  'save',
  'follow',
  'join',
  'invite',
  'submission',
  'vote',
  'redemption',
  'order',
  'refund',
] as const

export type EngagementType = (typeof ENGAGEMENT_TYPES)[number]

/** One thing that happened, as our own code tells it; ids are hex strings, `id` is a UUID. */
export interface EngagementFact {
  /** Deterministic where the same fact can be told twice; a fresh UUIDv7 otherwise. */
  id: string
  bot?: boolean
  campaign?: string
  challenge?: string
  channel?: string
  collaboration?: string
  link?: string
  member?: string
  occurredAt: Date
  offer?: string
  post?: string
  publication?: string
  type: EngagementType
  value?: { amountMinor: number; currency: string }
}
