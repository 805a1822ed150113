import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { expandRecurrence, type ExpandRecurrenceArgs } from '../../../src/domain/recurrence/expandRecurrence.ts'

const expand = (given: Partial<ExpandRecurrenceArgs>) =>
  expandRecurrence({
    from: null,
    limit: 4,
    localStart: '2026-11-22T20:00:00',
    recurrence: null,
    timeZone: 'Asia/Shanghai',
    ...given,
  })
const localTimes = (given: Partial<ExpandRecurrenceArgs>) => expand(given).map(({ localTime }) => localTime)
const instants = (given: Partial<ExpandRecurrenceArgs>) => expand(given).map(({ at }) => at.toISOString())

describe('expandRecurrence', () => {
  it.each([
    ['once', { recurrence: null }, ['2026-11-22T20:00:00']],
    ['daily', { limit: 2, recurrence: 'FREQ=DAILY' }, ['2026-11-22T20:00:00', '2026-11-23T20:00:00']],
    [
      'weekly on days, from the first that the rule names',
      { limit: 3, recurrence: 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE' },
      ['2026-11-23T20:00:00', '2026-11-25T20:00:00', '2026-11-30T20:00:00'],
    ],
    [
      'on the last day of the month',
      { limit: 4, recurrence: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
      ['2026-11-30T20:00:00', '2026-12-31T20:00:00', '2027-01-31T20:00:00', '2027-02-28T20:00:00'],
    ],
    [
      'on the last Friday of the month',
      { limit: 2, recurrence: 'FREQ=MONTHLY;BYDAY=-1FR' },
      ['2026-11-27T20:00:00', '2026-12-25T20:00:00'],
    ],
    ['yearly', { limit: 2, recurrence: 'FREQ=YEARLY' }, ['2026-11-22T20:00:00', '2027-11-22T20:00:00']],
    [
      'until a day, to its end',
      { recurrence: 'FREQ=DAILY;UNTIL=20261123' },
      ['2026-11-22T20:00:00', '2026-11-23T20:00:00'],
    ],
    ['until a wall clock', { recurrence: 'FREQ=DAILY;UNTIL=20261123T195959' }, ['2026-11-22T20:00:00']],
    [
      'until an instant, on the wall clock of the zone',
      { recurrence: 'FREQ=DAILY;UNTIL=20261123T120000Z' },
      ['2026-11-22T20:00:00', '2026-11-23T20:00:00'],
    ],
    ['so many times', { recurrence: 'FREQ=DAILY;COUNT=2' }, ['2026-11-22T20:00:00', '2026-11-23T20:00:00']],
    [
      'without its exceptions, which count',
      { recurrence: 'RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261123T200000' },
      ['2026-11-22T20:00:00', '2026-11-24T20:00:00'],
    ],
    [
      'with its extra dates, in order',
      { recurrence: 'RRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20261124T090000,20261125' },
      ['2026-11-22T20:00:00', '2026-11-24T09:00:00', '2026-11-25T20:00:00', '2026-11-29T20:00:00'],
    ],
    [
      'at its start and on extra dates where there is no rule',
      { recurrence: 'RDATE:20261124T090000' },
      ['2026-11-22T20:00:00', '2026-11-24T09:00:00'],
    ],
    [
      'not on a day that is excepted',
      { limit: 1, recurrence: 'FREQ=DAILY\nEXDATE;VALUE=DATE:20261122' },
      ['2026-11-23T20:00:00'],
    ],
  ] as const)('comes %s', (_title, given, expected) => {
    expect(localTimes(given)).toEqual(expected)
  })

  it('moves a time in a gap by the gap and says so', () => {
    expect(
      expand({ limit: 3, localStart: '2027-03-13T02:30:00', recurrence: 'FREQ=DAILY', timeZone: 'America/New_York' }),
    ).toEqual([
      { at: new Date('2027-03-13T07:30:00Z'), localTime: '2027-03-13T02:30:00', shifted: false },
      { at: new Date('2027-03-14T07:30:00Z'), localTime: '2027-03-14T02:30:00', shifted: true },
      { at: new Date('2027-03-15T06:30:00Z'), localTime: '2027-03-15T02:30:00', shifted: false },
    ])
  })

  it('comes once in an overlap, at the first coming of the hour', () => {
    const given = { limit: 3, recurrence: 'FREQ=DAILY', timeZone: 'America/New_York' }

    expect(instants({ ...given, localStart: '2026-10-31T01:30:00' })).toEqual([
      '2026-10-31T05:30:00.000Z',
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ])
  })

  it.each([
    ['a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15:00', '2026-10-03T15:45:00.000Z'],
    ['a gap at midnight', 'Africa/Cairo', '2026-04-24T00:30:00', '2026-04-23T22:30:00.000Z'],
  ])('follows %s', (_title, timeZone, localStart, expected) => {
    expect(instants({ limit: 1, localStart, timeZone })).toEqual([expected])
  })

  it('names one instant once where a gap moves a time onto another', () => {
    const hourly = expand({
      limit: 3,
      localStart: '2027-03-14T01:30:00',
      recurrence: 'FREQ=HOURLY',
      timeZone: 'America/New_York',
    })

    expect(hourly.map(({ at, shifted }) => [at.toISOString(), shifted])).toEqual([
      ['2027-03-14T06:30:00.000Z', false],
      ['2027-03-14T07:30:00.000Z', false],
      ['2027-03-14T08:30:00.000Z', false],
    ])
    expect(
      localTimes({ localStart: '2011-12-29T09:00:00', recurrence: 'FREQ=DAILY', timeZone: 'Pacific/Apia' }),
    ).toEqual(['2011-12-29T09:00:00', '2011-12-31T09:00:00', '2012-01-01T09:00:00', '2012-01-02T09:00:00'])
  })

  it('keeps the order of instants within a gap', () => {
    const minutely = instants({
      limit: 200,
      localStart: '2027-03-14T01:00:00',
      recurrence: 'FREQ=MINUTELY;INTERVAL=7',
      timeZone: 'America/New_York',
    })

    expect(minutely).toEqual([...minutely].sort())
    expect(new Set(minutely).size).toBe(200)
  })

  it('keeps the fraction of a second of its start', () => {
    expect(instants({ limit: 2, localStart: '2026-11-22T20:00:00.25', recurrence: 'FREQ=DAILY' })).toEqual([
      '2026-11-22T12:00:00.250Z',
      '2026-11-23T12:00:00.250Z',
    ])
  })

  it('finds a window far ahead without walking there', () => {
    expect(
      instants({ from: new Date('2046-01-01T00:00:00Z'), limit: 1, recurrence: 'FREQ=MINUTELY;INTERVAL=2' }),
    ).toEqual(['2046-01-01T00:00:00.000Z'])
  })

  it('refuses a zone that nobody knows', () => {
    expect(() => expand({ timeZone: 'Asia/Shangri-La' })).toThrow('Shangri-La')
  })
})

const ZONES = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Europe/Berlin', 'Africa/Cairo', 'UTC']
const aRule = fc.record({
  byDay: fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']),
  frequency: fc.constantFrom('DAILY', 'WEEKLY', 'HOURLY'),
  interval: fc.integer({ max: 5, min: 1 }),
})
const aStart = fc
  .date({ max: new Date('2031-01-01'), min: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 16)}:00`)

describe('expandRecurrence, whatever the rule', () => {
  const anExpansion = fc
    .record({ localStart: aStart, rule: aRule, timeZone: fc.constantFrom(...ZONES) })
    .map(({ localStart, rule, timeZone }): ExpandRecurrenceArgs => ({
      from: null,
      limit: 60,
      localStart,
      recurrence:
        `FREQ=${rule.frequency};INTERVAL=${rule.interval}` +
        (rule.byDay.length > 0 ? `;BYDAY=${rule.byDay.join()}` : ''),
      timeZone,
    }))

  it('lists instants in order, each once', () => {
    fc.assert(
      fc.property(anExpansion, (args) => {
        const times = expandRecurrence(args).map(({ at }) => at.getTime())

        expect(times).toEqual([...new Set(times)].sort((one, other) => one - other))
      }),
      { numRuns: 100 },
    )
  })

  it('gives the same list in parts as in one', () => {
    fc.assert(
      fc.property(anExpansion, fc.nat(50), (args, cut) => {
        const all = expandRecurrence(args)
        const first = all.slice(0, cut)
        const rest = expandRecurrence({
          ...args,
          from: new Date((first.at(-1)?.at.getTime() ?? 0) + 1),
          limit: args.limit - first.length,
        })

        expect([...first, ...rest]).toEqual(all)
      }),
      { numRuns: 60 },
    )
  })
})
