import { describe, expect, it } from 'vitest'

import {
  breakAfterFailures,
  type Breaker,
  CLOSED,
  decideBreaker,
  FAILURES_TO_OPEN,
  isChannelFailure,
  lookAgainAt,
} from '../../src/domain/circuitBreaker.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'

const now = new Date('2026-11-22T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const fail = (breaker: Breaker, failures = 1, askedMs = 0) =>
  breakAfterFailures({ askedMs, breaker, failures, now, random: 0 })

describe('breakAfterFailures', () => {
  it('bears four failures in a row and opens at the fifth', () => {
    const bearing = fail(CLOSED, FAILURES_TO_OPEN - 1)

    expect(bearing).toMatchObject({ failures: 4, state: 'closed' })
    expect(fail(bearing)).toEqual({ failures: 5, opens: 1, retryAt: later(30 * SECOND), state: 'open' })
  })

  it.each([
    [1, MINUTE],
    [2, 2 * MINUTE],
    [20, 15 * MINUTE],
  ])('stays open longer after each trial that fails, after %i for %i ms', (opens, openMs) => {
    const trying: Breaker = { failures: 9, opens, retryAt: now, state: 'half-open' }

    expect(fail(trying)).toMatchObject({ retryAt: later(openMs), state: 'open' })
  })

  it('takes a platform that names a time at its word', () => {
    expect(fail(CLOSED, 5, 2 * SECOND).retryAt).toEqual(later(2 * SECOND))
    expect(fail(CLOSED, 5, 60 * MINUTE).retryAt).toEqual(later(60 * MINUTE))
  })

  it('does not open further for what was under way when it opened', () => {
    const open: Breaker = { failures: 5, opens: 1, retryAt: later(30 * SECOND), state: 'open' }

    expect(fail(open, 27)).toEqual({ ...open, failures: 32 })
  })
})

describe('decideBreaker', () => {
  it('waits while open, then lets one try', () => {
    const open: Breaker = { failures: 5, opens: 1, retryAt: later(SECOND), state: 'open' }

    expect(decideBreaker(CLOSED, now)).toEqual({ action: 'send' })
    expect(decideBreaker(open, now)).toEqual({ action: 'wait', until: later(SECOND) })
    expect(decideBreaker(open, later(SECOND))).toMatchObject({ action: 'try', becomes: { state: 'half-open' } })
  })

  it('lets another try when the one that tried never told', () => {
    const trying: Breaker = { failures: 5, opens: 1, retryAt: later(MINUTE), state: 'half-open' }

    expect(decideBreaker(trying, now)).toMatchObject({ action: 'wait' })
    expect(decideBreaker(trying, later(MINUTE))).toMatchObject({ action: 'try' })
  })
})

describe('lookAgainAt', () => {
  it('is the same for rows of one second, a few seconds later', () => {
    expect(lookAgainAt(later(1))).toEqual(later(3 * SECOND))
    expect(lookAgainAt(later(999))).toEqual(later(3 * SECOND))
    expect(lookAgainAt(later(SECOND))).toEqual(later(4 * SECOND))
  })
})

describe('isChannelFailure', () => {
  it('tells what the channel cannot do from what it thinks of the content', () => {
    expect(['retry', 'throttled', 'reauth-user', 'disconnect', 'unknown-outcome'].every(isChannelFailure)).toBe(true)
    expect(['rejected-content', 'invalid-payload', 'gate', 'late'].some(isChannelFailure)).toBe(false)
  })
})
