import { describe, expect, it } from 'vitest'

import { findFreeSlot, planReorder, type QueueEntry } from '../../../src/domain/rhythm/queue.ts'
import type { RhythmRules } from '../../../src/domain/rhythm/obstacles.ts'
import { aBlackout, someRules } from './aRhythm.ts'

const slots = ['12:10', '20:30'].map((time) => ({ time, weekdays: [] }))
const free = (rules: RhythmRules, claimed: string[] = []) =>
  findFreeSlot({ after: new Date('2026-11-22T00:00Z'), claimed: new Set(claimed), rules })?.localTime ?? null

describe('findFreeSlot', () => {
  it.each<[string, RhythmRules, string[], null | string]>([
    ['takes the next slot', someRules({ channel: { slots } }), [], '2026-11-22T12:10'],
    [
      'leaves claimed slots',
      someRules({ channel: { slots } }),
      ['2026-11-22T12:10', '2026-11-22T20:30'],
      '2026-11-23T12:10',
    ],
    [
      'leaves a slot in which something goes out',
      someRules({ channel: { slots }, takenAt: [new Date('2026-11-22T04:10Z')] }),
      [],
      '2026-11-22T20:30',
    ],
    [
      'leaves a slot within the gap',
      someRules({ channel: { minGapMinutes: 60, slots }, takenAt: [new Date('2026-11-22T04:40Z')] }),
      [],
      '2026-11-22T20:30',
    ],
    [
      'leaves days that are silent',
      someRules({ blackouts: [aBlackout('2026-11-21T16:00Z', '2026-11-22T16:00Z')], channel: { slots } }),
      [],
      '2026-11-23T12:10',
    ],
    [
      'leaves quiet slots',
      someRules({ channel: { quietHours: [{ from: '12:00', until: '14:00', weekdays: [] }], slots } }),
      [],
      '2026-11-22T20:30',
    ],
    [
      'waits for the end of an embargo',
      someRules({ channel: { slots }, embargoUntil: new Date('2026-11-25T00:00Z') }),
      [],
      '2026-11-25T12:10',
    ],
    ['finds none where there are no slots', someRules(), [], null],
  ])('%s', (_title, rules, claimed, expected) => {
    expect(free(rules, claimed)).toBe(expected)
  })
})

describe('planReorder', () => {
  const queue: QueueEntry[] = ['a', 'b', 'c'].map((scheduleId, index) => ({
    at: new Date(Date.UTC(2026, 10, 22 + index)),
    scheduleId,
    slotId: `slot ${index}`,
    timeZone: 'Asia/Shanghai',
  }))

  it.each([
    ['moves the last to the front and the others down', ['c', 'a', 'b'], { a: 'slot 1', b: 'slot 2', c: 'slot 0' }],
    ['swaps two and leaves the third alone', ['a', 'c', 'b'], { b: 'slot 2', c: 'slot 1' }],
    ['does nothing for the same order', ['a', 'b', 'c'], {}],
  ])('%s', (_title, order, expected) => {
    const plan = planReorder(queue, order)

    expect(
      Object.fromEntries(('moves' in plan ? plan.moves : []).map(({ from, to }) => [from.scheduleId, to.slotId])),
    ).toEqual(expected)
  })

  it.each([
    ['one that is missing', ['a', 'b']],
    ['one that is not in the queue', ['a', 'b', 'd']],
    ['one twice', ['a', 'b', 'b']],
  ])('refuses an order with %s', (_title, order) => {
    expect(planReorder(queue, order)).toMatchObject({ refusal: { code: 'QUEUE_CHANGED' } })
  })
})
