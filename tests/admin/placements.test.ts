import { describe, expect, it } from 'vitest'

import { applyPlacements } from '../../src/admin/calendar/placements.ts'
import type { CalendarEntry } from '../../src/domain/calendar/entry.ts'

const entry = {
  id: 'a row',
  at: '2026-11-22T12:00:00.000Z',
  channel: 'weibo',
  isRepeating: false,
  schedule: 'one',
  updatedAt: '2026-11-20T08:00:00.000Z',
} as CalendarEntry
const other = { ...entry, schedule: 'other' }
const placements = new Map([['one-weibo', { at: '2026-11-24T12:00:00.000Z', updatedAt: entry.updatedAt }]])

describe('an entry that a person has just put elsewhere', () => {
  it('is shown there, and no other', () => {
    expect(applyPlacements([entry, other], placements)).toEqual([{ ...entry, at: '2026-11-24T12:00:00.000Z' }, other])
  })

  it('stands where the server says once its schedule has changed, whatever its row is called then', () => {
    const moved = { ...entry, id: 'another row', at: '2026-11-22T14:00:00.000Z', updatedAt: '2026-11-20T08:00:01.000Z' }

    expect(applyPlacements([moved], placements)).toEqual([moved])
  })
})
