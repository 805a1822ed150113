import { describe, expect, it } from 'vitest'

import { describeRecurrence } from '../../../src/domain/recurrence/describeRecurrence.ts'
import { readChoice, writeChoice } from '../../../src/domain/recurrence/recurrenceChoice.ts'

const say = (recurrence: string | null) =>
  (['zh', 'en'] as const).map((language) =>
    describeRecurrence({ language, localTime: '2026-11-23T09:00:00', recurrence }),
  )

describe('describeRecurrence', () => {
  it.each([
    [null, '2026年11月23日 09:00 一次', 'Once on 23 November 2026 at 09:00'],
    ['FREQ=DAILY', '每天 09:00', 'Every day at 09:00'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=5', '每 3 天 09:00，共 5 次', 'Every 3 days at 09:00, 5 times'],
    [
      'FREQ=WEEKLY;BYDAY=WE,MO;UNTIL=20261231',
      '每周一、三 09:00，直到 2026年12月31日',
      'Every Monday and Wednesday at 09:00, until 31 December 2026',
    ],
    ['FREQ=WEEKLY;INTERVAL=2', '每 2 周的周一 09:00', 'Every 2 weeks on Monday at 09:00'],
    ['FREQ=MONTHLY', '每月 23 日 09:00', 'Every month on the 23rd at 09:00'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '每月最后一天 09:00', 'Every month on the last day at 09:00'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '每月最后一个周五 09:00', 'Every month on the last Friday at 09:00'],
    ['FREQ=MONTHLY;BYDAY=2TU', '每月第 2 个周二 09:00', 'Every month on the 2nd Tuesday at 09:00'],
    ['FREQ=YEARLY', '每年 11 月 23 日 09:00', 'Every year on 23 November at 09:00'],
    ['FREQ=HOURLY;INTERVAL=6', '每 6 小时', 'Every 6 hours'],
    [
      'RRULE:FREQ=DAILY\nEXDATE:20261124\nRDATE:20270101,20270102',
      '每天 09:00，除去 1 个日期，另加 2 个日期',
      'Every day at 09:00, except on 1 date, and on 2 more dates',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
      '自定义规则 FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
      'By a rule of its own: FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
    ],
    ['nonsense', '', ''],
  ])('says %s', (recurrence, zh, en) => {
    expect(say(recurrence)).toEqual([zh, en])
  })
})

describe('readChoice', () => {
  it.each([
    'RRULE:FREQ=DAILY;INTERVAL=2;COUNT=5',
    'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231',
    'RRULE:FREQ=MONTHLY',
    'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1',
    'RRULE:FREQ=MONTHLY;BYDAY=-1FR',
    'RRULE:FREQ=YEARLY\nEXDATE:20261124T090000\nRDATE:20270101T090000',
    'RDATE:20270101T090000',
  ])('holds %s, and writes it back', (text) => {
    const choice = readChoice(text)

    expect(choice === null ? null : writeChoice(choice)).toBe(text)
  })

  it.each(['FREQ=MONTHLY;BYMONTHDAY=1,15', 'FREQ=HOURLY', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1', 'nonsense'])(
    'has no fields for %s',
    (text) => {
      expect(readChoice(text)).toBeNull()
    },
  )

  it('is once for nothing', () => {
    expect(readChoice(null)?.pattern).toBe('once')
  })
})
