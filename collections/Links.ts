import type { CollectionConfig, TextFieldSingleValidation } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { assignCode } from '../hooks/assignCode.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { isCode } from '../src/domain/code.ts'
import { CAMPAIGNS, CHANNELS, COLLABORATIONS, LINKS, POSTS, PUBLICATIONS } from '../src/domain/slugs.ts'
import { say } from './fields/messages.ts'
import { urlField } from './fields/urlField.ts'
import { groups } from './groups.ts'

/** Short addresses (`/r/:code`) that tell where a click came from. */
export const createLinks = (_dependencies: Dependencies): CollectionConfig => ({
  slug: LINKS,
  access: accessOf(LINKS),
  admin: {
    defaultColumns: ['code', 'url', 'campaign', 'collaboration', 'publication'],
    group: groups.insight,
    listSearchableFields: ['code', 'url', 'note'],
    useAsTitle: 'code',
  },
  fields: [
    {
      name: 'code',
      type: 'text',
      admin: {
        description: {
          en: 'The part after /r/. Left empty it is made; 4 to 32 letters, digits, - and _.',
          zh: '/r/ 之后的部分；留空自动生成，可用 4 至 32 位字母、数字、- 和 _。',
        },
      },
      hooks: { beforeValidate: [assignCode({ length: 8 })] },
      label: { en: 'Code', zh: '短码' },
      unique: true,
      validate: validateCode,
    },
    urlField({ name: 'url', label: { en: 'Leads to', zh: '目标网址' }, required: true }),
    {
      name: 'utm',
      type: 'group',
      fields: [
        {
          type: 'row',
          fields: [
            { name: 'source', type: 'text', label: { en: 'Source', zh: '来源' } },
            { name: 'medium', type: 'text', label: { en: 'Medium', zh: '媒介' } },
            { name: 'campaign', type: 'text', label: { en: 'Campaign', zh: '活动' } },
            { name: 'content', type: 'text', label: { en: 'Content', zh: '内容' } },
            { name: 'term', type: 'text', label: { en: 'Term', zh: '关键词' } },
          ],
        },
      ],
      label: { en: 'UTM', zh: 'UTM 参数' },
    },
    {
      name: 'enabled',
      type: 'checkbox',
      admin: { position: 'sidebar' },
      defaultValue: true,
      label: { en: 'Enabled', zh: '启用' },
    },
    {
      name: 'expiresAt',
      type: 'date',
      admin: {
        date: { pickerAppearance: 'dayAndTime' },
        description: { en: 'Empty: it never expires.', zh: '留空表示长期有效。' },
        position: 'sidebar',
      },
      label: { en: 'Expires at', zh: '失效时间' },
    },
    {
      name: 'publication',
      type: 'relationship',
      index: true,
      label: { en: 'Publication', zh: '发布记录' },
      relationTo: PUBLICATIONS,
    },
    {
      name: 'collaboration',
      type: 'relationship',
      index: true,
      label: { en: 'Collaboration', zh: 'KOL 合作' },
      relationTo: COLLABORATIONS,
    },
    {
      name: 'campaign',
      type: 'relationship',
      index: true,
      label: { en: 'Campaign', zh: '活动' },
      relationTo: CAMPAIGNS,
    },
    { name: 'post', type: 'relationship', index: true, label: { en: 'Post', zh: '帖子' }, relationTo: POSTS },
    { name: 'channel', type: 'relationship', index: true, label: { en: 'Channel', zh: '渠道' }, relationTo: CHANNELS },
    { name: 'note', type: 'text', label: { en: 'Note', zh: '备注' } },
  ],
  labels: { plural: { en: 'Tracking links', zh: '追踪链接' }, singular: { en: 'Tracking link', zh: '追踪链接' } },
})

const validateCode: TextFieldSingleValidation = (value, { req }) =>
  isCode(value ?? '', { max: 32, min: 4 }) ||
  say(req, {
    en: 'A code has 4 to 32 letters, digits, - or _, and starts with a letter or digit.',
    zh: '短码须为 4 至 32 位字母、数字、- 或 _，且以字母或数字开头。',
  })
