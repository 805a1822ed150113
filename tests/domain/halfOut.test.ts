import { describe, expect, it } from 'vitest'

import { stillHalfOut, THREAD_HALF_OUT } from '../../src/domain/halfOut.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

const refusal = publicationError('reauth-user', 'UNAUTHENTICATED')

describe('stillHalfOut', () => {
  it('keeps saying that a part is out, and why it goes no further', () => {
    const before = publicationError('unknown-outcome', THREAD_HALF_OUT, { count: 1, total: 3 })

    expect(stillHalfOut(before, refusal)).toMatchObject({
      class: 'unknown-outcome',
      code: THREAD_HALF_OUT,
      values: { count: 1, total: 3, why: refusal.message },
    })
  })

  it.each([null, undefined, publicationError('unknown-outcome', 'LEASE_EXPIRED')])(
    'says nothing of others',
    (before) => {
      expect(stillHalfOut(before, refusal)).toBeNull()
    },
  )
})
