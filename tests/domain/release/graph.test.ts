import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { findCycle, findListRefusals, inOrder, planTimes } from '../../../src/domain/release/graph.ts'
import type { ReleaseItem } from '../../../src/domain/release/release.ts'
import { anItem } from '../../support/aRelease.ts'

const codes = (items: readonly ReleaseItem[]) =>
  findListRefusals(items).map(({ code, item }) => (item === null ? code : `${item}:${code}`))

describe('findListRefusals', () => {
  it.each([
    ['nothing', [], ['EMPTY']],
    ['a fine chain', [anItem({ key: 'a' }), anItem({ after: ['a'], key: 'b' })], []],
    ['an item that waits for itself', [anItem({ after: ['a'], key: 'a' })], ['a:CYCLE']],
    [
      'a circle of three, each of them',
      [
        anItem({ after: ['c'], key: 'a' }),
        anItem({ after: ['a'], key: 'b' }),
        anItem({ after: ['b'], key: 'c' }),
        anItem({ after: ['a'], key: 'd' }),
      ],
      ['a:CYCLE', 'c:CYCLE', 'b:CYCLE'],
    ],
    ['a dependency that is not there', [anItem({ after: ['x'], key: 'a' })], ['a:UNKNOWN_ITEM']],
    [
      'two items of one name',
      [anItem({ key: 'a' }), anItem({ key: 'a', subject: { id: 'b'.repeat(24), slug: 'schedules' } })],
      ['a:KEY_TWICE'],
    ],
    [
      'one act on one thing twice',
      [anItem({ key: 'a' }), anItem({ key: 'b', subject: anItem({ key: 'a' }).subject })],
      ['b:ITEM_TWICE'],
    ],
    ['an act about the wrong thing', [anItem({ action: 'withdraw', key: 'a' })], ['a:WRONG_SUBJECT']],
    ['too many', Array.from({ length: 101 }, (_, index) => anItem({ key: `k${index}` })), ['TOO_MANY']],
  ])('tells %s', (_title, items, expected) => {
    expect(codes(items)).toEqual(expected)
  })

  it('lets one offer be started and stopped', () => {
    const subject = { id: 'f'.repeat(24), slug: 'offers' }

    expect(
      codes([
        anItem({ action: 'start', key: 'a', subject }),
        anItem({ action: 'stop', after: ['a'], key: 'b', subject }),
      ]),
    ).toEqual([])
  })
})

/** Lists of any shape: dependencies forwards, backwards, on themselves and on nothing. */
const lists = fc
  .integer({ max: 12, min: 1 })
  .chain((size) =>
    fc
      .array(fc.array(fc.integer({ max: size, min: 0 }), { maxLength: 4 }), { maxLength: size, minLength: size })
      .map((rows) => rows.map((after, index) => anItem({ after: after.map((each) => `k${each}`), key: `k${index}` }))),
  )

/** Lists in which an item depends on earlier ones alone, then shuffled: never a circle. */
const acyclicLists = fc
  .integer({ max: 12, min: 1 })
  .chain((size) =>
    fc
      .array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: size, minLength: size })
      .map((rows) =>
        rows.map((after, index) =>
          anItem({ after: index === 0 ? [] : after.map((each) => `k${each % index}`), key: `k${index}` }),
        ),
      ),
  )
  .chain((items) => fc.shuffledSubarray(items, { maxLength: items.length, minLength: items.length }))

/** The plainest way to know: take away what waits for nothing until nothing more can be taken. */
const hasCycle = (items: readonly ReleaseItem[]): boolean => {
  let left = [...items]

  for (;;) {
    const keys = new Set(left.map(({ key }) => key))
    const next = left.filter(({ after }) => after.some((key) => keys.has(key)))

    if (next.length === left.length) {
      return left.length > 0
    }

    left = next
  }
}

describe('findCycle', () => {
  it('finds a circle exactly where there is one, and only members of it', () => {
    fc.assert(
      fc.property(lists, (items) => {
        const cycle = findCycle(items)

        expect(cycle !== null).toBe(hasCycle(items))
        cycle?.forEach((key, index) => {
          const next = cycle[(index + 1) % cycle.length]

          expect(items.find((item) => item.key === key)?.after).toContain(next)
        })
      }),
    )
  })
})

describe('inOrder', () => {
  it('loses nothing and puts every item behind those it depends on', () => {
    fc.assert(
      fc.property(acyclicLists, (items) => {
        const ordered = inOrder(items)
        const place = new Map(ordered.map(({ key }, index) => [key, index]))

        expect([...ordered].sort(byKey)).toEqual([...items].sort(byKey))
        ordered.forEach(({ after, key }) =>
          after.forEach((before) => expect(place.get(before)).toBeLessThan(place.get(key) ?? -1)),
        )
      }),
    )
  })

  it('comes to an end on a circle too', () => {
    fc.assert(fc.property(lists, (items) => inOrder(items).length === items.length))
  })

  it('keeps the order of the author where nothing speaks against it', () => {
    expect(inOrder(['c', 'a', 'b'].map((key) => anItem({ key }))).map(({ key }) => key)).toEqual(['c', 'a', 'b'])
  })
})

describe('planTimes', () => {
  it('begins nothing before its own time, nor before what it depends on', () => {
    const times = planTimes([
      anItem({ after: ['a'], at: new Date('2026-12-01T08:00:00Z'), key: 'b' }),
      anItem({ at: new Date('2026-12-01T10:00:00Z'), key: 'a' }),
      anItem({ after: ['b'], key: 'c' }),
      anItem({ key: 'd' }),
    ])

    expect(times.get('b')?.toISOString()).toBe('2026-12-01T10:00:00.000Z')
    expect(times.get('c')?.toISOString()).toBe('2026-12-01T10:00:00.000Z')
    expect(times.get('d')).toBeNull()
  })
})

const byKey = (one: ReleaseItem, other: ReleaseItem): number => one.key.localeCompare(other.key)
