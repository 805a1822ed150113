import { describe, expect, it } from 'vitest'

import type { Reason } from '../../../src/domain/errors.ts'
import { sayReason } from '../../../src/domain/reasons/reason.ts'
import { findRecurrenceFaults } from '../../../src/domain/recurrence/findRecurrenceFaults.ts'

const find = (given: Partial<Parameters<typeof findRecurrenceFaults>[0]>) =>
  findRecurrenceFaults({ localStart: '2026-11-22T20:00:00', recurrence: null, timeZone: 'Asia/Shanghai', ...given })
const codes = (given: Parameters<typeof find>[0]) => find(given).map(({ code }) => code)

describe('findRecurrenceFaults', () => {
  it.each([
    null,
    '',
    'FREQ=DAILY',
    'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231',
    'freq=monthly;byday=-1fr',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=MINUTELY;INTERVAL=2',
    'RRULE:FREQ=DAILY\r\nEXDATE:20261123T200000,\r\n 20261124T200000\r\nRDATE;VALUE=DATE:20270101',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
  ])('finds nothing against %s', (recurrence) => {
    expect(find({ recurrence })).toEqual([])
  })

  it.each([
    'hello',
    'FREQ=SOMETIMES',
    'FREQ=DAILY;FREQ=WEEKLY',
    'BYDAY=MO',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=10001',
    'FREQ=DAILY;BYHOUR=24',
    'FREQ=DAILY;BYDAY=XX',
    'FREQ=WEEKLY;BYDAY=1MO',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=DAILY;UNTIL=20270230',
    'FREQ=DAILY;COUNT=2;UNTIL=20270101',
    'FREQ=DAILY;BYSETPOS=1',
    'DTSTART:20261122T200000\nRRULE:FREQ=DAILY',
    'RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY',
    'RRULE:FREQ=DAILY\nEXDATE;TZID=Europe/Berlin:20261122T200000',
    'RRULE:FREQ=DAILY\nEXDATE:tomorrow',
  ])('cannot understand %s', (recurrence) => {
    expect(codes({ recurrence })).toContain('RRULE_MALFORMED')
  })

  it.each([
    ['UNTIL_BEFORE_START', 'FREQ=DAILY;UNTIL=20261121'],
    ['UNTIL_BEFORE_START', 'FREQ=DAILY;UNTIL=20261122T115959Z'],
    ['TOO_FREQUENT', 'FREQ=MINUTELY'],
    ['TOO_FREQUENT', 'FREQ=SECONDLY;INTERVAL=80'],
    ['TOO_FREQUENT', `FREQ=HOURLY;BYMINUTE=${Array.from({ length: 60 }, (_, minute) => minute).join()}`],
    ['NEVER_FIRES', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
    ['NEVER_FIRES', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ['NEVER_FIRES', 'FREQ=HOURLY;INTERVAL=24;BYHOUR=3'],
    ['NEVER_FIRES', 'RRULE:FREQ=DAILY;COUNT=1\nEXDATE:20261122T200000'],
    ['RRULE_TOO_LONG', `FREQ=DAILY\nEXDATE:${Array.from({ length: 501 }, () => '20261122').join()}`],
  ])('says %s of %s', (code, recurrence) => {
    expect(codes({ recurrence })).toEqual([code])
  })

  it('says which part cannot be understood, in both languages', () => {
    const [fault] = find({ recurrence: 'FREQ=DAILY;BYHOUR=24' })

    expect(fault?.message).toContain('BYHOUR=24')
    expect(sayReason(fault as Reason, 'zh')).toBe('重复规则无法识别：这不是有效的规则部分「BYHOUR=24」。')
  })

  it('names the zone and the start at once, in both languages', () => {
    const faults = find({ localStart: 'soon', timeZone: 'Asia/Shangri-La' })

    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['UNKNOWN_ZONE', 'publishAt_tz'],
      ['START_INVALID', 'publishAt'],
    ])
    expect(faults.map((fault) => sayReason(fault, 'zh'))[0]).toContain('时区')
  })
})
