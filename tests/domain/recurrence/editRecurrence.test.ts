import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { editOccurrence } from '../../../src/domain/recurrence/editOccurrence.ts'
import { listOccurrences, type Timing } from '../../../src/domain/recurrence/listOccurrences.ts'
import { instantOf } from '../../../src/domain/recurrence/localTime.ts'
import { shiftRecurrence } from '../../../src/domain/recurrence/shiftRecurrence.ts'
import { splitRecurrence } from '../../../src/domain/recurrence/splitRecurrence.ts'

const timeZone = 'Asia/Shanghai'
const aTiming = (recurrence: string | null, localTime = '2026-11-23T20:00:00'): Timing => ({
  localTime,
  publishAt: instantOf({ localTime, timeZone }),
  recurrence,
  timeZone,
})
const times = (timing: Timing | null, limit = 6) =>
  timing === null
    ? []
    : listOccurrences({ from: null, limit, timing }).map((occurrence) => occurrence.localTime.slice(5, 16))

describe('editOccurrence', () => {
  const daily = aTiming('RRULE:FREQ=DAILY;COUNT=3')

  it('takes one out', () => {
    const recurrence = editOccurrence({ localTime: '2026-11-24T20:00:00', timing: daily, to: null })

    expect(recurrence).toBe('RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261124T200000')
    expect(times({ ...daily, recurrence })).toEqual(['11-23T20:00', '11-25T20:00'])
  })

  it('moves one, and moves it again, and back', () => {
    const move = (timing: Timing, localTime: string, to: string): Timing => ({
      ...timing,
      recurrence: editOccurrence({ localTime, timing, to }),
    })
    const moved = move(daily, '2026-11-24T20:00:00', '2026-11-24T09:00:00')
    const again = move(moved, '2026-11-24T09:00:00', '2026-11-26T09:00:00')

    expect(times(moved)).toEqual(['11-23T20:00', '11-24T09:00', '11-25T20:00'])
    expect(times(again)).toEqual(['11-23T20:00', '11-25T20:00', '11-26T09:00'])
    expect(move(again, '2026-11-26T09:00:00', '2026-11-24T20:00:00').recurrence).toBe(daily.recurrence)
  })
})

describe('editOccurrence, of dates that are excepted', () => {
  const weekly = (dates: string) => aTiming(`RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3\n${dates}`, '2026-12-01T09:00:00')
  const edit = (timing: Timing, localTime: string, to: string | null) => ({
    ...timing,
    recurrence: editOccurrence({ localTime, timing, to }),
  })

  it.each([
    ['on a day that is taken out', 'EXDATE:20261208', '2026-12-08T15:00:00', '12-08T15:00'],
    ['on a day that is taken out, at the time of the rule', 'EXDATE:20261208', '2026-12-08T09:00:00', '12-08T09:00'],
    ['at a time that the rule never named', 'EXDATE:20261210T090000', '2026-12-10T09:00:00', '12-10T09:00'],
  ])('keeps what is moved: %s', (_title, dates, to, expected) => {
    const timing = weekly(dates)
    const moved = edit(timing, '2026-12-15T09:00:00', to)

    expect(times(moved)).toEqual([...times(timing).filter((time) => time !== '12-15T09:00'), expected].sort())
    expect(times(edit(moved, to, null))).toEqual(times(timing).filter((time) => time !== '12-15T09:00'))
  })

  it('leaves the rest of a day that is taken out away', () => {
    const timing = aTiming('RRULE:FREQ=HOURLY;COUNT=30\nEXDATE:20261124', '2026-11-23T20:00:00')
    const moved = edit(timing, '2026-11-23T21:00:00', '2026-11-24T20:00:00')

    expect(times(moved, 30)).toEqual([
      ...times(timing, 30).filter((time) => time < '11-23T21'),
      '11-23T22:00',
      '11-23T23:00',
      '11-24T20:00',
      ...times(timing, 30).filter((time) => time > '11-25'),
    ])
  })

  it('takes one out that is named twice', () => {
    const timing = aTiming('RRULE:FREQ=DAILY;COUNT=3\nRDATE:20261124T200000')

    expect(times(edit(timing, '2026-11-24T20:00:00', null))).toEqual(['11-23T20:00', '11-25T20:00'])
  })
})

