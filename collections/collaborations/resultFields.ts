import type { Field, NumberField } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'
import { LINKS, OFFERS, POSTS } from '../../src/domain/slugs.ts'
import { dayField } from '../fields/dayField.ts'
import { moneyField } from '../fields/moneyField.ts'

const count = (name: string, label: Labels): NumberField => ({
  name,
  type: 'number',
  admin: { step: 1 },
  label: { ...label },
  min: 0,
})

/** How its effect is told apart from others, and what came of it. */
export const collaborationResultFields: Field[] = [
  {
    name: 'promoCode',
    type: 'text',
    admin: {
      description: {
        en: 'Letters, digits, - and _; no two collaborations share one.',
        zh: '仅限字母、数字、- 和 _，不可重复。',
      },
    },
    label: { en: 'Promo code', zh: '专属优惠码' },
    unique: true,
  },
  { name: 'offer', type: 'relationship', index: true, label: { en: 'Offer', zh: '优惠' }, relationTo: OFFERS },
  {
    name: 'links',
    type: 'join',
    admin: { defaultColumns: ['code', 'url'] },
    collection: LINKS,
    label: { en: 'Tracking links', zh: '追踪链接' },
    on: 'collaboration',
  },
  {
    name: 'posts',
    type: 'join',
    admin: { defaultColumns: ['title', 'stage', '_status'] },
    collection: POSTS,
    label: { en: 'Posts', zh: '内容' },
    on: 'collaboration',
  },
  {
    name: 'results',
    type: 'group',
    admin: {
      description: {
        en: 'As reported by the platform or the partner; empty means not known, not zero.',
        zh: '平台或合作方回传的数据；留空表示未知，而非零。',
      },
    },
    fields: [
      {
        type: 'row',
        fields: [
          count('impressions', { en: 'Impressions', zh: '曝光' }),
          count('views', { en: 'Views', zh: '阅读/播放' }),
          count('engagements', { en: 'Engagements', zh: '互动' }),
          count('orders', { en: 'Orders', zh: '订单' }),
        ],
      },
      moneyField({ name: 'revenue', label: { en: 'Attributed revenue', zh: '归因销售额' } }),
      {
        type: 'row',
        fields: [
          dayField({ name: 'measuredOn', label: { en: 'Measured on', zh: '数据日期' } }),
          { name: 'source', type: 'text', label: { en: 'Source', zh: '数据来源' } },
        ],
      },
    ],
    label: { en: 'Results', zh: '合作结果' },
  },
]
