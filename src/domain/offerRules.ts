import { isCode } from './code.ts'
import type { Refusal } from './refusals.ts'

export interface OfferFacts {
  codes: readonly string[]
  endAt: string | null
  groupSize: number | null
  kind: string
  redeemed: number
  startAt: string | null
  stock: number | null
}

/** Finds what keeps an offer from being saved. */
export function findOfferRefusals(offer: OfferFacts): Refusal[] {
  const refusals: Refusal[] = []
  const { codes, groupSize, kind, redeemed, stock } = offer

  if (stock !== null && (!Number.isSafeInteger(stock) || stock < redeemed)) {
    refusals.push({
      message: {
        en: `The stock is a whole number, and not below the ${redeemed} already redeemed.`,
        zh: `库存须为整数，且不少于已核销的 ${redeemed} 份。`,
      },
      path: 'stock',
    })
  }

  if (kind === 'group-buy' && groupSize === null) {
    refusals.push({
      message: { en: 'Say how many people make a group.', zh: '请填写成团人数。' },
      path: 'groupSize',
    })
  }

  if (kind === 'flash-sale' && (offer.startAt === null || offer.endAt === null)) {
    refusals.push({
      message: { en: 'A flash sale has a start and an end.', zh: '限时抢购须填写开始与结束时间。' },
      path: offer.startAt === null ? 'startAt' : 'endAt',
    })
  }

  const bad = codes.find((code) => !isCode(code, { max: 32, min: 3 }))
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)

  if (bad !== undefined) {
    refusals.push({
      message: {
        en: `"${bad}" is not a code: use 3 to 32 letters, digits, - or _.`,
        zh: `“${bad}”不是有效的优惠码：须为 3 至 32 位字母、数字、- 或 _。`,
      },
      path: 'codes',
    })
  }

  if (twice !== undefined) {
    refusals.push({
      message: { en: `The code "${twice}" is there twice.`, zh: `优惠码“${twice}”重复。` },
      path: 'codes',
    })
  }

  return refusals
}
