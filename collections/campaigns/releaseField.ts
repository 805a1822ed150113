import type { Field } from 'payload'

import { writtenBySystem } from '../../src/access/fieldAccess.ts'
import {
  MAX_RELEASE_ITEMS,
  type OnFailure,
  type ReleaseAction,
  type ReleaseState,
  type RevertMode,
} from '../../src/domain/release/release.ts'
import { CHALLENGES, OFFERS, POSTS, SCHEDULES } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'

/** One line: what is done to what, not before when, and behind which other lines. */
const itemFields: Field[] = [
  {
    name: 'key',
    type: 'text',
    admin: { description: { en: 'Made up where empty.', zh: '留空时自动生成。' } },
    label: { en: 'Key', zh: '标识' },
    maxLength: 40,
  },
  {
    name: 'action',
    type: 'select',
    label: { en: 'What', zh: '动作' },
    options: choices<ReleaseAction>({
      publish: { en: 'Publish', zh: '发布' },
      start: { en: 'Start', zh: '开始' },
      stop: { en: 'Stop', zh: '结束' },
      withdraw: { en: 'Withdraw', zh: '下线' },
    }),
    required: true,
  },
  {
    name: 'subject',
    type: 'relationship',
    admin: {
      description: {
        en: 'Publish: a schedule. Withdraw: a post. Start and stop: an offer or a challenge.',
        zh: '发布对应排期；下线对应内容；开始与结束对应优惠或挑战赛。',
      },
    },
    label: { en: 'Of what', zh: '对象' },
    relationTo: [SCHEDULES, POSTS, OFFERS, CHALLENGES],
    required: true,
  },
  {
    name: 'at',
    type: 'date',
    admin: {
      date: { pickerAppearance: 'dayAndTime' },
      description: {
        en: 'A schedule brings its own time. Empty: as soon as what it depends on is done.',
        zh: '发布以排期时间为准；留空表示前置项完成后立即执行。',
      },
    },
    label: { en: 'Not before', zh: '不早于' },
  },
  {
    name: 'after',
    type: 'text',
    admin: { description: { en: 'Keys of the items that come first.', zh: '须先完成的项的标识。' } },
    hasMany: true,
    label: { en: 'After', zh: '前置项' },
  },
]

/** The campaign as a release; edited on a tab of its own, so the form leaves it alone. */
export const releaseField: Field = {
  name: 'release',
  type: 'group',
  admin: { disabled: true },
  fields: [
    {
      name: 'state',
      type: 'select',
      access: writtenBySystem,
      defaultValue: 'draft',
      hooks: { beforeDuplicate: [() => 'draft'] },
      label: { en: 'State', zh: '状态' },
      options: choices<ReleaseState>({
        armed: { en: 'Armed', zh: '已就绪' },
        cancelled: { en: 'Cancelled', zh: '已取消' },
        done: { en: 'Done', zh: '已完成' },
        draft: { en: 'Draft', zh: '草稿' },
        reverted: { en: 'Reverted', zh: '已还原' },
        reverting: { en: 'Reverting', zh: '还原中' },
        running: { en: 'Running', zh: '进行中' },
        stopped: { en: 'Stopped', zh: '已停止' },
      }),
    },
    {
      name: 'onFailure',
      type: 'select',
      defaultValue: 'stop',
      label: { en: 'At the first failure', zh: '首次失败时' },
      options: choices<OnFailure>({
        continue: { en: 'Go on with what does not depend on it', zh: '继续执行不受影响的项' },
        stop: { en: 'Stop', zh: '停止' },
      }),
    },
    {
      name: 'revert',
      type: 'select',
      defaultValue: 'none',
      label: { en: 'When the campaign ends', zh: '活动结束时' },
      options: choices<RevertMode>({
        none: { en: 'Leave everything', zh: '保持不变' },
        restore: { en: 'Restore what stood before', zh: '恢复之前的版本' },
        withdraw: { en: 'Withdraw what was published', zh: '下线已发布内容' },
      }),
    },
    {
      name: 'items',
      type: 'array',
      fields: itemFields,
      label: { en: 'Items', zh: '编排项' },
      labels: { plural: { en: 'Items', zh: '编排项' }, singular: { en: 'Item', zh: '编排项' } },
      maxRows: MAX_RELEASE_ITEMS,
    },
  ],
  label: { en: 'Release', zh: '发布编排' },
}
