import type { ArrayField } from 'payload'

import type { EngagementType } from '../../src/domain/engagement.ts'
import { choices } from '../fields/choices.ts'

type Metric = Exclude<EngagementType, 'published' | 'withdrawn'> | 'revenue'

/** What the campaign wants to reach, in the words that the figures use. */
export const kpisField: ArrayField = {
  name: 'kpis',
  type: 'array',
  fields: [
    {
      type: 'row',
      fields: [
        {
          name: 'metric',
          type: 'select',
          label: { en: 'Metric', zh: '指标' },
          options: choices<Metric>({
            click: { en: 'Clicks', zh: '点击' },
            comment: { en: 'Comments', zh: '评论' },
            follow: { en: 'Follows', zh: '关注' },
            impression: { en: 'Impressions', zh: '曝光' },
            invite: { en: 'Invitations', zh: '邀请' },
            join: { en: 'Joins', zh: '入群' },
            like: { en: 'Likes', zh: '点赞' },
            order: { en: 'Orders', zh: '订单' },
            redemption: { en: 'Redemptions', zh: '核销' },
            refund: { en: 'Refunds', zh: '退款' },
            revenue: { en: 'Revenue (minor units)', zh: '销售额（分）' },
            save: { en: 'Saves', zh: '收藏' },
            share: { en: 'Shares', zh: '分享' },
            submission: { en: 'Submissions', zh: '投稿' },
            view: { en: 'Views', zh: '浏览' },
            vote: { en: 'Votes', zh: '投票' },
          }),
          required: true,
        },
        { name: 'target', type: 'number', label: { en: 'Target', zh: '目标值' }, min: 0, required: true },
      ],
    },
  ],
  label: { en: 'KPI targets', zh: 'KPI 目标' },
  labels: { plural: { en: 'KPI targets', zh: 'KPI 目标' }, singular: { en: 'KPI target', zh: 'KPI 目标' } },
}
