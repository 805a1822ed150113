import { describe, expect, it } from 'vitest'

import { decideReminder, sayReminder } from '../../../src/domain/assisted/reminders.ts'
import { MINUTE } from '../../../src/domain/duration.ts'

const dueAt = new Date('2026-11-26T12:00:00Z')
const decide = (state: Parameters<typeof decideReminder>[0]['state'], minutes: number, changes = {}) =>
  decideReminder({
    afterMinutes: 30,
    beforeMinutes: 30,
    dueAt,
    now: new Date(dueAt.getTime() + minutes * MINUTE),
    state,
    ...changes,
  })

describe('decideReminder', () => {
  it.each([
    ['nothing long before', 'armed', -31, {}, null],
    ['that it comes', 'armed', -30, {}, 'before'],
    ['nothing before, where nobody wants it', 'armed', -1, { beforeMinutes: 0 }, null],
    ['nothing while it is handed over', 'armed', 0, {}, null],
    ['that it is due', 'awaiting-operator', 0, {}, 'due'],
    ['no more than that soon after', 'awaiting-operator', 29, {}, 'due'],
    ['that it still waits', 'awaiting-operator', 30, {}, 'after'],
    ['no more than that it is due, where nobody wants more', 'awaiting-operator', 300, { afterMinutes: 0 }, 'due'],
    ['nothing of what is out', 'published', 40, {}, null],
    ['nothing of what was cancelled', 'cancelled', 40, {}, null],
  ] as const)('tells %s', (_title, state, minutes, changes, expected) => {
    expect(decide(state, minutes, changes)).toBe(expected)
  })
})

describe('sayReminder', () => {
  it('leaves out the assignee where there is none', () => {
    const values = { channel: '小红书', time: '11月26日 20:00', title: '防晒', url: 'https://beat.example' }

    expect(sayReminder({ language: 'zh', phase: 'due', values })).toBe(
      '现在请发布：《防晒》到「小红书」，应发时间 11月26日 20:00。https://beat.example',
    )
    expect(sayReminder({ language: 'zh', phase: 'due', values: { ...values, assignee: '小满' } })).toContain(
      '负责人 小满',
    )
  })
})
