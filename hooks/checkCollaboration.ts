import { findCollaborationRefusals } from '../src/domain/collaborationRules.ts'
import type { Refusal } from '../src/domain/refusals.ts'
import { COLLABORATIONS, KOL_PARTNERS } from '../src/domain/slugs.ts'
import type { Collaboration, KolPartner } from '../src/payload-types.ts'
import type { CheckArgs } from './checkDocument.ts'
import { checkDocument } from './checkDocument.ts'

/** Asks the rules of collaborations, with what the database says of the partner and the promo code. */
export const checkCollaboration = checkDocument<Collaboration>(async (args) => {
  const { current, previous, req } = args
  const partner =
    previous === null && current.partner
      ? await req.payload.db.findOne<KolPartner>({
          collection: KOL_PARTNERS,
          req,
          where: { id: { equals: current.partner } },
        })
      : null

  return [
    ...findCollaborationRefusals({
      isNew: previous === null,
      mode: current.mode ?? 'paid',
      partnerRisk: partner?.risk ?? null,
      promoCode: current.promoCode ?? '',
      status: current.status ?? 'lead',
    }),
    ...(await findTakenCode(args)),
  ]
})

async function findTakenCode({ current, previous, req }: CheckArgs<Collaboration>): Promise<Refusal[]> {
  if (!current.promoCode || current.promoCode === previous?.promoCode) {
    return []
  }

  const other = await req.payload.db.findOne({
    collection: COLLABORATIONS,
    req,
    where: { promoCode: { equals: current.promoCode } },
  })

  return other === null
    ? []
    : [
        {
          message: { en: 'Another collaboration has this promo code.', zh: '该优惠码已被其他合作使用。' },
          path: 'promoCode',
        },
      ]
}
