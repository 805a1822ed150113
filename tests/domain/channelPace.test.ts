import { describe, expect, it } from 'vitest'

import { isTokenLate, isTokenOf, paceOf, plannedAt, planTokenSlots, tokenOf } from '../../src/domain/channelPace.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'

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

    expect(slots.map((slot) => slot.at)).toEqual([at, at, later(SECOND / 2), later(SECOND)])
    expect(slots.map(({ token }) => token)).toEqual(slots.map((slot) => ({ at: slot.at, perSecond: 2 })))
  })

  it('puts rows behind those that booked before', () => {
    expect(planTokenSlots({ at, booked: 1, tokens: -11 }, 1, 1)[0]?.at).toEqual(later(11 * SECOND))
  })

  it.each([
    ['just after', 0],
    ['long after', 4 * MINUTE],
  ])('sends those beyond the horizon back until one instant without a token, also %s others', (_when, ms) => {
    const again = { at: later(10 * MINUTE), token: null }

    expect(planTokenSlots({ at: later(ms), booked: 0, tokens: -600 }, 2, 1)).toEqual([again, again])
  })
})

describe('a wait', () => {
  const token = { at: later(MINUTE), perSecond: 2 }
  const wait = { since: at, token, until: later(MINUTE) }
  const rested = { dueAt: later(HOUR), wait: { ...wait, until: later(HOUR) } }

  it('remembers what was planned, and the token, as long as nobody moves the row', () => {
    expect(plannedAt({ dueAt: later(MINUTE), wait })).toEqual(at)
    expect(tokenOf({ dueAt: later(MINUTE), wait }, later(MINUTE))).toEqual(token)
  })

  it('loses a token that nobody used in time', () => {
    expect(tokenOf({ dueAt: later(MINUTE), wait }, later(2 * MINUTE))).toBeNull()
  })

  it('keeps a token that came while its channel rested, and that is late by now', () => {
    expect(tokenOf(rested, later(HOUR))).toEqual(token)
    expect(tokenOf(rested, later(2 * HOUR))).toEqual(token)
    expect([isTokenLate(token, later(MINUTE)), isTokenLate(token, later(HOUR))]).toEqual([false, true])
  })

  it('is forgotten by a row that was moved since', () => {
    expect(plannedAt({ dueAt: later(2 * MINUTE), wait })).toEqual(later(2 * MINUTE))
    expect(tokenOf({ dueAt: later(2 * MINUTE), wait }, later(2 * MINUTE))).toBeNull()
  })

  it('holds a token until the rate is lowered', () => {
    expect([1, 2, 3].map((perSecond) => isTokenOf(token, { burst: 1, perSecond }))).toEqual([false, true, true])
  })
})
