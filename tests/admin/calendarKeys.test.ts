import { describe, expect, it } from 'vitest'

import { classesOf, createHueOf } from '../../src/admin/calendar/colours.ts'
import { nudgeOf } from '../../src/admin/calendar/handleKeys.ts'
import { instantOfGrid, isInSight, wallTimeOf } from '../../src/admin/calendar/wallTime.ts'
import { gridZoneOf, zoneOf } from '../../src/admin/calendar/zoneChoice.ts'
import type { CalendarEntry } from '../../src/domain/calendar/entry.ts'

describe('nudgeOf', () => {
  it.each([
    ['ArrowRight', 'dayGridMonth', 1_440],
    ['ArrowUp', 'dayGridMonth', -10_080],
    ['ArrowDown', 'timeGridWeek', 30],
    ['ArrowLeft', 'timeGridWeek', -1_440],
    ['Enter', 'timeGridWeek', null],
  ] as const)('moves along the axes of the view: %s in %s', (key, view, minutes) => {
    expect(nudgeOf(key, view)).toBe(minutes)
  })
})

describe('the time of the grid', () => {
  it.each([
    ['2026-11-22T12:00:00.000Z', 'Asia/Shanghai', '2026-11-22T20:00:00'],
    ['2026-07-01T12:07:00.000Z', 'America/New_York', '2026-07-01T08:07:00'],
    ['2026-11-22T12:00:00.000Z', 'Asia/Kathmandu', '2026-11-22T17:45:00'],
    ['2026-11-01T05:59:00.000Z', 'America/New_York', '2026-11-01T01:59:00'],
    ['2026-11-01T07:00:00.000Z', 'America/New_York', '2026-11-01T02:00:00'],
  ])('shows %s in %s as %s, and reads it back', (at, timeZone, wall) => {
    expect(wallTimeOf(at, timeZone)).toBe(wall)
    expect(instantOfGrid(new Date(`${wall}Z`), timeZone)).toBe(at)
  })

  it('moves a time that the clocks leave out behind the gap', () => {
    expect(instantOfGrid(new Date('2026-03-08T02:30:00Z'), 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  })
})

describe('isInSight', () => {
  const range = { from: new Date('2026-11-23T00:00:00Z'), to: new Date('2026-11-24T00:00:00Z') }

  it.each([
    ['2026-11-22T23:59:59', false],
    ['2026-11-23T00:00:00', true],
    ['2026-11-23T23:59:59', true],
    ['2026-11-24T00:00:00', false],
  ])('tells whether the clock of the grid shows %s on its days: %s', (wall, isSeen) => {
    expect(isInSight(wall, range)).toBe(isSeen)
  })
})

describe('the zone of an entry', () => {
  const channel = { id: 'weibo', kind: 'feed', mode: 'live', name: '微博', timeZone: 'Asia/Tokyo' }
  const channels = new Map([['weibo', channel]])

  it.each([
    ['viewer', 'Europe/Paris', 'Europe/Paris'],
    ['channel', 'Asia/Tokyo', 'Europe/Paris'],
    ['UTC', 'UTC', 'UTC'],
  ])('is as chosen: %s', (choice, ofEntry, ofGrid) => {
    expect(zoneOf({ channel: 'weibo' }, { channels, choice, viewerZone: 'Europe/Paris' })).toBe(ofEntry)
    expect(gridZoneOf({ choice, viewerZone: 'Europe/Paris' })).toBe(ofGrid)
  })
})

describe('the colour of an entry', () => {
  const entry = { channel: 'b', kind: 'planned', state: 'planned' } as CalendarEntry
  const hueOf = createHueOf([{ id: 'a' }, { id: 'b' }])

  it('stays with its channel, and tells plan from ledger', () => {
    expect(classesOf(entry, { colourBy: 'channel', hueOf })).toEqual([
      'drumbeat-entry',
      'drumbeat-entry--planned',
      'drumbeat-entry--planned',
      'drumbeat-hue-1',
    ])
  })

  it('says the state when it is asked to', () => {
    const classes = classesOf({ ...entry, kind: 'publication', state: 'failed' }, { colourBy: 'state', hueOf })

    expect(classes).toContain('drumbeat-tone-stuck')
    expect(classes).toContain('drumbeat-entry--publication')
  })
})
