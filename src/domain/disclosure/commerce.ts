/** What a team says itself of a post; left empty, it follows from what the post belongs to. */
export const DISCLOSURES = ['ad', 'none'] as const

export type Disclosure = (typeof DISCLOSURES)[number]

/** What is known of the business behind one version of a post. */
export interface Commerce {
  /** Codes with which one buys: of the collaboration and of the offers. */
  codes: readonly string[]
  declared: Disclosure | null
  /** Somebody is paid, or got something, and must say so. */
  hasCollaboration: boolean
  hasOffers: boolean
  /** A product card stands in the body. */
  hasProducts: boolean
}

export const NO_COMMERCE: Commerce = {
  codes: [],
  declared: null,
  hasCollaboration: false,
  hasOffers: false,
  hasProducts: false,
}

/**
 * Whether a version wants to sell something.
 *
 * `none` speaks for a brand's own offers and products; what a collaboration owes it cannot take back.
 */
export const isCommercial = ({ declared, hasCollaboration, hasOffers, hasProducts }: Commerce): boolean =>
  hasCollaboration || declared === 'ad' || (declared !== 'none' && (hasOffers || hasProducts))
