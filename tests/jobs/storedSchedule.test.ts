import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'

import { readStoredSchedule } from '../../jobs/repeating/storedSchedule.ts'
import { slotId } from '../../src/domain/rhythm/slots.ts'

const publishAt = new Date('2026-11-23T12:00:00.000Z')
const isSlotted = (given: Record<string, unknown>) =>
  readStoredSchedule({
    _id: new ObjectId(),
    channels: [],
    post: new ObjectId(),
    publishAt,
    publishAt_tz: 'Asia/Shanghai',
    ...given,
  }).isSlotted

describe('readStoredSchedule', () => {
  it.each([
    ['holds the slot at its instant', slotId('a', '2026-11-23T20:00'), true],
    ['holds none that it was moved away from', slotId('a', '2026-11-23T21:00'), false],
    ['holds none without one', null, false],
  ])('%s', (_title, slot, expected) => {
    expect(isSlotted({ slot })).toBe(expected)
  })
})
