import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { recordSubmission } from '../hooks/recordSubmission.ts'
import { checkClosing } from '../hooks/checkClosing.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { readOnly } from '../src/access/fieldAccess.ts'
import { CHALLENGES, MEDIA, MEMBERS, SUBMISSIONS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { urlField } from './fields/urlField.ts'
import { groups } from './groups.ts'

/** Entries to a challenge; shown to nobody outside before a person has looked at them. */
export const createSubmissions = (dependencies: Dependencies): CollectionConfig => ({
  slug: SUBMISSIONS,
  access: accessOf(SUBMISSIONS),
  admin: {
    defaultColumns: ['title', 'challenge', 'member', 'moderation', 'votes', 'score'],
    group: groups.community,
    listSearchableFields: ['title', 'text'],
    useAsTitle: 'title',
  },
  fields: [
    { name: 'title', type: 'text', label: { en: 'Title', zh: '标题' }, required: true },
    {
      name: 'challenge',
      type: 'relationship',
      index: true,
      label: { en: 'Challenge', zh: '挑战赛' },
      relationTo: CHALLENGES,
      required: true,
    },
    { name: 'member', type: 'relationship', index: true, label: { en: 'Member', zh: '会员' }, relationTo: MEMBERS },
    { name: 'text', type: 'textarea', label: { en: 'Text', zh: '文字' } },
    { name: 'media', type: 'upload', hasMany: true, label: { en: 'Media', zh: '素材' }, relationTo: MEDIA },
    urlField({ name: 'url', label: { en: 'Address on the platform', zh: '平台链接' } }),
    {
      name: 'moderation',
      type: 'select',
      admin: { position: 'sidebar' },
      defaultValue: 'pending',
      index: true,
      label: { en: 'Moderation', zh: '审核' },
      options: choices<'approved' | 'pending' | 'quarantined' | 'rejected'>({
        approved: { en: 'Approved', zh: '通过' },
        pending: { en: 'Pending', zh: '待审核' },
        quarantined: { en: 'Quarantined', zh: '隔离观察' },
        rejected: { en: 'Rejected', zh: '拒绝' },
      }),
      required: true,
    },
    {
      name: 'moderationNote',
      type: 'textarea',
      admin: { description: { en: 'Required when it is rejected.', zh: '拒绝时必须填写。' }, position: 'sidebar' },
      label: { en: 'Reason', zh: '审核说明' },
    },
    {
      name: 'votes',
      type: 'number',
      access: readOnly,
      admin: { position: 'sidebar', readOnly: true },
      defaultValue: 0,
      label: { en: 'Votes', zh: '票数' },
      min: 0,
    },
    {
      name: 'score',
      type: 'number',
      admin: { position: 'sidebar' },
      label: { en: 'Score', zh: '评分' },
      max: 100,
      min: 0,
    },
    {
      name: 'place',
      type: 'number',
      admin: { description: { en: '1 for the winner.', zh: '1 表示第一名。' }, position: 'sidebar', step: 1 },
      label: { en: 'Place', zh: '名次' },
      min: 1,
    },
  ],
  hooks: {
    afterChange: [recordSubmission(dependencies)],
    beforeChange: [
      checkClosing({ field: 'moderation', message: NEEDS_REASON, needs: 'moderationNote', value: 'rejected' }),
    ],
  },
  indexes: [
    { fields: ['challenge', 'moderation', 'createdAt'] },
    { fields: ['challenge', 'votes'] },
    { fields: ['challenge', 'member'] },
  ],
  labels: { plural: { en: 'Submissions', zh: '投稿' }, singular: { en: 'Submission', zh: '投稿' } },
})

const NEEDS_REASON = { en: 'Say why it is rejected.', zh: '请填写拒绝原因。' }
