import type { Field } from 'payload'

import type { ChallengeStatus } from '../../src/domain/challenge.ts'
import { CAMPAIGNS, CHANNELS, MEDIA, POSTS, SUBMISSIONS } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'
import { windowFields } from '../fields/windowFields.ts'

/** What to do, when and where. */
export const challengeRuleFields: Field[] = [
  { name: 'title', type: 'text', label: { en: 'Title', zh: '标题' }, localized: true, required: true },
  {
    name: 'hashtag',
    type: 'text',
    admin: { description: { en: 'Without #.', zh: '无需填写 #。' } },
    index: true,
    label: { en: 'Hashtag', zh: '话题' },
    required: true,
  },
  {
    name: 'status',
    type: 'select',
    admin: {
      description: {
        en: 'Once started, upcoming, open, judging and announced follow from the times.',
        zh: '开始后，“未开始、进行中、评选中、已公布”随时间自动变化。',
      },
      position: 'sidebar',
    },
    defaultValue: 'draft',
    index: true,
    label: { en: 'Status', zh: '状态' },
    options: choices<ChallengeStatus>({
      announced: { en: 'Announced', zh: '已公布' },
      archived: { en: 'Archived', zh: '已归档' },
      cancelled: { en: 'Cancelled', zh: '已取消' },
      draft: { en: 'Draft', zh: '草稿' },
      judging: { en: 'Judging', zh: '评选中' },
      open: { en: 'Open', zh: '进行中' },
      upcoming: { en: 'Upcoming', zh: '未开始' },
    }),
    required: true,
  },
  windowFields({ required: true }),
  { name: 'rules', type: 'textarea', admin: { rows: 8 }, label: { en: 'Rules', zh: '参与规则' }, localized: true },
  { name: 'cover', type: 'upload', label: { en: 'Cover', zh: '封面' }, relationTo: MEDIA },
  { name: 'campaign', type: 'relationship', index: true, label: { en: 'Campaign', zh: '活动' }, relationTo: CAMPAIGNS },
  {
    name: 'channels',
    type: 'relationship',
    hasMany: true,
    label: { en: 'Channels', zh: '渠道' },
    relationTo: CHANNELS,
  },
  {
    name: 'minimumAge',
    type: 'number',
    admin: { step: 1 },
    defaultValue: 18,
    label: { en: 'Minimum age', zh: '最低年龄' },
    max: 99,
    min: 0,
  },
  {
    name: 'entriesPerMember',
    type: 'number',
    admin: { step: 1 },
    defaultValue: 1,
    label: { en: 'Entries per member', zh: '每人可投稿数' },
    min: 1,
  },
  {
    name: 'submissions',
    type: 'join',
    admin: { defaultColumns: ['title', 'member', 'moderation', 'votes', 'score'] },
    collection: SUBMISSIONS,
    label: { en: 'Submissions', zh: '投稿' },
    on: 'challenge',
  },
  {
    name: 'posts',
    type: 'join',
    admin: { defaultColumns: ['title', 'kind', 'stage'] },
    collection: POSTS,
    label: { en: 'Posts', zh: '内容' },
    on: 'challenge',
  },
]
