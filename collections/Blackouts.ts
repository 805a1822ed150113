import type { CollectionConfig, DateFieldValidation } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { writtenBySystem } from '../src/access/fieldAccess.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import type { BlackoutKind, OnQuiet } from '../src/domain/rhythm/channelRhythm.ts'
import { BLACKOUTS, CHANNELS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { say } from './fields/messages.ts'
import { groups } from './groups.ts'

/** Times in which channels are silent: holidays, days of mourning, works on a platform. */
export const createBlackouts = (_dependencies: Dependencies): CollectionConfig => ({
  slug: BLACKOUTS,
  access: accessOf(BLACKOUTS),
  admin: {
    defaultColumns: ['name', 'kind', 'from', 'until', 'action', 'channels'],
    description: {
      en: 'What would go out in such a time moves behind it or is blocked with the reason.',
      zh: '在此期间到点的内容会顺延到结束之后，或被拦截并说明原因。',
    },
    group: groups.planning,
    listSearchableFields: ['name', 'note'],
    useAsTitle: 'name',
  },
  defaultSort: 'from',
  fields: [
    { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true },
    {
      type: 'row',
      fields: [
        {
          name: 'from',
          type: 'date',
          admin: { date: { pickerAppearance: 'dayAndTime' } },
          index: true,
          label: { en: 'From', zh: '开始' },
          required: true,
        },
        {
          name: 'until',
          type: 'date',
          admin: {
            date: { pickerAppearance: 'dayAndTime' },
            description: { en: 'From then on channels speak again.', zh: '从此刻起恢复发布。' },
          },
          index: true,
          label: { en: 'Until', zh: '结束' },
          required: true,
          validate: validateUntil,
        },
      ],
    },
    {
      name: 'channels',
      type: 'relationship',
      admin: { description: { en: 'None: every channel.', zh: '不选表示全部渠道。' } },
      hasMany: true,
      label: { en: 'Channels', zh: '渠道' },
      relationTo: CHANNELS,
    },
    { name: 'note', type: 'textarea', label: { en: 'Note', zh: '备注' } },
    {
      name: 'kind',
      type: 'select',
      admin: { position: 'sidebar' },
      defaultValue: 'holiday',
      index: true,
      label: { en: 'Kind', zh: '类型' },
      options: choices<BlackoutKind>({
        holiday: { en: 'Holiday', zh: '节假日' },
        maintenance: { en: 'Maintenance', zh: '系统维护' },
        mourning: { en: 'Day of mourning', zh: '哀悼日' },
        other: { en: 'Other', zh: '其他' },
      }),
      required: true,
    },
    {
      name: 'action',
      type: 'select',
      admin: {
        description: {
          en: 'Blocked wins over what a schedule chooses; days of mourning are better blocked.',
          zh: '选择“拦截”时优先于排期自身的设置；哀悼日建议拦截。',
        },
        position: 'sidebar',
      },
      defaultValue: 'move',
      label: { en: 'What falls into it', zh: '期间到点的内容' },
      options: choices<OnQuiet>({
        block: { en: 'Is blocked', zh: '拦截' },
        move: { en: 'Moves behind it', zh: '顺延到结束之后' },
      }),
      required: true,
    },
    {
      name: 'source',
      type: 'text',
      access: writtenBySystem,
      admin: { position: 'sidebar', readOnly: true },
      label: { en: 'Imported from', zh: '导入来源' },
    },
    {
      name: 'uid',
      type: 'text',
      access: writtenBySystem,
      admin: { hidden: true },
      label: { en: 'Identity in the calendar file', zh: '日历文件中的标识' },
      unique: true,
    },
  ],
  labels: { plural: { en: 'Blackouts', zh: '静默日期' }, singular: { en: 'Blackout', zh: '静默日期' } },
})

const validateUntil: DateFieldValidation = (value, { req, siblingData }) => {
  const until = new Date(value ?? Number.NaN).getTime()
  const from = new Date((siblingData as { from?: Date | string }).from ?? Number.NaN).getTime()

  if (Number.isNaN(until)) {
    return say(req, { en: 'Say when it ends.', zh: '请填写结束时间。' })
  }

  return !(until <= from) || say(req, { en: 'The end must lie after the start.', zh: '结束时间必须晚于开始时间。' })
}
