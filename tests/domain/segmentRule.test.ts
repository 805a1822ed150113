import { describe, expect, it } from 'vitest'

import { findSegmentProblem } from '../../src/domain/segmentRule.ts'

describe('findSegmentProblem', () => {
  it.each([
    [{ all: [{ field: 'points', operator: 'gte', value: 100 }] }],
    [
      {
        any: [
          { field: 'tags', operator: 'has', value: '宝妈' },
          { field: 'lifecycle', operator: 'eq', value: 'dormant' },
        ],
      },
    ],
    [{ all: [{ field: 'lastActiveAt', operator: 'olderThanDays', value: 30 }] }],
  ])('takes %j', (rule) => {
    expect(findSegmentProblem(rule)).toBeNull()
  })

  it.each([
    [null],
    [{}],
    [{ all: [] }],
    [{ all: [], any: [] }],
    [{ all: [{ field: 'salary', operator: 'gt', value: 1 }] }],
    [{ all: [{ field: 'points', operator: '$where', value: 1 }] }],
    [{ all: [{ field: 'points', operator: 'gte', value: { $gt: 0 } }] }],
    [{ all: [{ field: 'lifecycle', operator: 'eq', value: 'asleep' }] }],
    [{ all: Array.from({ length: 21 }, () => ({ field: 'points', operator: 'gt', value: 1 })) }],
  ])('refuses %j', (rule) => {
    expect(findSegmentProblem(rule)).not.toBeNull()
  })
})
