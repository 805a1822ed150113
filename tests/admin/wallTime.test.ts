import { describe, expect, it } from 'vitest'

import { endOnSameDay, instantOfGrid, wallTimeOf } from '../../src/admin/calendar/wallTime.ts'

describe('the wall time of an entry', () => {
  it.each([
    ['2026-11-22T12:00:00.000Z', 'Asia/Shanghai', '2026-11-22T20:00:00'],
    ['2026-11-22T12:00:00.000Z', 'Asia/Kathmandu', '2026-11-22T17:45:00'],
    ['2026-03-08T10:00:00.000Z', 'America/Los_Angeles', '2026-03-08T03:00:00'],
  ])('of %s in %s is %s, and back', (at, timeZone, wall) => {
    expect(wallTimeOf(at, timeZone)).toBe(wall)
    expect(Date.parse(instantOfGrid(new Date(`${wall}Z`), timeZone) ?? '')).toBe(Date.parse(at))
  })

  it.each([
    ['2026-11-22T20:00:00', '2026-11-22T20:30:00'],
    ['2026-11-22T23:30:00', '2026-11-23T00:00:00'],
    ['2026-11-22T23:51:07', '2026-11-23T00:00:00'],
    ['2026-11-22T23:59:59', '2026-11-23T00:00:00'],
    ['2026-11-22T00:00:00', '2026-11-22T00:30:00'],
  ])('of %s is drawn until %s, and on no other day', (wall, end) => {
    expect(endOnSameDay(wall)).toBe(end)
  })
})
