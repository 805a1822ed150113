import { describe, expect, it } from 'vitest'

import { querySegment } from '../../src/domain/segmentQuery.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const custom = (rule: unknown) => querySegment({ kind: 'custom', now, rule })

describe('querySegment', () => {
  it('asks for a stage of the lifecycle', () => {
    expect(querySegment({ kind: 'churn-risk', now, rule: null })).toEqual({ lifecycle: 'churn-risk' })
  })

  it.each([
    [{ field: 'points', operator: 'gte', value: 100 }, { points: { $gte: 100 } }],
    [{ field: 'tags', operator: 'has', value: '宝妈' }, { tags: { $eq: '宝妈' } }],
    [{ field: 'tags', operator: 'hasNot', value: '宝妈' }, { tags: { $ne: '宝妈' } }],
    [{ field: 'lifecycle', operator: 'ne', value: 'lost' }, { lifecycle: { $ne: 'lost' } }],
    [
      { field: 'lastActiveAt', operator: 'withinDays', value: 7 },
      { lastActiveAt: { $gte: new Date('2026-11-15T12:00:00.000Z') } },
    ],
    [
      { field: 'joinedAt', operator: 'olderThanDays', value: 1 },
      { joinedAt: { $lt: new Date('2026-11-21T12:00:00.000Z') } },
    ],
  ])('reads %o', (condition, expected) => {
    expect(custom({ all: [condition] })).toEqual({ $and: [expected] })
    expect(custom({ any: [condition] })).toEqual({ $or: [expected] })
  })

  it('asks nothing by a rule that is none, such as one with an operator of the database', () => {
    expect(custom({ all: [{ field: '$where', operator: 'eq', value: 'true' }] })).toBeNull()
    expect(custom({ all: [{ field: 'points', operator: 'gte', value: { $gt: 0 } }] })).toBeNull()
    expect(custom(null)).toBeNull()
  })
})
