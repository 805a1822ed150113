import { describe, expect, it } from 'vitest'

import { askLedger, createIsHeld } from '../../../src/domain/calendar/heldPlaces.ts'
import type { StoredPlan } from '../../../src/domain/calendar/storedPlan.ts'
import { DAY } from '../../../src/domain/duration.ts'
import { publicationId } from '../../../src/domain/publicationId.ts'

const AT = new Date('2026-11-22T12:00:00Z')
const NEXT = new Date(AT.getTime() + DAY)

const aPlan = (given: Partial<StoredPlan> = {}): StoredPlan => ({
  _id: 'once',
  channels: ['weibo'],
  pinnedVersion: 'version',
  post: 'post',
  publishAt: AT,
  state: 'paused',
  updatedAt: AT,
  ...given,
})

const ask = (plans: StoredPlan[], limit = 100) =>
  askLedger({ expand: ({ recurrence }) => (recurrence ? [NEXT, AT] : [AT]), limit, plans })

const idOf = (scheduleId: string, occurrenceAt: Date) =>
  publicationId({ channelId: 'weibo', occurrenceAt, postId: 'post', scheduleId })

describe('askLedger', () => {
  it('asks for the rows of each place, and of what comes once for all that it has reached', () => {
    const repeat = aPlan({ _id: 'repeat', recurrence: 'RRULE:FREQ=DAILY' })

    expect(ask([repeat, aPlan()])).toEqual({
      ids: [idOf('repeat', AT), idOf('once', AT), idOf('repeat', NEXT)],
      schedules: ['once'],
    })
  })

  it.each([
    ['was never armed', { pinnedVersion: null }],
    ['is armed, and speaks by its rows', { state: 'armed' }],
    ['has ended', { state: 'done' }],
  ] as const)('asks nothing about what %s', (_title, given) => {
    expect(ask([aPlan(given)])).toEqual({ ids: [], schedules: [] })
  })

  it('asks for the earliest places first, and for no more than it may', () => {
    expect(ask([aPlan({ _id: 'repeat', recurrence: 'RRULE:FREQ=DAILY' })], 1).ids).toEqual([idOf('repeat', AT)])
  })
})

describe('createIsHeld', () => {
  it.each([
    ['CANCELLED', true],
    ['SENT_BEFORE_MOVE', true],
    ['SKIPPED', true],
    ['SCHEDULE_PAUSED', false],
  ])('knows whether an occurrence that is cancelled as %s comes again: as arming does', (code, isEnded) => {
    const repeat = aPlan({ recurrence: 'RRULE:FREQ=DAILY' })
    const isHeld = createIsHeld([{ channel: 'weibo', code, occurrenceAt: AT, schedule: 'once', state: 'cancelled' }])

    expect(isHeld(repeat, 'weibo', AT)).toBe(isEnded)
    expect(isHeld(repeat, 'weibo', NEXT)).toBe(false)
  })
})
