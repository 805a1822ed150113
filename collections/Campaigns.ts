import type { CollectionConfig } from 'payload'

import { carryRevert } from '../hooks/carryRevert.ts'
import { checkRelease, keepWhileOpen } from '../hooks/checkRelease.ts'
import type { Dependencies } from '../hooks/dependencies.ts'
import { releaseHeld } from '../hooks/releaseHeld.ts'
import { sayConflict } from '../hooks/sayConflict.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { onlyFor } from '../src/access/fieldAccess.ts'
import { CAMPAIGNS, CHANNELS, SEGMENTS, USERS } from '../src/domain/slugs.ts'
import { campaignJoins } from './campaigns/joins.ts'
import { kpisField } from './campaigns/kpisField.ts'
import { releaseField } from './campaigns/releaseField.ts'
import { choices } from './fields/choices.ts'
import { moneyField } from './fields/moneyField.ts'
import { windowFields } from './fields/windowFields.ts'
import { groups } from './groups.ts'

/** A release: goals, window and budget, and everything that belongs to it. */
export const createCampaigns = ({ services }: Dependencies): CollectionConfig => ({
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
            {
              name: 'embargoUntil',
              type: 'date',
              admin: {
                date: { pickerAppearance: 'dayAndTime' },
                description: {
                  en: 'Nothing of this campaign goes out before it.',
                  zh: '在此之前，本活动的任何内容都不会发布。',
                },
              },
              label: { en: 'Embargo until', zh: '保密至' },
            },
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
      name: 'paused',
      type: 'checkbox',
      admin: {
        description: {
          en: 'What falls due meanwhile is held; after it, each schedule’s own rule for lateness decides.',
          zh: '暂停期间到点的内容会被拦截；恢复后按各排期的延误处理方式处置。',
        },
        position: 'sidebar',
      },
      defaultValue: false,
      label: { en: 'Paused', zh: '暂停' },
    },
    {
      name: 'owner',
      type: 'relationship',
      admin: { position: 'sidebar' },
      index: true,
      label: { en: 'Owner', zh: '负责人' },
      relationTo: USERS,
    },
    releaseField,
  ],
  hooks: {
    afterChange: [carryRevert({ services }), releaseHeld({ isPaused: ({ paused }) => paused === true, services })],
    afterError: [sayConflict],
    beforeChange: [checkRelease],
    beforeDelete: [keepWhileOpen({ services })],
  },
  indexes: [{ fields: ['status', 'startAt'] }],
  labels: { plural: { en: 'Campaigns', zh: '活动' }, singular: { en: 'Campaign', zh: '活动' } },
})
