import { describe, expect, it } from 'vitest'

import { describeChange } from '../../src/domain/describeChange.ts'

describe('describeChange', () => {
  it('names what changed, before and after', () => {
    expect(describeChange({ after: { name: 'b', slug: 'x' }, before: { name: 'a', slug: 'x' }, masked: [] })).toEqual({
      after: { name: 'b' },
      before: { name: 'a' },
    })
  })

  it('is silent about what Payload writes by itself', () => {
    expect(describeChange({ after: { updatedAt: '2' }, before: { updatedAt: '1' }, masked: [] })).toBeNull()
  })

  it.each(['apiKey', 'credentials', 'password', 'secret', 'nickname'])('does not write down %s', (name) => {
    const change = describeChange({ after: { [name]: 'new' }, before: { [name]: 'old' }, masked: ['nickname'] })

    expect(change).toEqual({ after: { [name]: '(hidden)' }, before: { [name]: '(hidden)' } })
  })

  it('tells long values by their length', () => {
    expect(describeChange({ after: { body: 'x'.repeat(501) }, before: {}, masked: [] })?.after).toEqual({
      body: '(501 characters)',
    })
  })
})
