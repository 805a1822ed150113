import type { Field, TextField } from 'payload'

import { writtenBySystem } from '../../src/access/fieldAccess.ts'

/** When a schedule comes again: RFC 5545 text in the floating local time of its zone. */
export const recurrenceField: TextField = {
  name: 'recurrence',
  type: 'text',
  admin: {
    description: {
      en: 'RFC 5545 text, such as FREQ=WEEKLY;BYDAY=MO, with EXDATE and RDATE lines. Empty: once.',
      zh: 'RFC 5545 文本，例如 FREQ=WEEKLY;BYDAY=MO，可含 EXDATE 与 RDATE 行；留空表示只发布一次。',
    },
  },
  label: { en: 'Recurrence', zh: '重复规则' },
}

/** What a schedule keeps of its time beside what was given; see docs/adr/0011. */
export const keptTimingFields: Field[] = [
  {
    name: 'localTime',
    type: 'text',
    access: writtenBySystem,
    admin: { hidden: true },
    label: { en: 'Wall clock at the start', zh: '开始时的当地时间' },
  },
  {
    name: 'tzVersion',
    type: 'text',
    access: writtenBySystem,
    admin: { hidden: true },
    label: { en: 'Time-zone database', zh: '时区数据版本' },
  },
  {
    name: 'materialisedUntil',
    type: 'date',
    access: writtenBySystem,
    admin: { hidden: true },
    label: { en: 'Publications made until', zh: '发布记录已生成至' },
  },
  {
    name: 'warnings',
    type: 'json',
    access: writtenBySystem,
    admin: { hidden: true },
    label: { en: 'Warnings', zh: '提醒' },
  },
]
