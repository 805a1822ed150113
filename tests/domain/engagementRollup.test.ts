import { describe, expect, it } from 'vitest'

import { mergeBuckets, sumsOf } from '../../src/domain/bucketSums.ts'
import type { EngagementFact } from '../../src/domain/engagement.ts'
import { rollUp } from '../../src/domain/engagementRollup.ts'

const aFact = (given: Partial<EngagementFact> = {}): EngagementFact => ({
  id: 'x',
  occurredAt: new Date('2026-11-22T13:59:59.999Z'),
  type: 'view',
  ...given,
})
const find = (facts: EngagementFact[], id: string) => rollUp(facts).find(({ _id }) => _id === id)

describe('rollUp', () => {
  it('counts one fact for each of its subjects', () => {
    const ids = rollUp([aFact({ channel: 'c', post: 'p', publication: 'q' })]).map(({ _id }) => _id)

    expect(ids).toEqual(['all:-:2026-11-22', 'post:p:2026-11-22', 'channel:c:2026-11-22', 'publication:q:2026-11-22'])
  })

  it('counts by UTC hour and by day', () => {
    const facts = [
      aFact(),
      aFact({ occurredAt: new Date('2026-11-22T14:00:00Z') }),
      aFact({ occurredAt: new Date('2026-11-23T00:00:00Z'), type: 'like' }),
    ]

    expect(find(facts, 'all:-:2026-11-22')).toMatchObject({
      hours: { 13: { view: 1 }, 14: { view: 1 } },
      total: { view: 2 },
    })
    expect(find(facts, 'all:-:2026-11-23')).toMatchObject({ hours: { 0: { like: 1 } }, total: { like: 1 } })
  })

  it('keeps what programs did out of every figure', () => {
    const bucket = find([aFact({ bot: true })], 'all:-:2026-11-22')

    expect(bucket).toMatchObject({ bots: { 13: { view: 1 } } })
    expect(bucket).not.toHaveProperty('total')
  })

  it('adds money by currency', () => {
    const facts = [
      aFact({ type: 'order', value: { amountMinor: 9_900, currency: 'CNY' } }),
      aFact({ type: 'order', value: { amountMinor: 100, currency: 'CNY' } }),
      aFact({ type: 'order', value: { amountMinor: 5, currency: 'USD' } }),
    ]

    expect(find(facts, 'all:-:2026-11-22')?.money).toEqual({ 13: { order: { CNY: 10_000, USD: 5 } } })
  })
})

describe('mergeBuckets', () => {
  it('adds buckets with the same id and changes none of them', () => {
    const buckets = [...rollUp([aFact(), aFact({ bot: true })]), ...rollUp([aFact(), aFact({ type: 'like' })])]
    const before = structuredClone(buckets)

    expect(mergeBuckets(buckets)).toMatchObject([
      { bots: { 13: { view: 1 } }, hours: { 13: { like: 1, view: 2 } }, total: { like: 1, view: 2 } },
    ])
    expect(buckets).toEqual(before)
  })
})

describe('sumsOf', () => {
  it('names each number by its path', () => {
    const [bucket] = rollUp([aFact({ type: 'order', value: { amountMinor: 7, currency: 'CNY' } })])

    expect(bucket && sumsOf(bucket)).toEqual([
      { amount: 1, path: 'hours.13.order' },
      { amount: 1, path: 'total.order' },
      { amount: 7, path: 'money.13.order.CNY' },
    ])
  })
})
