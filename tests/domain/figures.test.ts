import { describe, expect, it } from 'vitest'

import { rollUp } from '../../src/domain/engagementRollup.ts'
import { figuresOf } from '../../src/domain/figures.ts'
import { lastDays } from '../../src/domain/localDays.ts'

const viewsAt = (...instants: string[]) =>
  rollUp(instants.map((occurredAt) => ({ id: 'x', occurredAt: new Date(occurredAt), type: 'view' as const })))
const days = (timeZone: string, now: string, count = 2) => lastDays({ count, now: new Date(now), timeZone })

describe('figuresOf', () => {
  it('puts the days of Shanghai together from hours of UTC', () => {
    const buckets = viewsAt(
      '2026-11-20T15:59:00Z', // 23:59 on the 20th, before the first day
      '2026-11-20T16:00:00Z', // 00:00 on the 21st
      '2026-11-21T15:59:00Z', // 23:59 on the 21st
      '2026-11-21T16:00:00Z', // 00:00 on the 22nd
      '2026-11-22T01:00:00Z',
    )

    expect(figuresOf({ buckets, days: days('Asia/Shanghai', '2026-11-22T04:00:00Z') })).toMatchObject({
      days: [
        { on: '2026-11-21', totals: { view: 2 } },
        { on: '2026-11-22', totals: { view: 2 } },
      ],
      totals: { view: 4 },
    })
  })

  it('shows days on which nothing happened', () => {
    expect(figuresOf({ buckets: [], days: days('Asia/Shanghai', '2026-11-22T04:00:00Z', 3) }).days).toEqual([
      { on: '2026-11-20', totals: {} },
      { on: '2026-11-21', totals: {} },
      { on: '2026-11-22', totals: {} },
    ])
  })

  it('gives the hour that comes twice in autumn to one day', () => {
    const buckets = viewsAt('2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z', '2026-10-25T23:30:00Z')

    expect(figuresOf({ buckets, days: days('Europe/Berlin', '2026-10-26T10:00:00Z') }).days).toEqual([
      { on: '2026-10-25', totals: { view: 2 } },
      { on: '2026-10-26', totals: { view: 1 } },
    ])
  })
})

describe('lastDays', () => {
  it('has a day of 25 hours where clocks go back', () => {
    const [day] = days('Europe/Berlin', '2026-10-25T12:00:00Z', 1)

    expect(day && (day.endAt.getTime() - day.startAt.getTime()) / 3_600_000).toBe(25)
  })

  it('refuses a zone that nobody knows', () => {
    expect(() => days('Asia/Nowhere', '2026-11-22T04:00:00Z')).toThrow(RangeError)
  })
})
