import { describe, expect, it } from 'vitest'

import { endsTooSoon } from '../../../src/domain/rights/licenceEnd.ts'

const now = new Date('2026-12-01T12:00:00Z')
const endAt = new Date('2026-12-31T00:00:00Z')

describe('endsTooSoon', () => {
  it.each([
    ['says so fourteen days ahead', '2026-12-14', true],
    ['says nothing before that', '2026-12-15', false],
    ['goes on to say so once it has ended', '2026-11-20', true],
  ])('%s', (_title, validUntil, expected) => {
    expect(endsTooSoon({ endAt, now, validUntil })).toBe(expected)
  })

  it('says nothing of a licence that outlasts its campaign', () => {
    expect(endsTooSoon({ endAt: new Date('2026-12-10T00:00:00Z'), now, validUntil: '2026-12-10' })).toBe(false)
  })
})
