import { describe, expect, it } from 'vitest'

import type { Weekday } from '../../../src/domain/rhythm/channelRhythm.ts'
import { findQuiet } from '../../../src/domain/rhythm/quietHours.ts'

const hours = (from: string, until: string, ...weekdays: Weekday[]) => [{ from, until, weekdays }]

describe('findQuiet', () => {
  it.each([
    ['begins sharp', 'Asia/Shanghai', hours('23:00', '08:00'), '2026-11-22T15:00:00Z', '2026-11-23T00:00:00.000Z'],
    ['is not quiet a moment before', 'Asia/Shanghai', hours('23:00', '08:00'), '2026-11-22T14:59:59.999Z', null],
    [
      'goes on past midnight',
      'Asia/Shanghai',
      hours('23:00', '08:00'),
      '2026-11-22T23:59:00Z',
      '2026-11-23T00:00:00.000Z',
    ],
    ['ends sharp', 'Asia/Shanghai', hours('23:00', '08:00'), '2026-11-23T00:00:00Z', null],
    [
      'lasts a day where it ends as it begins',
      'Asia/Shanghai',
      hours('09:00', '09:00'),
      '2026-11-22T00:59:00Z',
      '2026-11-22T01:00:00.000Z',
    ],
    [
      'keeps to the days on which it begins',
      'Asia/Shanghai',
      hours('12:00', '14:00', 'MO'),
      '2026-11-23T05:00:00Z',
      '2026-11-23T06:00:00.000Z',
    ],
    ['leaves other days alone', 'Asia/Shanghai', hours('12:00', '14:00', 'MO'), '2026-11-22T05:00:00Z', null],
    [
      'carries a Sunday over to Monday morning',
      'Asia/Shanghai',
      hours('23:00', '08:00', 'SU'),
      '2026-11-22T23:00:00Z',
      '2026-11-23T00:00:00.000Z',
    ],
    [
      'carries no Monday over to Monday morning',
      'Asia/Shanghai',
      hours('23:00', '08:00', 'MO'),
      '2026-11-22T23:00:00Z',
      null,
    ],
    [
      'counts half hours of a zone',
      'Asia/Kathmandu',
      hours('22:00', '06:00'),
      '2026-11-22T16:15:00Z',
      '2026-11-23T00:15:00.000Z',
    ],
    // Berlin, 29 March 2026: 02:00 → 03:00.
    [
      'ends with the gap that skips its end',
      'Europe/Berlin',
      hours('22:00', '02:30'),
      '2026-03-29T00:59:59Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'is over at 03:00 of a night without 02:30',
      'Europe/Berlin',
      hours('22:00', '02:30'),
      '2026-03-29T01:00:00Z',
      null,
    ],
    [
      'begins with the gap that skips its beginning',
      'Europe/Berlin',
      hours('02:30', '05:00'),
      '2026-03-29T01:00:00Z',
      '2026-03-29T03:00:00.000Z',
    ],
    [
      'is an hour shorter in spring',
      'Europe/Berlin',
      hours('23:00', '08:00'),
      '2026-03-28T22:00:00Z',
      '2026-03-29T06:00:00.000Z',
    ],
    [
      'is an hour longer in autumn',
      'Europe/Berlin',
      hours('23:00', '08:00'),
      '2026-10-24T21:00:00Z',
      '2026-10-25T07:00:00.000Z',
    ],
    // 25 October 2026: 02:30 comes twice.
    [
      'ends at the second 02:30',
      'Europe/Berlin',
      hours('22:00', '02:30'),
      '2026-10-25T01:15:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'begins at the first 02:30',
      'Europe/Berlin',
      hours('02:30', '05:00'),
      '2026-10-25T00:30:00Z',
      '2026-10-25T04:00:00.000Z',
    ],
    [
      'knows a shift by half an hour',
      'Australia/Lord_Howe',
      hours('22:00', '02:15'),
      '2026-10-03T15:29:00Z',
      '2026-10-03T15:30:00.000Z',
    ],
    [
      'knows a gap at midnight',
      'America/Santiago',
      hours('00:00', '06:00'),
      '2026-09-06T04:00:00Z',
      '2026-09-06T09:00:00.000Z',
    ],
  ])('%s (%s)', (_title, timeZone, quietHours, at, until) => {
    expect(findQuiet({ at: new Date(at), quietHours, timeZone })?.untilAt.toISOString() ?? null).toBe(until)
  })
})
