import type { Field } from 'payload'

import { sayError } from '../../hooks/sayError.ts'
import type { CatchUpPolicy, ContentPolicy, PublicationState, UnwantedCode } from '../../src/domain/publication.ts'
import type { Bearing } from '../../src/domain/rhythm/channelRhythm.ts'
import { CAMPAIGNS, CHANNELS, POSTS, SCHEDULES } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'

const instant = { date: { pickerAppearance: 'dayAndTime' as const }, readOnly: true }
const shown = { readOnly: true }

/**
 * The fields of `PublicationRow` (src/domain/publication.ts), one to one.
 *
 * State, post and channel ask for no index of their own, and the timestamps stand here because Payload's own are indexed:
 * every index is paid for by each claim, mark and outcome.
 */
export const publicationFields: Field[] = [
  { name: 'id', type: 'text', admin: shown, label: { en: 'ID', zh: '编号' }, required: true },
  {
    name: 'state',
    type: 'select',
    admin: shown,
    label: { en: 'State', zh: '状态' },
    options: choices<PublicationState>({
      armed: { en: 'Armed', zh: '已就绪' },
      'awaiting-operator': { en: 'Waits for a person', zh: '待人工发布' },
      blocked: { en: 'Blocked', zh: '已拦截' },
      cancelled: { en: 'Cancelled', zh: '已取消' },
      claimed: { en: 'Claimed', zh: '已领取' },
      failed: { en: 'Failed', zh: '失败' },
      missed: { en: 'Missed', zh: '已错过' },
      published: { en: 'Published', zh: '已发布' },
      sending: { en: 'Sending', zh: '发送中' },
      unconfirmed: { en: 'Unconfirmed', zh: '结果未知' },
      withdrawn: { en: 'Withdrawn', zh: '已下线' },
    }),
  },
  {
    name: 'post',
    type: 'relationship',
    admin: shown,
    label: { en: 'Post', zh: '内容' },
    relationTo: POSTS,
  },
  {
    name: 'channel',
    type: 'relationship',
    admin: shown,
    label: { en: 'Channel', zh: '渠道' },
    relationTo: CHANNELS,
  },
  {
    name: 'schedule',
    type: 'relationship',
    admin: shown,
    label: { en: 'Schedule', zh: '排期' },
    relationTo: SCHEDULES,
  },
  {
    name: 'campaign',
    type: 'relationship',
    admin: shown,
    index: true,
    label: { en: 'Campaign', zh: '活动' },
    relationTo: CAMPAIGNS,
  },
  { name: 'dueAt', type: 'date', admin: instant, index: true, label: { en: 'Due at', zh: '应发时间' } },
  { name: 'occurrenceAt', type: 'date', admin: instant, label: { en: 'Occurrence', zh: '计划时刻' } },
  { name: 'localTime', type: 'text', admin: shown, label: { en: 'Planned wall clock', zh: '计划的当地时间' } },
  { name: 'timeZone', type: 'text', admin: shown, label: { en: 'Time zone', zh: '时区' } },
  { name: 'tzVersion', type: 'text', admin: { hidden: true }, label: { en: 'Time-zone database', zh: '时区数据版本' } },
  {
    name: 'movedFor',
    type: 'text',
    admin: shown,
    hasMany: true,
    label: { en: 'Moved because of', zh: '顺延原因' },
  },
  {
    name: 'onQuiet',
    type: 'select',
    admin: shown,
    label: { en: 'At a time that is not allowed', zh: '时间不允许发布时' },
    options: choices<Bearing>({
      block: { en: 'Blocked', zh: '拦截' },
      ignore: { en: 'Sent by a person all the same', zh: '由人工直接发布' },
      move: { en: 'Moved', zh: '顺延' },
    }),
  },
  { name: 'startedAt', type: 'date', admin: instant, label: { en: 'Started at', zh: '开始发送' } },
  { name: 'latenessMs', type: 'number', admin: shown, label: { en: 'Lateness (ms)', zh: '延迟（毫秒）' } },
  { name: 'unpublishAt', type: 'date', admin: instant, label: { en: 'Withdraw at', zh: '下线时间' } },
  {
    name: 'unwanted',
    type: 'select',
    admin: shown,
    label: { en: 'Not sent again, because', zh: '不再发送的原因' },
    options: choices<UnwantedCode>({
      CANCELLED: { en: 'Cancelled by a person', zh: '已由人工取消' },
      SCHEDULE_CANCELLED: { en: 'Its schedule was cancelled', zh: '所属排期已取消' },
      SCHEDULE_CHANGED: { en: 'Its schedule was changed', zh: '所属排期已变更' },
      SCHEDULE_PAUSED: { en: 'Its schedule is paused', zh: '所属排期已暂停' },
      SCHEDULE_UNARMED: { en: 'Its schedule went back to planned', zh: '所属排期已退回计划中' },
    }),
  },
  { name: 'withdrawal', type: 'json', admin: { hidden: true }, label: { en: 'Withdrawal', zh: '下线情况' } },
  { name: 'changedAt', type: 'date', admin: { hidden: true }, label: { en: 'Changed at', zh: '变更时间' } },
  // JSON, not groups: the ledger writes null where there is nothing, which a group cannot read.
  { name: 'receipt', type: 'json', admin: shown, label: { en: 'Receipt', zh: '发布回执' } },
  {
    name: 'error',
    type: 'json',
    admin: shown,
    hooks: { afterRead: [sayError] },
    label: { en: 'Reason', zh: '原因' },
  },
  { name: 'attempts', type: 'number', admin: shown, label: { en: 'Attempts', zh: '尝试次数' } },
  {
    name: 'catchUp',
    type: 'select',
    admin: shown,
    label: { en: 'When late', zh: '延误处理' },
    options: choices<CatchUpPolicy>({
      ask: { en: 'Ask a person', zh: '人工确认' },
      publish: { en: 'Publish late', zh: '仍然发布' },
      skip: { en: 'Skip', zh: '跳过' },
    }),
  },
  { name: 'graceMinutes', type: 'number', admin: shown, label: { en: 'Grace (minutes)', zh: '宽限时间（分钟）' } },
  { name: 'rehearsal', type: 'checkbox', admin: shown, label: { en: 'Rehearsal', zh: '演练' } },
  { name: 'superseded', type: 'checkbox', admin: shown, label: { en: 'Superseded', zh: '已被替代' } },
  { name: 'restores', type: 'text', admin: shown, label: { en: 'Restores publication', zh: '恢复自发布记录' } },
  { name: 'versionId', type: 'text', admin: shown, label: { en: 'Version', zh: '版本' } },
  { name: 'content', type: 'json', admin: shown, label: { en: 'Content as sent', zh: '发送内容快照' } },
  {
    name: 'contentPolicy',
    type: 'select',
    admin: shown,
    label: { en: 'Content', zh: '内容版本' },
    options: choices<ContentPolicy>({
      latest: { en: 'Latest approved version', zh: '发布时最新的已通过版本' },
      pinned: { en: 'The version approved when armed', zh: '就绪时已通过的版本' },
    }),
  },
  { name: 'contentHash', type: 'text', admin: shown, label: { en: 'Content hash', zh: '内容指纹' } },
  {
    name: 'handles',
    type: 'json',
    access: { read: () => false },
    admin: { hidden: true },
    label: { en: 'Prepared on the platform', zh: '平台上的准备结果' },
  },
  { name: 'fence', type: 'number', admin: { hidden: true }, label: { en: 'Fence', zh: '栅栏号' } },
  { name: 'leaseUntil', type: 'date', admin: { hidden: true }, label: { en: 'Lease until', zh: '租约到期' } },
  {
    name: 'token',
    type: 'text',
    access: { read: () => false },
    admin: { hidden: true },
    label: { en: 'Token', zh: '令牌' },
  },
  { name: 'createdAt', type: 'date', admin: { hidden: true }, label: { en: 'Created at', zh: '创建时间' } },
  { name: 'updatedAt', type: 'date', admin: { hidden: true }, label: { en: 'Updated at', zh: '更新时间' } },
]
