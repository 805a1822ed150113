import { describe, expect, it } from 'vitest'

import { tallySchedule } from '../../src/domain/scheduleTally.ts'

describe('tallySchedule', () => {
  it.each([
    ['is over when all is out', { published: 2, withdrawn: 1 }, { attention: 0, isOpen: false, out: 3, upcoming: 0 }],
    ['is open while one is to come', { armed: 1, published: 1 }, { attention: 0, isOpen: true, out: 1, upcoming: 1 }],
    ['is open while one failed', { failed: 1, published: 1 }, { attention: 1, isOpen: true, out: 1, upcoming: 0 }],
    ['is over when one was missed', { missed: 1 }, { attention: 1, isOpen: false, out: 0, upcoming: 0 }],
    ['is over when nothing came of it', { cancelled: 4 }, { attention: 0, isOpen: false, out: 0, upcoming: 0 }],
  ] as const)('%s', (_title, counts, expected) => {
    expect(tallySchedule(counts)).toEqual(expected)
  })
})
