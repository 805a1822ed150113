import { findOfferRefusals, type OfferFacts } from '../src/domain/offerRules.ts'
import type { Offer } from '../src/payload-types.ts'
import { checkDocument } from './checkDocument.ts'

/** What the rules of offers look at. */
export const checkedOffer = (current: Partial<Offer>): OfferFacts => ({
  codes: current.codes ?? [],
  endAt: current.endAt ?? null,
  groupSize: current.groupSize ?? null,
  kind: current.kind ?? 'coupon',
  redeemed: current.redeemed ?? 0,
  startAt: current.startAt ?? null,
  stock: current.stock ?? null,
})

/** Asks the rules of offers. */
export const checkOffer = checkDocument<Offer>(({ current }) => findOfferRefusals(checkedOffer(current)))
