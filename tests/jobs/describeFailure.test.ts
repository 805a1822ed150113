import { describe, expect, it } from 'vitest'

import { describeFailure } from '../../jobs/sending/describeFailure.ts'
import { ChannelError } from '../../src/domain/errors.ts'

describe('describeFailure', () => {
  it('keeps what a channel said, with its own code', () => {
    const thrown = new ChannelError({
      channelCode: '45009',
      errorClass: 'quota-exhausted',
      message: '次数超限',
      retryAfterMs: 9,
    })

    expect(describeFailure(thrown, 'commit')).toEqual({
      error: { class: 'quota-exhausted', code: '45009', message: '次数超限' },
      retryAfterMs: 9,
    })
  })

  it('keeps under what the platform finds the call, and how it is said to people', () => {
    const values = { channel: 'WeChat', code: '40164' }
    const thrown = new ChannelError({
      channelCode: '40164',
      errorClass: 'not-allowed',
      forgetsHandles: true,
      message: 'no',
      requestId: 'rid-1',
      says: { code: 'IP_NOT_LISTED', values },
    })

    expect(describeFailure(thrown, 'commit')).toEqual({
      error: { class: 'not-allowed', code: '40164', message: 'no', requestId: 'rid-1', says: 'IP_NOT_LISTED', values },
      forgetsHandles: true,
      retryAfterMs: undefined,
    })
  })

  it('calls the outcome unknown when an adapter breaks while sending', () => {
    expect(describeFailure(new TypeError('x is undefined'), 'commit').error.class).toBe('unknown-outcome')
  })

  it('tries again when it breaks while preparing, which leaves nothing behind', () => {
    expect(describeFailure(new TypeError('x is undefined'), 'prepare').error.class).toBe('retry')
    expect(
      describeFailure(new ChannelError({ errorClass: 'unknown-outcome', message: 'reset' }), 'prepare').error.class,
    ).toBe('retry')
  })
})
