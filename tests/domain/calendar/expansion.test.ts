import { describe, expect, it } from 'vitest'

import { createExpansion } from '../../../src/domain/calendar/expansion.ts'
import type { StoredPlan } from '../../../src/domain/calendar/storedPlan.ts'

const december = { from: new Date('2026-12-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }
const DAYS = 31

const aPlan = (recurrence: string, given: Partial<StoredPlan> = {}): StoredPlan => ({
  _id: 'plan',
  channels: ['weibo'],
  post: 'post',
  publishAt: december.from,
  publishAt_tz: 'UTC',
  recurrence,
  state: 'planned',
  updatedAt: december.from,
  ...given,
})

describe('createExpansion', () => {
  it('gives a busy rule all that it says', () => {
    const { expand, isCut } = createExpansion({ ...december, limit: 10_000 })

    expect(expand(aPlan('FREQ=MINUTELY;INTERVAL=30'))).toHaveLength(DAYS * 48)
    expect(isCut()).toBe(false)
  })

  it.each([
    ['as many as it carries', DAYS, false],
    ['more than it carries', DAYS - 1, true],
  ])('tells a rule that says %s', (_title, limit, expected) => {
    const { expand, isCut } = createExpansion({ ...december, limit })

    expand(aPlan('FREQ=DAILY'))
    expect(isCut()).toBe(expected)
  })

  it('carries the earliest of all plans, whichever comes first', () => {
    const { expand, isCut } = createExpansion({ ...december, limit: 10 })

    expand(aPlan('FREQ=DAILY'))
    expect(isCut()).toBe(true)
    expect(expand(aPlan('FREQ=HOURLY', { _id: 'other' })).map((at) => at.toISOString().slice(0, 10))).toEqual(
      Array<string>(11).fill('2026-12-01'),
    )
    expect(expand(aPlan('FREQ=DAILY', { _id: 'last' }))).toEqual([december.from])
  })

  it('expands each plan once', () => {
    const { expand, isCut } = createExpansion({ ...december, limit: DAYS })
    const plan = aPlan('FREQ=DAILY')

    expect(expand(plan)).toBe(expand(plan))
    expect(isCut()).toBe(false)
  })
})
