import { describe, expect, it } from 'vitest'

import { followStart } from '../../../src/domain/recurrence/followStart.ts'
import { listOccurrences, type Timing } from '../../../src/domain/recurrence/listOccurrences.ts'
import { instantOf } from '../../../src/domain/recurrence/localTime.ts'

const timeZone = 'Asia/Shanghai'
const aTiming = (recurrence: string, localTime = '2026-11-23T20:00:00'): Timing => ({
  localTime,
  publishAt: instantOf({ localTime, timeZone }),
  recurrence,
  timeZone,
})
const times = (timing: Timing) =>
  listOccurrences({ from: null, limit: 6, timing }).map((occurrence) => occurrence.localTime.slice(5, 16))

describe('followStart', () => {
  const follow = (timing: Timing, localTime: string, zone = timeZone) => {
    const recurrence = followStart({ from: timing, to: { localTime, timeZone: zone } })

    return { localTime, publishAt: instantOf({ localTime, timeZone: zone }), recurrence, timeZone: zone }
  }

  it.each([
    [
      'the time of day, with what was cancelled and what was moved',
      'RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20261124T200000,20261125T200000\nRDATE:20261125T230000',
      '2026-11-23T20:30:00',
      ['11-23T20:30', '11-25T23:30', '11-26T20:30'],
    ],
    [
      'over midnight',
      'RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261124T200000',
      '2026-11-24T01:00:00',
      ['11-24T01:00', '11-26T01:00'],
    ],
    [
      'not the days that a rule names itself',
      'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3\nEXDATE:20261130T200000',
      '2026-11-24T21:00:00',
      ['12-07T21:00', '12-14T21:00'],
    ],
    [
      'the day that a rule takes from its start',
      'RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261130T200000',
      '2026-11-24T21:00:00',
      ['11-24T21:00', '12-08T21:00'],
    ],
    [
      'nothing where only the first day falls away',
      'RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261125T200000',
      '2026-11-24T20:00:00',
      ['11-24T20:00', '11-26T20:00'],
    ],
    [
      'the end that has a time',
      'RRULE:FREQ=DAILY;UNTIL=20261125T200000\nEXDATE:20261124T200000',
      '2026-11-23T20:30:00',
      ['11-23T20:30', '11-25T20:30'],
    ],
    [
      'a start that was moved away, and no date beside it',
      'EXDATE:20261123T200000\nRDATE:20261124T090000,20261125T090000',
      '2026-11-23T21:00:00',
      ['11-24T09:00', '11-25T09:00'],
    ],
  ])('follows %s', (_title, recurrence, localTime, expected) => {
    expect(times(follow(aTiming(recurrence), localTime))).toEqual(expected)
  })

  it('keeps instants in another zone', () => {
    const timing = aTiming('RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20261124T200000\nRDATE:20261124T230000')

    for (const [localTime, zone] of [
      ['2026-11-23T21:00:00', 'Asia/Tokyo'],
      ['2026-11-23T07:00:00', 'America/New_York'],
    ] as const) {
      const moved = follow(timing, localTime, zone)

      expect(listOccurrences({ from: null, limit: 9, timing: moved }).map(({ at }) => at)).toEqual(
        listOccurrences({ from: null, limit: 9, timing }).map(({ at }) => at),
      )
    }
  })
})

describe('followStart, into another zone', () => {
  const wallClock = { localTime: '2026-12-07T20:00:00', timeZone: 'Asia/Shanghai' }
  const instant = { localTime: '2026-12-08T09:00:00', timeZone: 'Asia/Shanghai' }
  const aPlan = (recurrence: string): Timing => {
    const start = { localTime: '2026-12-07T20:00:00', timeZone: 'America/New_York' }

    return { ...start, publishAt: instantOf(start), recurrence }
  }

  it.each([
    ['days of the week', 'FREQ=WEEKLY;BYDAY=MO', wallClock, '20261214T200000', '20261214T200000'],
    ['days of the week', 'FREQ=WEEKLY;BYDAY=MO', instant, '20261214T200000', '20261214T090000'],
    ['days that are neighbours', 'FREQ=WEEKLY;BYDAY=MO,TU', instant, '20261214T200000', '20261214T090000'],
    ['a day of the month', 'FREQ=MONTHLY;BYMONTHDAY=7', wallClock, '20270107T200000', '20270107T200000'],
    ['a day of the month', 'FREQ=MONTHLY;BYMONTHDAY=7', instant, '20270107T200000', '20270107T090000'],
    ['hours', 'FREQ=DAILY;BYHOUR=9,20', wallClock, '20261214T090000', '20261214T090000'],
    ['no day', 'FREQ=WEEKLY', wallClock, '20261214T200000', '20261214T200000'],
    ['no day', 'FREQ=WEEKLY', instant, '20261214T200000', '20261215T090000'],
    ['no hour', 'FREQ=HOURLY', instant, '20261214T200000', '20261215T090000'],
    ['a whole day', 'FREQ=WEEKLY;BYDAY=MO', wallClock, '20261214', '20261214'],
    ['an instant', 'FREQ=WEEKLY;BYDAY=MO', wallClock, '20261215T010000Z', '20261214T200000'],
  ])('keeps away what was cancelled of a rule that names %s: %s', (_title, rule, to, before, after) => {
    expect(followStart({ from: aPlan(`RRULE:${rule}\nEXDATE:${before}`), to })).toBe(`RRULE:${rule}\nEXDATE:${after}`)
  })

  it('moves what was moved as the rule moves', () => {
    const from = aPlan('RRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE:20261214T200000\nRDATE:20261214T220000')

    expect(followStart({ from, to: instant })).toBe(
      'RRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE:20261214T090000\nRDATE:20261214T110000',
    )
  })
})
