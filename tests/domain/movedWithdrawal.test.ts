import { describe, expect, it } from 'vitest'

import type { SchedulePlan } from '../../src/domain/arming.ts'
import { movesWithdrawal, withdrawalFor } from '../../src/domain/movedWithdrawal.ts'

const at = (text: string) => new Date(`2026-11-${text}:00Z`)

const aPlan = (given: Partial<SchedulePlan> = {}): SchedulePlan => ({
  catchUp: 'publish',
  channelIds: ['c1'],
  content: 'pinned',
  graceMinutes: 30,
  id: 's1',
  isSlotted: false,
  localTime: '2026-11-22T20:00:00',
  onQuiet: 'move',
  postId: 'p1',
  publishAt: at('22T12:00'),
  recurrence: null,
  state: 'armed',
  timeZone: 'Asia/Shanghai',
  unpublishAt: at('22T13:00'),
  ...given,
})

describe('withdrawalFor', () => {
  it.each([
    ['comes as long after a later time', at('22T13:00'), at('23T18:00'), at('23T19:00')],
    ['comes as long after an earlier time', at('22T13:00'), at('21T12:00'), at('21T13:00')],
    ['comes never for what stays', null, at('23T12:00'), null],
  ])('%s', (_title, unpublishAt, movedTo, expected) => {
    expect(withdrawalFor(aPlan({ unpublishAt }), movedTo)).toEqual(expected)
  })
})

describe('movesWithdrawal', () => {
  const repeat = { recurrence: 'FREQ=DAILY' }
  const moved = { publishAt: at('23T12:00'), unpublishAt: at('23T13:00') }

  it.each([
    ['not of what is new', null, aPlan(), false],
    ['not where it is the same', aPlan(), aPlan({ publishAt: at('22T12:30') }), false],
    ['where it is another', aPlan(), aPlan({ unpublishAt: at('22T14:00') }), true],
    ['where there is none any more', aPlan(), aPlan({ unpublishAt: null }), true],
    ['where it is moved with what comes once', aPlan(), aPlan(moved), true],
    ['where a repeat is to stand longer', aPlan(repeat), aPlan({ ...repeat, unpublishAt: at('22T14:00') }), true],
    ['not where a repeat is moved with it', aPlan(repeat), aPlan({ ...repeat, ...moved }), false],
    [
      'not where the start of a repeat is moved alone',
      aPlan(repeat),
      aPlan({ ...repeat, publishAt: at('22T12:30') }),
      false,
    ],
  ])('%s', (_title, previous, current, expected) => {
    expect(movesWithdrawal({ current, previous })).toBe(expected)
  })
})
