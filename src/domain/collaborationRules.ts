import { isCode } from './code.ts'
import type { CollaborationMode, CollaborationStatus } from './collaboration.ts'
import { stepsOf } from './collaboration.ts'
import type { PartnerRisk } from './partner.ts'
import type { Refusal } from './refusals.ts'

export interface CollaborationFacts {
  isNew: boolean
  mode: CollaborationMode
  partnerRisk: PartnerRisk | null
  promoCode: string
  status: CollaborationStatus
}

/** Finds what keeps a collaboration from being saved. */
export function findCollaborationRefusals({
  isNew,
  mode,
  partnerRisk,
  promoCode,
  status,
}: CollaborationFacts): Refusal[] {
  const refusals: Refusal[] = []
  const steps = stepsOf(mode)

  if (status !== 'cancelled' && status !== 'disputed' && !steps.includes(status)) {
    refusals.push({
      message: {
        en: `A collaboration of mode "${mode}" has no step "${status}". Its steps: ${steps.join(', ')}.`,
        zh: `“${mode}”模式没有“${status}”这一步，可选：${steps.join('、')}。`,
      },
      path: 'status',
    })
  }

  if (isNew && partnerRisk === 'blocked') {
    refusals.push({
      message: { en: 'This partner is blocked: no new work.', zh: '该合作方已列入黑名单，不能新建合作。' },
      path: 'partner',
    })
  }

  if (promoCode !== '' && !isCode(promoCode, { max: 32, min: 3 })) {
    refusals.push({
      message: {
        en: 'A promo code has 3 to 32 letters, digits, - or _.',
        zh: '优惠码须为 3 至 32 位字母、数字、- 或 _。',
      },
      path: 'promoCode',
    })
  }

  return refusals
}
