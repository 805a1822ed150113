import { describe, expect, it } from 'vitest'

import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { CHANNEL_ERROR_CLASSES } from '../../src/domain/errors.ts'
import { backoffMs, decideAfterRefusal, MAX_ATTEMPTS } from '../../src/domain/refusal.ts'

describe('decideAfterRefusal', () => {
  it.each([
    [
      'tries again after a passing error',
      { errorClass: 'retry' },
      { action: 'again', countsAttempt: true, delayMs: SECOND },
    ],
    ['gives up after the last attempt', { attempts: MAX_ATTEMPTS, errorClass: 'retry' }, { action: 'fail' }],
    [
      'waits a little longer than a passing error asks, and does not count it',
      { attempts: 99, errorClass: 'retry', retryAfterMs: MINUTE },
      { action: 'again', countsAttempt: false, delayMs: 63 * SECOND },
    ],
    [
      'waits a little longer than a throttling asks',
      { errorClass: 'throttled', retryAfterMs: MINUTE },
      { action: 'again', countsAttempt: false, delayMs: 63 * SECOND },
    ],
    [
      'does not count a throttled attempt, however many',
      { attempts: 99, errorClass: 'throttled', retryAfterMs: MINUTE },
      { action: 'again', countsAttempt: false, delayMs: 63 * SECOND },
    ],
    [
      'waits an hour for a quota that names no time',
      { errorClass: 'quota-exhausted' },
      { action: 'again', countsAttempt: false, delayMs: 1.05 * HOUR },
    ],
    [
      'never waits longer than a day',
      { errorClass: 'throttled', retryAfterMs: 1_000 * HOUR },
      { action: 'again', countsAttempt: false, delayMs: 25.2 * HOUR },
    ],
    ['calls an unknown outcome unknown', { errorClass: 'unknown-outcome' }, { action: 'unconfirmed', delayMs: 0 }],
    [
      'looks at an unknown outcome no sooner than the platform asks',
      { errorClass: 'unknown-outcome', retryAfterMs: MINUTE },
      { action: 'unconfirmed', delayMs: 63 * SECOND },
    ],
    ['fails on refused content', { errorClass: 'rejected-content' }, { action: 'fail' }],
  ] as const)('%s', (_title, given, expected) => {
    expect(decideAfterRefusal({ attempts: 1, random: 0.5, ...given })).toEqual(expected)
  })

  it('sends again by itself only after retry, throttled and quota-exhausted', () => {
    const again = CHANNEL_ERROR_CLASSES.filter(
      (errorClass) => decideAfterRefusal({ attempts: 1, errorClass, random: 0 }).action === 'again',
    )

    expect(again).toEqual(['retry', 'throttled', 'quota-exhausted'])
  })
})

describe('backoffMs', () => {
  it('spreads over a range that doubles up to a quarter of an hour', () => {
    expect([1, 2, 3, 20].map((attempts) => backoffMs(attempts, 1))).toEqual([
      2 * SECOND,
      4 * SECOND,
      8 * SECOND,
      15 * MINUTE,
    ])
    expect(backoffMs(5, 0)).toBe(0)
  })
})
