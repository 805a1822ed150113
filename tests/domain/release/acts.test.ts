import { describe, expect, it } from 'vitest'

import { type ActFacts, planAct } from '../../../src/domain/release/acts.ts'
import { HOUR } from '../../../src/domain/duration.ts'

const at = new Date('2026-12-12T12:00:00Z')
const before = new Date(at.getTime() - HOUR)
const after = new Date(at.getTime() + HOUR)
const offer = (given: Partial<ActFacts> = {}): ActFacts => ({ endAt: null, startAt: null, status: null, ...given })

describe('planAct', () => {
  it.each([
    ['opens an offer without a window', 'start', offer(), { startAt: at }],
    ['brings a later start forward', 'start', offer({ endAt: after, startAt: after }), { startAt: at }],
    ['leaves a running offer alone', 'start', offer({ startAt: before }), 'nothing'],
    ['starts nothing whose window is over', 'start', offer({ endAt: before }), 'WINDOW_OVER'],
    ['opens a draft challenge', 'start', offer({ startAt: before, status: 'draft' }), { status: 'open' }],
    ['opens no cancelled challenge', 'start', offer({ status: 'cancelled' }), 'BAD_STATUS'],
    ['ends a running offer', 'stop', offer({ endAt: after, startAt: before }), { endAt: at }],
    ['leaves an ended offer alone', 'stop', offer({ endAt: before, startAt: before }), 'nothing'],
    ['stops nothing that has not started', 'stop', offer({ startAt: after }), 'NOT_STARTED'],
    ['stops no draft', 'stop', offer({ startAt: before, status: 'draft' }), 'NOT_STARTED'],
    [
      'sends an open challenge to the judges',
      'stop',
      offer({ endAt: after, startAt: before, status: 'open' }),
      { endAt: at, status: 'judging' },
    ],
  ] as const)('%s', (_title, act, facts, expected) => {
    const plan = planAct({ act, at, facts })

    expect(plan.action === 'patch' ? plan.patch : plan.action === 'refuse' ? plan.reason.code : plan.action).toEqual(
      expected,
    )
  })

  it.each(['start', 'stop'] as const)('has nothing to do when a %s is repeated', (act) => {
    const first = planAct({ act, at, facts: offer({ endAt: after, startAt: act === 'start' ? after : before }) })
    const patch = first.action === 'patch' ? first.patch : {}

    expect(planAct({ act, at, facts: { ...offer({ endAt: after, startAt: before }), ...patch } }).action).toBe(
      'nothing',
    )
  })
})
