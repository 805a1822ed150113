import { describe, expect, it } from 'vitest'

import { decideExpiredLease } from '../../src/domain/expiredLease.ts'

describe('decideExpiredLease', () => {
  it.each([
    ['arms again what was only claimed', 'claimed', false, 'rearm'],
    ['calls unknown what was being sent', 'sending', false, 'unconfirmed'],
    ['asks again about what a platform works on', 'sending', true, 'free'],
    ['looks again at what was being looked at', 'unconfirmed', false, 'free'],
    ['withdraws again what was being withdrawn', 'published', false, 'free'],
  ] as const)('%s', (_title, state, isPending, action) => {
    expect(decideExpiredLease({ isPending, state })).toEqual({ action })
  })
})
