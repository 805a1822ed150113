import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { checkClosing } from '../hooks/checkClosing.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { CASES, MEMBERS, PUBLICATIONS, USERS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { urlField } from './fields/urlField.ts'
import { groups } from './groups.ts'

/** Complaints, questions and rumours, until somebody has settled them. */
export const createCases = (_dependencies: Dependencies): CollectionConfig => ({
  slug: CASES,
  access: accessOf(CASES),
  admin: {
    defaultColumns: ['title', 'kind', 'severity', 'status', 'assignee', 'dueAt'],
    group: groups.community,
    listSearchableFields: ['title', 'description'],
    useAsTitle: 'title',
  },
  fields: [
    { name: 'title', type: 'text', label: { en: 'Title', zh: '标题' }, required: true },
    {
      type: 'row',
      fields: [
        {
          name: 'kind',
          type: 'select',
          defaultValue: 'question',
          index: true,
          label: { en: 'Kind', zh: '类型' },
          options: choices<'complaint' | 'question' | 'rumour'>({
            complaint: { en: 'Complaint', zh: '投诉' },
            question: { en: 'Question', zh: '咨询' },
            rumour: { en: 'Rumour', zh: '谣言' },
          }),
          required: true,
        },
        {
          name: 'severity',
          type: 'select',
          defaultValue: 'normal',
          index: true,
          label: { en: 'Severity', zh: '严重程度' },
          options: choices<'critical' | 'high' | 'low' | 'normal'>({
            low: { en: 'Low', zh: '低' },
            normal: { en: 'Normal', zh: '一般' },
            high: { en: 'High', zh: '高' },
            critical: { en: 'Critical', zh: '紧急' },
          }),
          required: true,
        },
      ],
    },
    { name: 'description', type: 'textarea', label: { en: 'What happened', zh: '情况说明' } },
    urlField({ name: 'url', label: { en: 'Where it was said', zh: '来源链接' } }),
    { name: 'member', type: 'relationship', index: true, label: { en: 'Member', zh: '会员' }, relationTo: MEMBERS },
    {
      name: 'publication',
      type: 'relationship',
      index: true,
      label: { en: 'About the publication', zh: '相关发布' },
      relationTo: PUBLICATIONS,
    },
    {
      name: 'status',
      type: 'select',
      admin: { position: 'sidebar' },
      defaultValue: 'open',
      index: true,
      label: { en: 'Status', zh: '状态' },
      options: choices<'in-progress' | 'open' | 'resolved'>({
        open: { en: 'Open', zh: '待处理' },
        'in-progress': { en: 'In progress', zh: '处理中' },
        resolved: { en: 'Resolved', zh: '已解决' },
      }),
      required: true,
    },
    {
      name: 'assignee',
      type: 'relationship',
      admin: { position: 'sidebar' },
      index: true,
      label: { en: 'Assignee', zh: '处理人' },
      relationTo: USERS,
    },
    {
      name: 'dueAt',
      type: 'date',
      admin: { date: { pickerAppearance: 'dayAndTime' }, position: 'sidebar' },
      index: true,
      label: { en: 'Due at', zh: '截止时间' },
    },
    {
      name: 'resolution',
      type: 'textarea',
      admin: { description: { en: 'Required when it is resolved.', zh: '标记为已解决时必须填写。' } },
      label: { en: 'Resolution', zh: '处理结果' },
    },
  ],
  hooks: {
    beforeChange: [
      checkClosing({ field: 'status', message: NEEDS_RESOLUTION, needs: 'resolution', value: 'resolved' }),
    ],
  },
  indexes: [{ fields: ['status', 'dueAt'] }, { fields: ['assignee', 'status', 'dueAt'] }],
  labels: { plural: { en: 'Cases', zh: '工单' }, singular: { en: 'Case', zh: '工单' } },
})

const NEEDS_RESOLUTION = { en: 'Say how the case was resolved.', zh: '请填写处理结果。' }
