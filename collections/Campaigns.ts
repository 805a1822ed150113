import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { onlyFor } from '../src/access/fieldAccess.ts'
import { CAMPAIGNS, CHANNELS, SEGMENTS, USERS } from '../src/domain/slugs.ts'
import { campaignJoins } from './campaigns/joins.ts'
import { kpisField } from './campaigns/kpisField.ts'
import { choices } from './fields/choices.ts'
import { moneyField } from './fields/moneyField.ts'
import { windowFields } from './fields/windowFields.ts'
import { groups } from './groups.ts'

/** A release: goals, window and budget, and everything that belongs to it. */
export const createCampaigns = (_dependencies: Dependencies): CollectionConfig => ({
  slug: CAMPAIGNS,
  access: accessOf(CAMPAIGNS),
  admin: {
    defaultColumns: ['name', 'status', 'startAt', 'endAt', 'owner'],
    group: groups.planning,
    listSearchableFields: ['name', 'goal'],
    useAsTitle: 'name',
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          fields: [
            { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true },
            windowFields(),
            { name: 'goal', type: 'textarea', label: { en: 'Goal', zh: '目标' } },
            kpisField,
            moneyField({
              name: 'budget',
              access: onlyFor('admin', 'analyst', 'editor', 'kol-manager'),
              label: { en: 'Budget', zh: '预算' },
            }),
            {
              name: 'channels',
              type: 'relationship',
              hasMany: true,
              label: { en: 'Channels', zh: '渠道' },
              relationTo: CHANNELS,
            },
            {
              name: 'segments',
              type: 'relationship',
              hasMany: true,
              label: { en: 'Segments', zh: '人群' },
              relationTo: SEGMENTS,
            },
          ],
          label: { en: 'Plan', zh: '方案' },
        },
        { fields: campaignJoins, label: { en: 'What belongs to it', zh: '关联内容' } },
      ],
    },
    {
      name: 'status',
      type: 'select',
      admin: { position: 'sidebar' },
      defaultValue: 'planned',
      index: true,
      label: { en: 'Status', zh: '状态' },
      options: choices<'active' | 'archived' | 'cancelled' | 'done' | 'planned'>({
        active: { en: 'Active', zh: '进行中' },
        archived: { en: 'Archived', zh: '已归档' },
        cancelled: { en: 'Cancelled', zh: '已取消' },
        done: { en: 'Done', zh: '已结束' },
        planned: { en: 'Planned', zh: '计划中' },
      }),
      required: true,
    },
    {
      name: 'owner',
      type: 'relationship',
      admin: { position: 'sidebar' },
      index: true,
      label: { en: 'Owner', zh: '负责人' },
      relationTo: USERS,
    },
  ],
  indexes: [{ fields: ['status', 'startAt'] }],
  labels: { plural: { en: 'Campaigns', zh: '活动' }, singular: { en: 'Campaign', zh: '活动' } },
})
