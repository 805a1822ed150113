import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { checkOffer } from '../hooks/checkOffer.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { OFFERS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { windowFields } from './fields/windowFields.ts'
import { groups } from './groups.ts'
import { offerStockFields } from './offers/stockFields.ts'
import { offerTermFields } from './offers/termFields.ts'

export type OfferKind = 'bargain' | 'coupon' | 'flash-sale' | 'group-buy' | 'welcome-pack'

/** Coupons, group-buys, flash sales, bargains and welcome packs. */
export const createOffers = (_dependencies: Dependencies): CollectionConfig => ({
  slug: OFFERS,
  access: accessOf(OFFERS),
  admin: {
    defaultColumns: ['name', 'kind', 'startAt', 'endAt', 'stock', 'redeemed', 'left'],
    group: groups.community,
    listSearchableFields: ['name'],
    useAsTitle: 'name',
  },
  fields: [
    { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, localized: true, required: true },
    {
      name: 'kind',
      type: 'select',
      defaultValue: 'coupon',
      index: true,
      label: { en: 'Kind', zh: '类型' },
      options: choices<OfferKind>({
        bargain: { en: 'Bargain', zh: '砍价' },
        coupon: { en: 'Coupon', zh: '优惠券' },
        'flash-sale': { en: 'Flash sale', zh: '限时抢购' },
        'group-buy': { en: 'Group-buy', zh: '拼团' },
        'welcome-pack': { en: 'Welcome pack', zh: '新人礼包' },
      }),
      required: true,
    },
    windowFields(),
    ...offerTermFields,
    ...offerStockFields,
  ],
  hooks: { beforeChange: [checkOffer] },
  indexes: [{ fields: ['kind', 'startAt'] }],
  labels: { plural: { en: 'Offers', zh: '优惠' }, singular: { en: 'Offer', zh: '优惠' } },
})
