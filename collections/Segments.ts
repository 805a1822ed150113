import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { countSegment } from '../hooks/countSegment.ts'
import { checkSegment } from '../hooks/checkSegment.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { readOnly } from '../src/access/fieldAccess.ts'
import type { SegmentKind } from '../src/domain/member.ts'
import { CAMPAIGNS, SEGMENTS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { groups } from './groups.ts'

/** A saved rule over members; the count is taken anew, the members are never copied. */
export const createSegments = (dependencies: Dependencies): CollectionConfig => ({
  slug: SEGMENTS,
  access: accessOf(SEGMENTS),
  admin: {
    defaultColumns: ['name', 'kind', 'memberCount', 'countedAt'],
    group: groups.community,
    listSearchableFields: ['name'],
    useAsTitle: 'name',
  },
  fields: [
    { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true, unique: true },
    {
      name: 'kind',
      type: 'select',
      defaultValue: 'custom',
      index: true,
      label: { en: 'Kind', zh: '类型' },
      options: choices<SegmentKind>({
        active: { en: 'Active', zh: '活跃用户' },
        'churn-risk': { en: 'Churn risk', zh: '流失预警' },
        custom: { en: 'Custom', zh: '自定义' },
        dormant: { en: 'Dormant', zh: '沉睡用户' },
        new: { en: 'New', zh: '新用户' },
      }),
      required: true,
    },
    {
      name: 'rule',
      type: 'json',
      admin: {
        condition: (data) => (data as { kind?: SegmentKind }).kind === 'custom',
        description: {
          en: '{"all": [{"field": "points", "operator": "gte", "value": 100}]}',
          zh: '{"all": [{"field": "points", "operator": "gte", "value": 100}]}',
        },
      },
      label: { en: 'Rule', zh: '规则' },
    },
    { name: 'description', type: 'textarea', label: { en: 'Description', zh: '说明' } },
    {
      name: 'memberCount',
      type: 'number',
      access: readOnly,
      admin: { position: 'sidebar', readOnly: true },
      label: { en: 'Members', zh: '人数' },
    },
    {
      name: 'countedAt',
      type: 'date',
      access: readOnly,
      admin: { date: { pickerAppearance: 'dayAndTime' }, position: 'sidebar', readOnly: true },
      label: { en: 'Counted at', zh: '统计时间' },
    },
    {
      name: 'campaigns',
      type: 'join',
      admin: { defaultColumns: ['name', 'status', 'startAt'] },
      collection: CAMPAIGNS,
      label: { en: 'Campaigns', zh: '活动' },
      on: 'segments',
    },
  ],
  hooks: { afterRead: [countSegment(dependencies)], beforeChange: [checkSegment] },
  labels: { plural: { en: 'Segments', zh: '人群' }, singular: { en: 'Segment', zh: '人群' } },
})