describe('splitRecurrence', () => {
  it('gives the rest of a count to the later part', () => {
    const { after, before } = splitRecurrence({
      localTime: '2026-11-25T20:00:00',
      timing: aTiming('RRULE:FREQ=DAILY;COUNT=5\nEXDATE:20261124T200000,20261126T200000\nRDATE:20261123T090000'),
    })

    expect(before?.recurrence).toBe(
      'RRULE:FREQ=DAILY;UNTIL=20261124T200000\nEXDATE:20261124T200000\nRDATE:20261123T090000',
    )
    expect(after?.recurrence).toBe('RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261126T200000')
    expect(times(after)).toEqual(['11-25T20:00', '11-27T20:00'])
  })

  it('has nothing before the first and nothing after the last', () => {
    expect(splitRecurrence({ localTime: '2026-11-23T20:00:00', timing: aTiming('FREQ=DAILY') }).before).toBeNull()
    expect(splitRecurrence({ localTime: '2026-11-24T20:00:00', timing: aTiming(null) }).after).toBeNull()
  })

  it('keeps away what a whole day takes out, where it is cut within that day', () => {
    const timing = aTiming(
      'RRULE:FREQ=DAILY;BYHOUR=9,20;COUNT=8\nEXDATE:20261125\nRDATE:20261125T120000',
      '2026-11-23T09:00:00',
    )
    const { after, before } = splitRecurrence({ localTime: '2026-11-25T12:00:00', timing })

    expect(times(before, 9)).toEqual(['11-23T09:00', '11-23T20:00', '11-24T09:00', '11-24T20:00'])
    expect(times(after, 9)).toEqual(['11-25T12:00', '11-26T09:00', '11-26T20:00'])
  })

  it('keeps an extra date on the side where it comes, at a start within a second', () => {
    const timing = aTiming('RRULE:FREQ=DAILY;COUNT=2\nRDATE:20261126T090000', '2026-11-23T20:00:00.165')
    const { after, before } = splitRecurrence({ localTime: '2026-11-26T09:00:00.165', timing })

    expect(times(before)).toEqual(['11-23T20:00', '11-24T20:00'])
    expect(after).toMatchObject({ localTime: '2026-11-26T09:00:00.165', recurrence: null })
  })

  it('loses no occurrence and makes none, whatever the rule and the fraction of its start', () => {
    const aRule = fc.record({
      byDay: fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']),
      count: fc.option(fc.integer({ max: 30, min: 1 }), { nil: null }),
      fraction: fc.constantFrom('', '.165'),
      frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'HOURLY'),
      interval: fc.integer({ max: 4, min: 1 }),
    })

    fc.assert(
      fc.property(aRule, fc.nat(19), ({ byDay, count, fraction, frequency, interval }, place) => {
        const timing = aTiming(
          `FREQ=${frequency};INTERVAL=${interval}` +
            (byDay.length > 0 ? `;BYDAY=${byDay.join()}` : '') +
            (count === null ? '' : `;COUNT=${count}`),
          `2026-11-23T20:00:00${fraction}`,
        )
        const all = listOccurrences({ from: null, limit: 20, timing })
        const at = all[place]

        fc.pre(at !== undefined)

        const { after, before } = splitRecurrence({ localTime: at?.localTime ?? '', timing })

        expect([...times(before, place), ...times(after, 20 - place)]).toEqual(times(timing, 20))
        expect(times(before, 100)).toHaveLength(place)
      }),
      { numRuns: 100 },
    )
  })
})

