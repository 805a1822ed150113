import { describe, expect, it } from 'vitest'

import { instantOf, nextHour, wallClockOf } from '../../src/admin/post/wallClock.ts'

describe('instantOf', () => {
  it.each([
    ['reads a wall clock in its zone', '2026-11-22', '20:00', 'Asia/Shanghai', '2026-11-22T12:00:00.000Z'],
    ['shifts a time that a clock change skips', '2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    [
      'takes a time that comes twice the first time',
      '2026-11-01',
      '01:30',
      'America/New_York',
      '2026-11-01T05:30:00.000Z',
    ],
    ['knows zones beyond UTC+12', '2026-11-22', '09:00', 'Pacific/Auckland', '2026-11-21T20:00:00.000Z'],
    ['waits for the rest of a date', '', '20:00', 'Asia/Shanghai', null],
    ['refuses a zone that does not exist', '2026-11-22', '20:00', 'Europe/Berln', null],
  ])('%s', (_title, day, time, timeZone, instant) => {
    expect(instantOf({ day, time, timeZone })).toBe(instant)
  })
})

describe('wallClockOf', () => {
  it('shows what the clock of the zone shows', () => {
    const shown = wallClockOf('2026-11-22T12:05:00.000Z', 'Asia/Shanghai')

    expect(shown).toEqual({ day: '2026-11-22', time: '20:05', timeZone: 'Asia/Shanghai' })
  })
})

describe('nextHour', () => {
  it('proposes a full hour at least half an hour away', () => {
    expect(nextHour(new Date('2026-11-22T12:40:00Z'), 'Asia/Shanghai').time).toBe('22:00')
    expect(nextHour(new Date('2026-11-22T12:20:00Z'), 'Asia/Shanghai').time).toBe('21:00')
  })
})
