import type { Field, JSONFieldValidation } from 'payload'

import type { Dependencies } from '../../hooks/dependencies.ts'
import { staffOnly } from '../../src/access/fieldAccess.ts'
import { findLimitsProblem } from '../../src/domain/channelLimits.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { clockTimeField } from '../fields/clockTimeField.ts'
import { say } from '../fields/messages.ts'
import { weekdaysField } from '../fields/weekdaysField.ts'
import { zoneField } from '../fields/zoneField.ts'

const MOST_GAP_MINUTES = 7 * 24 * 60

/** When the account should speak and how much it may say. */
export const createRhythmFields = ({ timeZone }: Pick<Dependencies, 'timeZone'>): Field[] => [
  { ...zoneField(timeZone), access: { read: staffOnly.read } },
  {
    name: 'slots',
    type: 'array',
    access: staffOnly,
    admin: {
      description: {
        en: 'Times of the queue, in the zone of the channel: “Add to queue” takes the next free one.',
        zh: '队列时段（按渠道时区）：“加入队列”会占用下一个空闲时段。',
      },
      initCollapsed: true,
    },
    fields: [weekdaysField(), clockTimeField('time', { en: 'Time', zh: '时间' })],
    label: { en: 'Slots', zh: '发布时段' },
    labels: { plural: { en: 'Slots', zh: '时段' }, singular: { en: 'Slot', zh: '时段' } },
  },
  {
    name: 'quietHours',
    type: 'array',
    access: staffOnly,
    admin: {
      description: {
        en: 'Nothing goes out between these times; ends on the next day where it ends before it begins.',
        zh: '该时间段内不发布；结束早于开始时，延续到次日。',
      },
      initCollapsed: true,
    },
    fields: [
      weekdaysField(),
      clockTimeField('from', { en: 'From', zh: '开始' }),
      clockTimeField('until', { en: 'Until', zh: '结束' }),
    ],
    label: { en: 'Quiet hours', zh: '静默时段' },
    labels: { plural: { en: 'Quiet hours', zh: '静默时段' }, singular: { en: 'Quiet hours', zh: '静默时段' } },
  },
  {
    type: 'row',
    fields: [
      {
        name: 'minGapMinutes',
        type: 'number',
        access: staffOnly,
        admin: {
          description: {
            en: 'Between two publications of this channel. Empty: none.',
            zh: '同一渠道两条内容之间的最短间隔；留空表示不限。',
          },
          step: 1,
        },
        label: { en: 'Least gap (minutes)', zh: '最短间隔（分钟）' },
        max: MOST_GAP_MINUTES,
        min: 1,
      },
      {
        name: 'maxPerDay',
        type: 'number',
        access: staffOnly,
        admin: {
          description: {
            en: 'On one day of the channel’s zone. Empty: no cap.',
            zh: '按渠道时区的自然日计算；留空表示不限。',
          },
          step: 1,
        },
        label: { en: 'Most per day', zh: '每日上限（条）' },
        max: 1_000,
        min: 1,
      },
    ],
  },
  {
    name: 'territories',
    type: 'text',
    access: staffOnly,
    admin: {
      description: {
        en: 'Where it is seen, as country codes such as CN: what is licensed elsewhere only is refused. Empty: not judged.',
        zh: '渠道覆盖的国家或地区代码，如 CN；授权地域不包含时不能发布。留空表示不检查。',
      },
    },
    hasMany: true,
    label: { en: 'Territories', zh: '覆盖地区' },
  },
  {
    name: 'limits',
    type: 'json',
    access: staffOnly,
    admin: {
      description: {
        en: 'Overrides of the platform\'s limits. Pace, over all workers: {"rate": {"count": 20, "seconds": 60, "burst": 1}, "concurrency": 2}.',
        zh: '覆盖平台默认限制。所有发布进程共用的节奏：{"rate": {"count": 20, "seconds": 60, "burst": 1}, "concurrency": 2}。',
      },
    },
    label: { en: 'Limits', zh: '限制' },
    validate: validateLimits,
  },
  {
    name: 'schedules',
    type: 'join',
    access: { read: staffOnly.read },
    collection: SCHEDULES,
    label: { en: 'Schedules', zh: '排期' },
    on: 'channels',
  },
  {
    name: 'publications',
    type: 'join',
    access: { read: staffOnly.read },
    admin: { allowCreate: false },
    collection: PUBLICATIONS,
    defaultSort: '-dueAt',
    label: { en: 'Publications', zh: '发布记录' },
    on: 'channel',
  },
]

function validateLimits(value: unknown, { req }: Parameters<JSONFieldValidation>[1]): string | true {
  const problem = findLimitsProblem(value)

  return (
    problem === null ||
    say(req, {
      en: `"${problem}" is not a limit. Use {"text": {"max": 500, "unit": "grapheme"}, "images": 9, "bodyBytes": 1000}.`,
      zh: `“${problem}”不是有效限制，请使用 {"text": {"max": 500, "unit": "grapheme"}, "images": 9, "bodyBytes": 1000}。`,
    })
  )
}