describe('shiftRecurrence', () => {
  const shift = (timing: Timing, from: string, to: string) => shiftRecurrence({ from, timing, to })

  it.each([
    [
      'the time of day',
      'FREQ=DAILY;COUNT=2',
      '2026-11-23T20:00:00',
      '2026-11-23T09:30:00',
      ['11-23T09:30', '11-24T09:30'],
    ],
    [
      'days of the week',
      'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3',
      '2026-11-25T20:00:00',
      '2026-11-26T21:00:00',
      ['11-24T21:00', '11-26T21:00', '12-01T21:00'],
    ],
    [
      'the day of the month',
      'FREQ=MONTHLY;BYMONTHDAY=23;COUNT=2',
      '2026-12-23T20:00:00',
      '2026-12-24T20:00:00',
      ['11-24T20:00', '12-24T20:00'],
    ],
    [
      'exceptions and extra dates',
      'RRULE:FREQ=DAILY;UNTIL=20261125\nEXDATE:20261124T200000\nRDATE:20261130T080000',
      '2026-11-23T20:00:00',
      '2026-11-23T21:00:00',
      ['11-23T21:00', '11-25T21:00', '11-30T09:00'],
    ],
  ])('moves %s', (_title, recurrence, from, to, expected) => {
    expect(times(shift(aTiming(recurrence), from, to))).toEqual(expected)
  })

  it('keeps what was taken out away where the start loses the fraction of its second', () => {
    const timing = aTiming('RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261124T200000', '2026-11-23T20:00:00.165')

    expect(times(shift(timing, '2026-11-25T20:00:00.165', '2026-11-25T21:00:00'))).toEqual([
      '11-23T21:00',
      '11-25T21:00',
    ])
  })

  it.each([
    ['the last Friday to a Thursday', 'FREQ=MONTHLY;BYDAY=-1FR', '2026-11-27T20:00:00', '2026-11-26T20:00:00'],
    ['the last day to another', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-11-30T20:00:00', '2026-11-29T20:00:00'],
    ['hours that the rule names', 'FREQ=DAILY;BYHOUR=9,20', '2026-11-23T20:00:00', '2026-11-23T21:00:00'],
    ['weekdays to a Saturday', 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', '2026-11-27T20:00:00', '2026-11-28T20:00:00'],
    [
      'two days of every other week',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU',
      '2026-11-23T20:00:00',
      '2026-11-24T20:00:00',
    ],
    ['the 31st, which few months have', 'FREQ=MONTHLY;BYMONTHDAY=31', '2026-12-31T20:00:00', '2027-01-01T20:00:00'],
  ])('does not guess how to move %s', (_title, recurrence, from, to) => {
    expect(shift(aTiming(recurrence), from, to)).toBeNull()
  })

  it.each([
    ['MONTHLY', '2026-12-31', '2027-01-01'],
    ['MONTHLY', '2026-12-31', '2026-12-30'],
    ['MONTHLY', '2026-12-28', '2026-12-29'],
    ['MONTHLY', '2026-12-25', '2027-01-02'],
    ['YEARLY', '2028-02-29', '2028-03-01'],
  ])('does not let a repeat come more or less often: %s from %s to %s', (frequency, from, to) => {
    expect(shift(aTiming(`FREQ=${frequency}`, `${from}T20:00:00`), `${from}T20:00:00`, `${to}T20:00:00`)).toBeNull()
  })

  it('moves all by as many days as the one that is moved, whichever that is', () => {
    const timing = aTiming('RRULE:FREQ=MONTHLY;BYMONTHDAY=23;COUNT=2\nRDATE:20261215T200000')

    expect(times(shift(timing, '2026-12-15T20:00:00', '2026-12-17T20:00:00'))).toEqual([
      '11-25T20:00',
      '12-17T20:00',
      '12-25T20:00',
    ])
  })
})

describe('listOccurrences, of a start in the second coming of an hour', () => {
  it('keeps it behind an earlier extra date', () => {
    const timing: Timing = {
      localTime: '2027-11-07T01:30:00',
      publishAt: new Date('2027-11-07T06:30:00.000Z'),
      recurrence: 'RRULE:FREQ=DAILY;COUNT=2\nRDATE:20271101T090000',
      timeZone: 'America/New_York',
    }

    expect(listOccurrences({ from: null, limit: 9, timing }).map(({ at }) => at.toISOString())).toEqual([
      '2027-11-01T13:00:00.000Z',
      '2027-11-07T06:30:00.000Z',
      '2027-11-08T06:30:00.000Z',
    ])
  })
})
