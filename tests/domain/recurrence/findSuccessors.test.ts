import { describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE } from '../../../src/domain/duration.ts'
import { findSuccessors } from '../../../src/domain/recurrence/findSuccessors.ts'
import type { Timing } from '../../../src/domain/recurrence/listOccurrences.ts'
import { localTimeAt } from '../../../src/domain/recurrence/localTime.ts'

// A Monday.
const start = new Date('2026-11-23T02:00:00.000Z')
const timeZone = 'Asia/Shanghai'
const after = (ms: number) => new Date(start.getTime() + ms)
const timing = (recurrence: string | null, shiftMs = 0): Timing => ({
  localTime: localTimeAt({ at: after(shiftMs), timeZone }),
  publishAt: after(shiftMs),
  recurrence,
  timeZone,
})
const find = (before: Timing, moved: Timing, instants: Date[], from = start) =>
  [...findSuccessors({ after: moved, before, from, instants })].map(([at, to]) => [new Date(at), to.at])

describe('findSuccessors', () => {
  it.each([
    ['by an hour', 'FREQ=DAILY;COUNT=4', HOUR, DAY, DAY + HOUR],
    ['from Monday to Friday', 'FREQ=WEEKLY', 4 * DAY, 7 * DAY, 11 * DAY],
    ['from Friday to Monday', 'FREQ=WEEKLY', -4 * DAY, 7 * DAY, 3 * DAY],
    ['by ten minutes, several times a day', 'FREQ=HOURLY', 10 * MINUTE, 30 * HOUR, 30 * HOUR + 10 * MINUTE],
    ['by two days and an hour', 'FREQ=DAILY;COUNT=4', 2 * DAY + HOUR, 0, 2 * DAY + HOUR],
    ['by whole days, to where none was', 'FREQ=DAILY;COUNT=4', 2 * DAY, DAY, 5 * DAY],
  ])('follows a repeat that is moved %s', (_title, rule, shiftMs, askedMs, expectedMs) => {
    const from = after(Math.min(0, shiftMs))

    expect(find(timing(rule), timing(rule, shiftMs), [after(askedMs)], from)).toEqual([
      [after(askedMs), after(expectedMs)],
    ])
  })

  it('knows the day of an occurrence that is past, or of a rule that comes less often', () => {
    const half = after(30 * MINUTE)

    expect(find(timing('FREQ=DAILY'), timing('FREQ=DAILY;BYHOUR=11'), [start], half)).toEqual([[start, after(HOUR)]])
    expect(find(timing('FREQ=DAILY'), timing('FREQ=WEEKLY', HOUR), [after(7 * DAY), after(8 * DAY)])).toEqual([
      [after(7 * DAY), after(7 * DAY + HOUR)],
    ])
  })

  it('finds one occurrence that alone was moved', () => {
    const moved = 'RRULE:FREQ=DAILY\nEXDATE:20261124T100000\nRDATE:20261127T120000'

    expect(find(timing('FREQ=DAILY'), timing(moved), [after(DAY), after(2 * DAY)])).toEqual([
      [after(DAY), after(4 * DAY + 2 * HOUR)],
    ])
  })

  it('finds none for what stays, for what was not named, and in the past', () => {
    expect(find(timing('FREQ=DAILY'), timing('FREQ=DAILY;COUNT=9'), [after(DAY)])).toEqual([])
    expect(find(timing('FREQ=DAILY'), timing('FREQ=DAILY', HOUR), [after(DAY + MINUTE)])).toEqual([])
    expect(find(timing('FREQ=DAILY', HOUR), timing('FREQ=DAILY'), [after(HOUR)], after(2 * HOUR))).toEqual([])
  })
})
