import type { PayloadRequest } from 'payload'

import { checkedChallenge } from '../../hooks/checkChallenge.ts'
import { checkedOffer } from '../../hooks/checkOffer.ts'
import { findChallengeRefusals } from '../../src/domain/challengeRules.ts'
import { findOfferRefusals } from '../../src/domain/offerRules.ts'
import type { Refusal } from '../../src/domain/refusals.ts'
import type { ActPatch } from '../../src/domain/release/acts.ts'
import { CHALLENGES, OFFERS } from '../../src/domain/slugs.ts'

/** An offer or a challenge as Payload hands it out. */
export type ActSubject = Record<string, unknown> & { id: string }

/** Finds offers and challenges by id; what is gone, or not for the one who asks, is absent. */
export async function findActSubjects(
  req: PayloadRequest,
  { ids, overrideAccess, slug }: { ids: readonly string[]; overrideAccess: boolean; slug: string },
): Promise<ActSubject[]> {
  if (ids.length === 0 || (slug !== OFFERS && slug !== CHALLENGES)) {
    return []
  }

  const { docs } = await req.payload.find({
    collection: slug,
    depth: 0,
    limit: ids.length,
    overrideAccess,
    pagination: false,
    req,
    where: { id: { in: [...ids] } },
  })

  return docs as unknown as ActSubject[]
}

/** Asks the rules that a save of the subject would ask. */
export function findActRefusals(slug: string, subject: ActSubject, patch: ActPatch): Refusal[] {
  const current = { ...subject, ...toFields(patch) }

  return slug === OFFERS ? findOfferRefusals(checkedOffer(current)) : findChallengeRefusals(checkedChallenge(current))
}

/** A patch as Payload takes it. */
export const toFields = ({ endAt, startAt, status }: ActPatch): Record<string, string> => ({
  ...(endAt === undefined ? {} : { endAt: endAt.toISOString() }),
  ...(startAt === undefined ? {} : { startAt: startAt.toISOString() }),
  ...(status === undefined ? {} : { status }),
})
