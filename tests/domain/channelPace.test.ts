import { describe, expect, it } from 'vitest'

import { BOOKING_HORIZON_MS, hasToken, paceOf, plannedAt, planTokenSlots } from '../../src/domain/channelPace.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'

const at = new Date('2026-11-22T12:00:00Z')
const later = (ms: number) => new Date(at.getTime() + ms)

describe('paceOf', () => {
  it('limits nothing where nothing is said', () => {
    expect(paceOf({ images: 9 })).toEqual({ concurrency: null, rate: null })
  })

  it('spreads a rate evenly unless a burst is allowed', () => {
    expect(paceOf({ concurrency: 2, rate: { count: 20, seconds: 60 } })).toEqual({
      concurrency: 2,
      rate: { burst: 1, perSecond: 1 / 3 },
    })
  })
})

describe('planTokenSlots', () => {
  it('gives tokens that are there at once and the others one by one', () => {
    const slots = planTokenSlots({ at, booked: 4, tokens: -2 }, 4, 2)

    expect(slots).toEqual([
      { at, isBooked: true },
      { at, isBooked: true },
      { at: later(SECOND / 2), isBooked: true },
      { at: later(SECOND), isBooked: true },
    ])
  })

  it('puts rows behind those that booked before', () => {
    expect(planTokenSlots({ at, booked: 1, tokens: -11 }, 1, 1)).toEqual([{ at: later(11 * SECOND), isBooked: true }])
  })

  it('sends those beyond the horizon back behind it, in order and without a token', () => {
    expect(planTokenSlots({ at, booked: 0, tokens: -600 }, 2, 1)).toEqual([
      { at: later(BOOKING_HORIZON_MS + 1), isBooked: false },
      { at: later(BOOKING_HORIZON_MS + 2), isBooked: false },
    ])
  })
})

describe('a wait', () => {
  const wait = { isBooked: true, since: at, until: later(MINUTE) }

  it('remembers what was planned, and the token, as long as nobody moves the row', () => {
    expect(plannedAt({ dueAt: later(MINUTE), wait })).toEqual(at)
    expect(hasToken({ dueAt: later(MINUTE), wait }, later(MINUTE))).toBe(true)
  })

  it('loses a token that nobody used in time', () => {
    expect(hasToken({ dueAt: later(MINUTE), wait }, later(2 * MINUTE))).toBe(false)
  })

  it('is forgotten by a row that was moved since', () => {
    expect(plannedAt({ dueAt: later(2 * MINUTE), wait })).toEqual(later(2 * MINUTE))
    expect(hasToken({ dueAt: later(2 * MINUTE), wait }, later(2 * MINUTE))).toBe(false)
  })
})
