import { describe, expect, it } from 'vitest'

import type { SchedulePlan } from '../../src/domain/arming.ts'
import { decideScheduleChange } from '../../src/domain/scheduleChange.ts'

const aPlan = (given: Partial<SchedulePlan> = {}): SchedulePlan => ({
  catchUp: 'publish',
  channelIds: ['c1', 'c2'],
  content: 'pinned',
  graceMinutes: 30,
  id: 's1',
  isSlotted: false,
  localTime: '2026-11-22T20:00:00',
  onQuiet: 'move',
  postId: 'p1',
  publishAt: new Date('2026-11-22T12:00:00.000Z'),
  recurrence: null,
  state: 'armed',
  timeZone: 'Asia/Shanghai',
  unpublishAt: null,
  ...given,
})
const later = new Date('2026-11-23T12:00:00.000Z')

describe('decideScheduleChange', () => {
  it.each([
    ['leaves a plan alone', null, aPlan({ state: 'planned' }), { action: 'none' }],
    ['arms a plan with the newest version', aPlan({ state: 'planned' }), aPlan(), { action: 'arm', pin: 'newest' }],
    ['arms what is created armed', null, aPlan(), { action: 'arm', pin: 'newest' }],
    [
      'keeps what is pinned when an armed schedule moves',
      aPlan(),
      aPlan({ publishAt: later }),
      { action: 'arm', pin: 'keep' },
    ],
    [
      'keeps what is pinned when channels change',
      aPlan(),
      aPlan({ channelIds: ['c1'] }),
      { action: 'arm', pin: 'keep' },
    ],
    ['does nothing when channels only change places', aPlan(), aPlan({ channelIds: ['c2', 'c1'] }), { action: 'none' }],
    ['keeps what is pinned over a pause', aPlan({ state: 'paused' }), aPlan(), { action: 'arm', pin: 'keep' }],
    [
      'pins the newest version when the post is another',
      aPlan(),
      aPlan({ postId: 'p2' }),
      { action: 'arm', pin: 'newest' },
    ],
    ['only moves the withdrawal', aPlan(), aPlan({ unpublishAt: later }), { action: 'set-withdrawal' }],
    [
      'refuses a withdrawal before the publication',
      aPlan(),
      aPlan({ unpublishAt: new Date('2026-11-22T11:00:00.000Z') }),
      expect.objectContaining({ action: 'refuse' }),
    ],
    [
      'moves the withdrawal of what is out',
      aPlan({ state: 'done' }),
      aPlan({ state: 'done', unpublishAt: later }),
      { action: 'set-withdrawal' },
    ],
    [
      'stops what is cancelled',
      aPlan(),
      aPlan({ state: 'cancelled' }),
      { action: 'cancel-rows', code: 'SCHEDULE_CANCELLED' },
    ],
    ['stops what is paused', aPlan(), aPlan({ state: 'paused' }), { action: 'cancel-rows', code: 'SCHEDULE_PAUSED' }],
    [
      'stops what is planned again',
      aPlan(),
      aPlan({ state: 'planned' }),
      { action: 'cancel-rows', code: 'SCHEDULE_UNARMED' },
    ],
  ] as const)('%s', (_title, previous, current, expected) => {
    expect(decideScheduleChange({ current, isRearm: false, previous })).toEqual(expected)
  })

  it('pins the newest version when asked to', () => {
    expect(decideScheduleChange({ current: aPlan(), isRearm: true, previous: aPlan() })).toEqual({
      action: 'arm',
      pin: 'newest',
    })
  })

  it.each([
    ['to be told that what is armed is done', aPlan(), aPlan({ state: 'done' })],
    ['to go back from done', aPlan({ state: 'done' }), aPlan({ state: 'armed' })],
    ['to move what is out', aPlan({ state: 'done' }), aPlan({ publishAt: later, state: 'done' })],
    ['to pause a plan', aPlan({ state: 'planned' }), aPlan({ state: 'paused' })],
  ] as const)('refuses %s', (_title, previous, current) => {
    expect(decideScheduleChange({ current, isRearm: false, previous })).toMatchObject({ action: 'refuse' })
  })
})
