export const PARTNER_TYPES = ['kol', 'koc', 'community-leader', 'celebrity', 'media'] as const

export type PartnerType = (typeof PARTNER_TYPES)[number]

export const PARTNER_TIERS = ['nano', 'micro', 'mid', 'macro', 'top'] as const

export type PartnerTier = (typeof PARTNER_TIERS)[number]

export const PARTNER_RISKS = ['none', 'watch', 'blocked'] as const

export type PartnerRisk = (typeof PARTNER_RISKS)[number]
