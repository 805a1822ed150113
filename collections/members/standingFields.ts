import type { Field } from 'payload'

import type { Lifecycle } from '../../src/domain/member.ts'
import { CASES, MEMBERS, SUBMISSIONS } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'

/** Where the member stands in the community. */
export const memberStandingFields: Field[] = [
  {
    name: 'lifecycle',
    type: 'select',
    defaultValue: 'new',
    index: true,
    label: { en: 'Lifecycle', zh: '生命周期' },
    options: choices<Lifecycle>({
      active: { en: 'Active', zh: '活跃' },
      'churn-risk': { en: 'Churn risk', zh: '流失预警' },
      dormant: { en: 'Dormant', zh: '沉睡' },
      lost: { en: 'Lost', zh: '已流失' },
      new: { en: 'New', zh: '新人' },
    }),
    required: true,
  },
  {
    name: 'joinedAt',
    type: 'date',
    admin: { date: { pickerAppearance: 'dayAndTime' } },
    index: true,
    label: { en: 'Joined at', zh: '加入时间' },
  },
  {
    name: 'lastActiveAt',
    type: 'date',
    admin: { date: { pickerAppearance: 'dayAndTime' } },
    index: true,
    label: { en: 'Last active at', zh: '最近活跃' },
  },
  { name: 'points', type: 'number', admin: { step: 1 }, defaultValue: 0, label: { en: 'Points', zh: '积分' }, min: 0 },
  { name: 'tags', type: 'text', hasMany: true, index: true, label: { en: 'Tags', zh: '标签' } },
  {
    name: 'invitedBy',
    type: 'relationship',
    index: true,
    label: { en: 'Invited by', zh: '邀请人' },
    relationTo: MEMBERS,
  },
  {
    name: 'invited',
    type: 'join',
    admin: { allowCreate: false, defaultColumns: ['pseudonym', 'lifecycle', 'joinedAt'] },
    collection: MEMBERS,
    label: { en: 'Invited', zh: '邀请的会员' },
    on: 'invitedBy',
  },
  {
    name: 'submissions',
    type: 'join',
    admin: { defaultColumns: ['title', 'challenge', 'moderation'] },
    collection: SUBMISSIONS,
    label: { en: 'Submissions', zh: '投稿' },
    on: 'member',
  },
  {
    name: 'cases',
    type: 'join',
    admin: { defaultColumns: ['title', 'kind', 'severity', 'status'] },
    collection: CASES,
    label: { en: 'Cases', zh: '工单' },
    on: 'member',
  },
]
