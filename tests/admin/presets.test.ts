import { describe, expect, it } from 'vitest'

import { dayWindow, knownZone } from '../../src/admin/data/dayWindow.ts'
import { hasSameContent } from '../../src/admin/data/postBoard.ts'
import { findPresets, listQuery } from '../../src/admin/publications/presets.ts'

describe('findPresets', () => {
  it("begins and ends today in the viewer's zone", () => {
    const presets = findPresets({ now: new Date('2026-11-22T17:00:00Z'), timeZone: 'Asia/Shanghai' })
    const today = presets.find(({ name }) => name === 'filterToday')

    expect(today?.conditions.map(({ value }) => value)).toEqual([
      '2026-11-22T16:00:00.000Z',
      '2026-11-23T16:00:00.000Z',
    ])
  })
})

describe('listQuery', () => {
  it("writes the filter in the form of Payload's list", () => {
    const query = listQuery([{ field: 'state', operator: 'in', value: 'failed,missed' }])

    expect(decodeURIComponent(query)).toBe('where[or][0][and][0][state][in]=failed,missed')
  })

  it('is empty without a filter', () => {
    expect(listQuery([])).toBe('')
  })
})

describe('dayWindow', () => {
  it.each([
    ['is 23 hours long when clocks go forward', '2026-03-08T12:00:00Z', 23],
    ['is 25 hours long when they go back', '2026-11-01T12:00:00Z', 25],
  ])('%s', (_title, now, hours) => {
    const { end, start } = dayWindow({ now: new Date(now), timeZone: 'America/New_York' })

    expect((end.getTime() - start.getTime()) / 3_600_000).toBe(hours)
  })
})

describe('knownZone', () => {
  it('falls back from a zone that does not exist', () => {
    expect(knownZone('Europe/Berln', 'Asia/Shanghai')).toBe('Asia/Shanghai')
  })
})

describe('hasSameContent', () => {
  it('does not take an approval for an edit', () => {
    expect(
      hasSameContent({ stage: 'draft', title: { zh: '早安' } }, { stage: 'approved', title: { zh: '早安' } }),
    ).toBe(true)
  })

  it('sees a changed word', () => {
    expect(hasSameContent({ title: { zh: '早安' } }, { title: { zh: '晚安' } })).toBe(false)
  })
})
