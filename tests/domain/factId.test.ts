import { describe, expect, it } from 'vitest'

import { parseEngagementEvent } from '../../src/domain/engagementEvent.ts'
import { factId } from '../../src/domain/factId.ts'

describe('factId', () => {
  it('gives the same id for the same parts, and another for others', () => {
    expect(factId('published', 'p')).toBe(factId('published', 'p'))
    expect(factId('published', 'p')).not.toBe(factId('withdrawn', 'p'))
  })

  it('gives a UUID that counts as one from outside', () => {
    const event = { id: factId('order', 'shop', '7'), occurredAt: '2026-11-22T12:00:00Z', type: 'order' }

    expect(parseEngagementEvent(event)).toHaveProperty('fact')
  })
})
