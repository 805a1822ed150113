import type { Field } from 'payload'

import { CAMPAIGNS, POSTS, SEGMENTS } from '../../src/domain/slugs.ts'
import { moneyField } from '../fields/moneyField.ts'
import { urlField } from '../fields/urlField.ts'

/** What the offer gives, to whom, under which rules. */
export const offerTermFields: Field[] = [
  { name: 'terms', type: 'textarea', label: { en: 'Terms', zh: '使用规则' }, localized: true },
  moneyField({ name: 'price', label: { en: 'Price', zh: '活动价' } }),
  moneyField({ name: 'discount', label: { en: 'Discount', zh: '优惠金额' } }),
  moneyField({ name: 'minimumSpend', label: { en: 'From a spend of', zh: '使用门槛' } }),
  {
    name: 'groupSize',
    type: 'number',
    admin: {
      condition: (data) => (data as { kind?: string }).kind === 'group-buy',
      step: 1,
    },
    label: { en: 'People per group', zh: '成团人数' },
    max: 100,
    min: 2,
  },
  {
    name: 'perMember',
    type: 'number',
    admin: { step: 1 },
    defaultValue: 1,
    label: { en: 'Per member', zh: '每人限领' },
    min: 1,
  },
  urlField({ name: 'url', label: { en: 'Where to use it', zh: '使用链接' } }),
  { name: 'campaign', type: 'relationship', index: true, label: { en: 'Campaign', zh: '活动' }, relationTo: CAMPAIGNS },
  {
    name: 'segments',
    type: 'relationship',
    hasMany: true,
    label: { en: 'Segments', zh: '人群' },
    relationTo: SEGMENTS,
  },
  {
    name: 'posts',
    type: 'join',
    admin: { defaultColumns: ['title', 'kind', 'stage'] },
    collection: POSTS,
    label: { en: 'Posts', zh: '内容' },
    on: 'offers',
  },
]
