import type { ArrayField } from 'payload'

import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'
import { urlField } from '../fields/urlField.ts'

/** What the partner owes, each with its due time and its proof. */
export const deliverablesField: ArrayField = {
  name: 'deliverables',
  type: 'array',
  fields: [
    {
      type: 'row',
      fields: [
        {
          name: 'type',
          type: 'select',
          label: { en: 'Type', zh: '形式' },
          options: choices<'livestream' | 'note' | 'other' | 'story' | 'video'>({
            livestream: { en: 'Livestream', zh: '直播' },
            note: { en: 'Note', zh: '图文' },
            other: { en: 'Other', zh: '其他' },
            story: { en: 'Story', zh: '动态' },
            video: { en: 'Video', zh: '视频' },
          }),
          required: true,
        },
        { name: 'channel', type: 'relationship', label: { en: 'Channel', zh: '渠道' }, relationTo: CHANNELS },
        {
          name: 'dueAt',
          type: 'date',
          admin: { date: { pickerAppearance: 'dayAndTime' } },
          index: true,
          label: { en: 'Due at', zh: '截止时间' },
        },
        {
          name: 'status',
          type: 'select',
          defaultValue: 'open',
          label: { en: 'Status', zh: '状态' },
          options: choices<'accepted' | 'open' | 'published' | 'rejected' | 'submitted'>({
            accepted: { en: 'Accepted', zh: '已验收' },
            open: { en: 'Open', zh: '待提交' },
            published: { en: 'Published', zh: '已发布' },
            rejected: { en: 'Rejected', zh: '需修改' },
            submitted: { en: 'Submitted', zh: '待审核' },
          }),
          required: true,
        },
      ],
    },
    { name: 'requirements', type: 'textarea', label: { en: 'Must contain', zh: '必含要素' } },
    {
      type: 'row',
      fields: [
        {
          name: 'publication',
          type: 'relationship',
          label: { en: 'Publication', zh: '发布记录' },
          relationTo: PUBLICATIONS,
        },
        urlField({ name: 'url', label: { en: 'Published address', zh: '发布链接' } }),
        { name: 'revisions', type: 'number', defaultValue: 0, label: { en: 'Revisions', zh: '修改次数' }, min: 0 },
      ],
    },
    {
      name: 'usesAi',
      type: 'checkbox',
      defaultValue: false,
      label: { en: 'Partner declares use of AI', zh: '合作方声明使用人工智能' },
    },
  ],
  label: { en: 'Deliverables', zh: '交付物' },
  labels: { plural: { en: 'Deliverables', zh: '交付物' }, singular: { en: 'Deliverable', zh: '交付物' } },
}
