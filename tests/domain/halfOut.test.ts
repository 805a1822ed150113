import { describe, expect, it } from 'vitest'

import { stillHalfOut, THREAD_HALF_OUT } from '../../src/domain/halfOut.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

const refusal = publicationError('reauth-user', 'UNAUTHENTICATED')

describe('stillHalfOut', () => {
  it('remembers it of what was held for another reason since', () => {
    const halfOut = publicationError('unknown-outcome', THREAD_HALF_OUT, { count: 1, total: 3 })
    const held = { error: publicationError('gate', 'FROZEN'), halfOut }

    expect(stillHalfOut(held, refusal)).toMatchObject({ code: THREAD_HALF_OUT, values: { count: 1, total: 3 } })
  })

  it('leaves the word to a send that got further', () => {
    const [before, after] = [1, 2].map((count) =>
      publicationError('unknown-outcome', THREAD_HALF_OUT, { count, total: 3 }),
    )

    expect(stillHalfOut({ error: before ?? null }, after ?? refusal)).toBeNull()
  })

  it('keeps saying that a part is out, and why it goes no further', () => {
    const before = publicationError('unknown-outcome', THREAD_HALF_OUT, { count: 1, total: 3 })

    expect(stillHalfOut({ error: before }, refusal)).toMatchObject({
      class: 'unknown-outcome',
      code: THREAD_HALF_OUT,
      values: { count: 1, total: 3, why: refusal.message },
    })
  })

  it.each([null, undefined, publicationError('unknown-outcome', 'LEASE_EXPIRED')])(
    'says nothing of others',
    (error) => {
      expect(stillHalfOut({ error: error ?? null }, refusal)).toBeNull()
    },
  )
})
