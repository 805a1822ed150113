import { describe, expect, it } from 'vitest'

import { HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { OccurrenceAct } from '../../src/domain/occurrenceAct.ts'
import { planOccurrenceChange } from '../../src/domain/occurrenceChange.ts'
import { listOccurrences, type Timing } from '../../src/domain/recurrence/listOccurrences.ts'

const today = new Date('2026-11-22T14:00:00.000Z')
const tomorrow = new Date('2026-11-23T14:00:00.000Z')
/** Today's has been moved to the morning, say by quiet hours. */
const now = new Date('2026-11-22T15:00:00.000Z')
const timing: Timing = {
  localTime: '2026-11-22T22:00:00',
  publishAt: today,
  recurrence: 'FREQ=DAILY;COUNT=2',
  timeZone: 'Asia/Shanghai',
}
const plan = (
  given: Partial<OccurrenceAct>,
  { heldAt = [today], ...changed }: { heldAt?: Date[] } & Partial<Timing> = {},
) =>
  planOccurrenceChange({
    act: { action: given.to ? 'move' : 'cancel', occurrenceAt: tomorrow, scope: 'this', to: null, ...given },
    heldAt,
    now,
    timing: { ...timing, ...changed },
  })
const times = (planned: Timing | null) =>
  planned === null ? null : listOccurrences({ from: null, limit: 9, timing: planned }).map(({ at }) => at)

describe('planOccurrenceChange, while an occurrence waits beyond its time', () => {
  const to = new Date(tomorrow.getTime() + 30 * MINUTE)

  it.each([
    ['this one is cancelled', { scope: 'this' }, null],
    ['this and following are cancelled', { scope: 'following' }, null],
    ['this and following are moved', { scope: 'following', to }, [to]],
    ['all are moved', { scope: 'all', to }, [to]],
  ] as const)('keeps it when %s', (_title, act, moved) => {
    const { following, timing: kept } = plan(act)

    expect([times(kept), times(following)]).toEqual([[today], moved])
  })

  it('cancels it with all', () => {
    expect(plan({ scope: 'all' })).toEqual({ following: null, takenOver: null, timing: null })
  })

  it('cancels a schedule of which nothing waits any more, and moves one in place', () => {
    expect(plan({ scope: 'this' }, { heldAt: [] })).toEqual({ following: null, takenOver: null, timing: null })
    expect(plan({ occurrenceAt: today }, { recurrence: 'FREQ=DAILY;COUNT=1' })).toMatchObject({ timing: null })

    const { following, timing: moved } = plan({ scope: 'following', to }, { heldAt: [] })

    expect([times(moved), following]).toEqual([[to], null])
  })

  it('moves it alone', () => {
    const later = new Date(now.getTime() + HOUR)

    expect(times(plan({ occurrenceAt: today, to: later }).timing)).toEqual([later, tomorrow])
  })
})

describe('planOccurrenceChange, of one that waits while later ones are over', () => {
  const hourly = { publishAt: new Date('2026-11-22T13:00:00.000Z'), recurrence: 'FREQ=HOURLY;COUNT=4' }
  const [first, second] = [hourly.publishAt, new Date(hourly.publishAt.getTime() + HOUR)]
  const given = { ...hourly, localTime: '2026-11-22T21:00:00' }
  const to = new Date(now.getTime() + 45 * MINUTE)

  it('moves none of them again', () => {
    expect(() => plan({ occurrenceAt: first, scope: 'following', to }, { ...given, heldAt: [first] })).toThrow(
      'is over and would come once more',
    )
  })

  it('moves those that wait as well, and it alone', () => {
    expect(plan({ occurrenceAt: first, scope: 'following', to }, { ...given, heldAt: [first, second] })).toMatchObject({
      following: null,
    })
    expect(() => plan({ occurrenceAt: first, scope: 'this', to }, { ...given, heldAt: [first] })).not.toThrow()
  })

  it('cancels them', () => {
    expect(() => plan({ occurrenceAt: first, scope: 'following' }, { ...given, heldAt: [first] })).not.toThrow()
  })
})

describe('planOccurrenceChange, of one that is moved alone', () => {
  const weekly = { publishAt: today, recurrence: 'RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20261124' }

  it('keeps it on a day that is taken out', () => {
    const to = new Date('2026-11-24T07:00:00.000Z')

    expect(times(plan({ to }, weekly).timing)).toEqual([today, to, new Date('2026-11-25T14:00:00.000Z')])
  })

  it('refuses a time that another one has within the same second', () => {
    expect(() => plan({ to: new Date('2026-11-25T14:00:00.500Z') }, weekly)).toThrow('already')
  })
})

describe('planOccurrenceChange, to a time that a repeat cannot name', () => {
  const zoned = {
    localTime: '2027-11-05T01:30:00',
    publishAt: new Date('2027-11-05T05:30:00.000Z'),
    recurrence: 'FREQ=DAILY;COUNT=5',
    timeZone: 'America/New_York',
  }

  it('refuses the second coming of an hour, and takes the first', () => {
    const occurrenceAt = zoned.publishAt
    const first = new Date('2027-11-07T05:45:00.000Z')

    expect(() => plan({ occurrenceAt, to: new Date('2027-11-07T06:30:00.000Z') }, zoned)).toThrow('second coming')
    expect(times(plan({ occurrenceAt, to: first }, zoned).timing)).toContainEqual(first)
  })

  it.each(['this', 'following', 'all'] as const)('refuses a year of five digits: %s', (scope) => {
    expect(() => plan({ scope, to: new Date('9999-12-31T23:59:59.000Z') })).toThrow('is not a time')
  })
})
