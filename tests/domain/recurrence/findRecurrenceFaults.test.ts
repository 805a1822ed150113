import { RRuleTemporal } from 'rrule-temporal'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Reason } from '../../../src/domain/errors.ts'
import { sayReason } from '../../../src/domain/reasons/reason.ts'
import { expandRecurrence } from '../../../src/domain/recurrence/expandRecurrence.ts'
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
    'FREQ=MONTHLY;BYMONTH=2;BYDAY=MO;BYSETPOS=5',
    'FREQ=HOURLY;BYMINUTE=0,20,40;BYSETPOS=-3',
    'FREQ=DAILY;BYHOUR=9,12,18;BYSETPOS=3;COUNT=10000',
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
    'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3;BYSETPOS=10',
    'FREQ=DAILY;BYHOUR=1,2,3;BYSETPOS=1,-4',
    'FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=3',
    'FREQ=HOURLY;BYMINUTE=0,20,40;BYSETPOS=4',
    'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3;BYSETPOS=9;COUNT=10000',
    'RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYSETPOS=4\nRDATE:20261201T100000',
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

describe('findRecurrenceFaults, for a BYSETPOS that chooses nothing', () => {
  const listed = (last: number) => Array.from({ length: last + 1 }, (_, place) => place).join()
  const daily = `FREQ=DAILY;BYHOUR=${listed(23)};BYMINUTE=${listed(14)};BYSETPOS=366`
  const monthly = `FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,2,3,4,5,6,7;BYHOUR=${listed(23)};BYMINUTE=${listed(14)};BYSETPOS=366,-366`
  const countLooks = (look: () => unknown) => {
    const looks = vi.spyOn(
      RRuleTemporal.prototype as unknown as { recordCandidateEvaluation(budget: object, looks?: number): void },
      'recordCandidateEvaluation',
    )

    look()

    return looks.mock.calls.reduce((sum, [, many = 1]) => sum + many, 0)
  }

  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('looks at few times where it can never choose one', () => {
    expect(countLooks(() => find({ recurrence: daily }))).toBe(0)
  })

  it('gives up where it might choose one and never does', () => {
    const looks = countLooks(() => find({ recurrence: monthly }))

    expect(codes({ recurrence: monthly })).toEqual(['NEVER_FIRES'])
    expect(looks).toBeGreaterThan(1_000)
    expect(looks).toBeLessThan(150_000)
  })

  it.each([
    ['the next extra date', { limit: 1 }],
    ['the end of what is asked for', { limit: 10, to: new Date('2026-12-22T00:00:00Z') }],
  ])('looks no further than %s', (_title, range) => {
    const looks = countLooks(() => {
      const found = expandRecurrence({
        from: null,
        localStart: '2026-11-22T20:00:00',
        recurrence: `${monthly}\nRDATE:20261201T100000`,
        timeZone: 'Asia/Shanghai',
        ...range,
      })

      expect(found.map(({ localTime }) => localTime)).toEqual(['2026-12-01T10:00:00'])
    })

    expect(looks).toBeLessThan(5_000)
  })
})
