import { describe, expect, it } from 'vitest'

import type { StoredPlan } from '../../../src/domain/calendar/storedPlan.ts'
import { occurrencesIn } from '../../../src/domain/calendar/occurrencesIn.ts'

const november = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') }

const aPlan = (given: Partial<StoredPlan> = {}): StoredPlan => ({
  _id: 'plan',
  channels: ['weibo'],
  post: 'post',
  publishAt: new Date('2026-11-02T01:00:00Z'),
  publishAt_tz: 'Asia/Shanghai',
  state: 'planned',
  updatedAt: new Date('2026-10-20T00:00:00Z'),
  ...given,
})

const found = (given: Partial<StoredPlan>) =>
  occurrencesIn(aPlan(given), { ...november, limit: 100 }).map((at) => at.toISOString())

describe('occurrencesIn', () => {
  it('gives the one instant of a schedule that does not repeat', () => {
    expect(found({})).toEqual(['2026-11-02T01:00:00.000Z'])
    expect(found({ publishAt: november.to })).toEqual([])
  })

  it('expands a repeat on the clock of its zone', () => {
    expect(found({ recurrence: 'RRULE:FREQ=WEEKLY;BYDAY=MO' })).toEqual([
      '2026-11-02T01:00:00.000Z',
      '2026-11-09T01:00:00.000Z',
      '2026-11-16T01:00:00.000Z',
      '2026-11-23T01:00:00.000Z',
      '2026-11-30T01:00:00.000Z',
    ])
  })

  it('leaves out what an armed repeat has in the ledger', () => {
    const materialisedUntil = new Date('2026-11-20T00:00:00Z')

    expect(found({ materialisedUntil, recurrence: 'RRULE:FREQ=WEEKLY;BYDAY=MO', state: 'armed' })).toEqual([
      '2026-11-23T01:00:00.000Z',
      '2026-11-30T01:00:00.000Z',
    ])
  })

  it('is empty for a rule that nobody understands', () => {
    expect(found({ recurrence: 'every other full moon' })).toEqual([])
  })
})
