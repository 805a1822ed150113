import type { ArrayField, NumberField } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'
import { dayField } from '../fields/dayField.ts'
import { platformField } from '../fields/platformField.ts'

const count = (name: string, label: Labels): NumberField => ({
  name,
  type: 'number',
  admin: { step: 1, width: '25%' },
  label: { ...label },
  min: 0,
})

/** The partner's accounts; medians, because one viral post makes a mean lie. */
export const handlesField: ArrayField = {
  name: 'handles',
  type: 'array',
  fields: [
    {
      type: 'row',
      fields: [
        platformField(),
        { name: 'handle', type: 'text', index: true, label: { en: 'Handle', zh: '账号' }, required: true },
        { name: 'url', type: 'text', label: { en: 'Address', zh: '主页链接' } },
      ],
    },
    {
      type: 'row',
      fields: [
        count('followers', { en: 'Followers', zh: '粉丝数' }),
        count('medianViews', { en: 'Median views', zh: '阅读中位数' }),
        count('medianEngagements', { en: 'Median engagements', zh: '互动中位数' }),
        dayField({ name: 'measuredOn', label: { en: 'Measured on', zh: '数据日期' } }),
      ],
    },
  ],
  label: { en: 'Accounts', zh: '平台账号' },
  labels: { plural: { en: 'Accounts', zh: '平台账号' }, singular: { en: 'Account', zh: '平台账号' } },
}
