import type { Field } from 'payload'

import { staffOnly, writtenBySystem } from '../../src/access/fieldAccess.ts'
import type { JudgingMode } from '../../src/domain/challenge.ts'
import { USERS } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'
import { moneyField } from '../fields/moneyField.ts'

const shown = { readOnly: true }

/** What can be won and who decides. */
export const challengeJudgingFields: Field[] = [
  {
    name: 'prizes',
    type: 'array',
    fields: [
      {
        type: 'row',
        fields: [
          { name: 'name', type: 'text', label: { en: 'Prize', zh: '奖品' }, required: true },
          {
            name: 'quantity',
            type: 'number',
            admin: { step: 1 },
            label: { en: 'Quantity', zh: '数量' },
            min: 1,
            required: true,
          },
        ],
      },
      moneyField({ name: 'value', label: { en: 'Value of one', zh: '单份价值' } }),
    ],
    label: { en: 'Prizes', zh: '奖项' },
    labels: { plural: { en: 'Prizes', zh: '奖项' }, singular: { en: 'Prize', zh: '奖项' } },
  },
  {
    name: 'judging',
    type: 'group',
    fields: [
      {
        name: 'mode',
        type: 'select',
        defaultValue: 'votes',
        label: { en: 'Decided by', zh: '评选方式' },
        options: choices<JudgingMode>({
          draw: { en: 'Draw', zh: '抽奖' },
          jury: { en: 'Jury', zh: '评委' },
          leaderboard: { en: 'Leaderboard', zh: '排行榜' },
          votes: { en: 'Votes', zh: '投票' },
        }),
        required: true,
      },
      {
        name: 'jury',
        type: 'relationship',
        access: staffOnly,
        admin: { condition: (_data, sibling) => (sibling as { mode?: JudgingMode }).mode === 'jury' },
        hasMany: true,
        label: { en: 'Jury', zh: '评委' },
        relationTo: USERS,
      },
      {
        name: 'criteria',
        type: 'textarea',
        label: { en: 'Criteria', zh: '评选标准' },
        localized: true,
      },
      {
        name: 'announceAt',
        type: 'date',
        admin: { date: { pickerAppearance: 'dayAndTime' } },
        label: { en: 'Announced at', zh: '公布时间' },
      },
      {
        name: 'alternates',
        type: 'number',
        admin: { step: 1 },
        defaultValue: 0,
        label: { en: 'Alternates', zh: '候补人数' },
        min: 0,
      },
    ],
    label: { en: 'Judging', zh: '评选' },
  },
  {
    name: 'draw',
    type: 'group',
    access: writtenBySystem,
    admin: { description: { en: 'What makes a draw checkable by others.', zh: '供公众核验的抽奖凭证。' } },
    fields: [
      {
        name: 'entryListHash',
        type: 'text',
        admin: shown,
        label: { en: 'Hash of the entry list', zh: '参与名单指纹' },
      },
      { name: 'method', type: 'text', admin: shown, label: { en: 'Source of randomness', zh: '随机数来源' } },
      { name: 'randomness', type: 'text', admin: shown, label: { en: 'Randomness', zh: '随机数' } },
      { name: 'drawnAt', type: 'date', admin: shown, label: { en: 'Drawn at', zh: '抽取时间' } },
    ],
    label: { en: 'Draw', zh: '抽奖记录' },
  },
]
