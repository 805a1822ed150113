import { describe, expect, it } from 'vitest'

import { PUBLICATION_STATES } from '../../src/domain/publication.ts'
import { canTransition } from '../../src/domain/publicationStates.ts'

describe('canTransition', () => {
  it.each([
    ['armed', 'claimed'],
    ['claimed', 'sending'],
    ['claimed', 'armed'],
    ['claimed', 'cancelled'],
    ['sending', 'claimed'],
    ['sending', 'published'],
    ['sending', 'unconfirmed'],
    ['unconfirmed', 'published'],
    ['failed', 'armed'],
    ['published', 'withdrawn'],
  ] as const)('leads from %s to %s', (from, to) => {
    expect(canTransition(from, to)).toBe(true)
  })

  it.each([
    ['armed', 'sending'],
    ['armed', 'published'],
    ['sending', 'cancelled'],
    ['published', 'armed'],
    ['withdrawn', 'published'],
    ['cancelled', 'sending'],
  ] as const)('never leads from %s to %s', (from, to) => {
    expect(canTransition(from, to)).toBe(false)
  })

  it('makes nothing unconfirmed that has not been sending, now or before', () => {
    expect(PUBLICATION_STATES.filter((from) => canTransition(from, 'unconfirmed'))).toEqual([
      'armed',
      'claimed',
      'sending',
      'awaiting-operator',
      'blocked',
    ])
  })
})
