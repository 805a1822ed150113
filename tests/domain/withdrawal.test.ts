import { describe, expect, it } from 'vitest'

import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { decideAfterWithdrawal, MAX_WITHDRAWALS } from '../../src/domain/withdrawal.ts'

describe('decideAfterWithdrawal', () => {
  it.each([
    ['asks again what is unclear', { errorClass: 'unknown-outcome' }, 30 * SECOND],
    ['asks again what failed for a moment', { errorClass: 'retry' }, 30 * SECOND],
    ['waits longer each time', { attempts: 4, errorClass: 'unknown-outcome' }, 4 * MINUTE],
    ['waits no longer than an hour', { attempts: MAX_WITHDRAWALS - 1, errorClass: 'retry' }, HOUR],
  ] as const)('%s', (_title, given, delayMs) => {
    expect(decideAfterWithdrawal({ attempts: 1, random: 0, ...given })).toEqual({
      action: 'again',
      countsAttempt: true,
      delayMs,
    })
  })

  it.each([
    ['waits for a platform that asks to', { errorClass: 'throttled', retryAfterMs: 7 * SECOND }, 7 * SECOND],
    ['waits for a quota', { errorClass: 'quota-exhausted' }, HOUR],
  ] as const)('%s, and does not count it', (_title, given, delayMs) => {
    expect(decideAfterWithdrawal({ attempts: MAX_WITHDRAWALS, random: 0, ...given })).toEqual({
      action: 'again',
      countsAttempt: false,
      delayMs,
    })
  })

  it.each([
    ['what a person must do', { errorClass: 'needs-human' }],
    ['what the account may not', { errorClass: 'not-allowed' }],
    ['what stayed unclear to the end', { attempts: MAX_WITHDRAWALS, errorClass: 'unknown-outcome' }],
    ['what failed to the end', { attempts: MAX_WITHDRAWALS, errorClass: 'retry' }],
  ] as const)('gives up %s', (_title, given) => {
    expect(decideAfterWithdrawal({ attempts: 1, random: 0, ...given })).toEqual({ action: 'fail' })
  })
})
