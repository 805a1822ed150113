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

/** What a visitor's browser may tell without a key; these move no money and no stock. */
export const ANONYMOUS_TYPES = [
  'impression',
  'view',
  'click',
  'like',
  'comment',
  'share',
  'save',
  'follow',
] as const satisfies readonly EngagementType[]

/** What only Drumbeat itself knows, and so never takes from outside. */
export const OWN_TYPES = ['published', 'withdrawn'] as const satisfies readonly EngagementType[]

/** What may carry a `value`. */
export const MONEY_TYPES = ['redemption', 'order', 'refund'] as const satisfies readonly EngagementType[]

/** Documents that an event may name by their id. */
export const REFERENCE_KINDS = [
  'publication',
  'link',
  'post',
  'channel',
  'campaign',
  'challenge',
  'collaboration',
  'offer',
] as const

export type ReferenceKind = (typeof REFERENCE_KINDS)[number]

export interface Money {
  amountMinor: number
  /** ISO 4217, such as `CNY`. */
  currency: string
}

/** One thing that happened, as our own code tells it; ids are hex strings, `id` is a UUID. */
export interface EngagementFact extends Partial<Record<ReferenceKind, string>> {
  /** Deterministic where the same fact can be told twice; a fresh UUIDv7 otherwise. */
  id: string
  bot?: boolean
  /** How often it happened, where a platform tells a sum; 1 unless given. Never taken from outside. */
  count?: number
  /** True when it was told long after it happened. */
  late?: boolean
  /** A member's id, or the pseudonym under which a shop or platform knows the person. */
  member?: string
  occurredAt: Date
  type: EngagementType
  value?: Money
}
