import { describe, expect, it } from 'vitest'

import { urgencyOf } from '../../../src/domain/assisted/urgency.ts'
import { MINUTE } from '../../../src/domain/duration.ts'

const NOW = new Date('2026-11-26T12:00:00.000Z')

describe('urgencyOf', () => {
  it.each([
    ['is soon before its time', 'armed', -10, 30, 'soon'],
    ['is due at its time', 'awaiting-operator', 0, 30, 'due'],
    ['is due just before the channel reminds again', 'awaiting-operator', 29, 30, 'due'],
    ['is overdue from then on', 'awaiting-operator', 30, 30, 'overdue'],
    ['is never overdue where the channel does not remind again', 'awaiting-operator', 600, 0, 'due'],
  ] as const)('%s', (_title, state, lateMinutes, remindAfterMinutes, expected) => {
    const dueAt = new Date(NOW.getTime() - lateMinutes * MINUTE)

    expect(urgencyOf({ dueAt, now: NOW, remindAfterMinutes, state })).toBe(expected)
  })
})
