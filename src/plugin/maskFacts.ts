import type { PayloadRequest } from 'payload'

import { decideAccess } from '../access/grants.ts'
import { findPerson, hasRole } from '../access/people.ts'
import { rules } from '../access/rules.ts'
import { COLLABORATIONS } from '../domain/slugs.ts'
import type { Commerce } from '../domain/disclosure/commerce.ts'
import type { VariableFacts } from '../domain/writing/resolveVariables.ts'

/**
 * What a person may know of the facts behind variables; the rest is starred out, all of it alike.
 *
 * A form may name any offer or collaboration, so a preview must not tell of them what their own pages would not.
 */
export function maskFacts(facts: VariableFacts, user: PayloadRequest['user']): VariableFacts {
  const { collaboration, offers, partner } = facts
  const seesCodes = hasRole(user, 'admin', 'community-manager', 'editor')
  const seesDeals = decideAccess(rules[COLLABORATIONS]?.read ?? {}, findPerson(user)) !== false

  return {
    ...facts,
    collaboration:
      collaboration === null || seesDeals
        ? collaboration
        : { ...collaboration, promoCode: starred(collaboration.promoCode) },
    offers: seesCodes ? offers : offers.map((offer) => ({ ...offer, codes: offer.codes.map(starred) })),
    partner:
      partner === null || seesDeals
        ? partner
        : {
            handles: partner.handles.map(({ handle, platform }) => ({ handle: starred(handle), platform })),
            name: starred(partner.name),
          },
  }
}

/**
 * The business behind a post with only the codes that `masked` facts still show.
 *
 * Otherwise the wish for a label would tell whether a guess is right. A code that is hidden is known by its stars, which is what `{{code}}` says then.
 */
export function maskCommerce(commerce: Commerce, { collaboration, offers }: VariableFacts): Commerce {
  const seen = new Set([collaboration?.promoCode, ...offers.flatMap(({ codes }) => codes)])

  return { ...commerce, codes: commerce.codes.map((code) => (seen.has(code) ? code : STARS)) }
}

/** Always as many: their number would tell the length. */
const STARS = '****'

const starred = (text: string): string => (text === '' ? '' : STARS)
