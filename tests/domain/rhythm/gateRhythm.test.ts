import { describe, expect, it } from 'vitest'

import { decideRhythm } from '../../../src/domain/rhythm/gateRhythm.ts'
import { aBlackout, someRules } from './aRhythm.ts'

const NIGHT = { quietHours: [{ from: '23:00', until: '08:00', weekdays: [] }] }
const night = new Date('2026-11-22T16:00:00Z')
const morning = new Date('2026-11-23T00:00:00Z')

describe('decideRhythm', () => {
  it('counts from the time when a row is due, not from when it was claimed ahead', () => {
    const claimedAt = new Date(morning.getTime() - 3_000)

    expect(decideRhythm({ dueAt: morning, onQuiet: 'move' }, someRules({ channel: NIGHT }), claimedAt)).toEqual({
      action: 'send',
    })
  })

  it('moves what comes late into the night to the morning, with why', () => {
    const decision = decideRhythm(
      { dueAt: new Date('2026-11-22T14:00:00Z'), onQuiet: 'move' },
      someRules({ channel: NIGHT }),
      night,
    )

    expect(decision).toMatchObject({
      action: 'move',
      dueAt: morning,
      error: { class: 'waiting', code: 'QUIET_HOURS', values: { until: '2026-11-23 08:00' } },
      movedFor: ['QUIET_HOURS'],
    })
  })

  it('moves a row that says nothing, as rows of before do', () => {
    expect(decideRhythm({ dueAt: night }, someRules({ channel: NIGHT }), night)).toMatchObject({ action: 'move' })
  })

  it('blocks what is to be blocked, with the reason', () => {
    expect(decideRhythm({ dueAt: night, onQuiet: 'block' }, someRules({ channel: NIGHT }), night)).toMatchObject({
      action: 'block',
      error: { class: 'gate', code: 'QUIET_HOURS' },
    })
  })

  it('blocks on a day of mourning that was declared after arming', () => {
    const mourning = aBlackout('2026-11-22T00:00Z', '2026-11-23T00:00Z', { action: 'block', kind: 'mourning' })

    for (const onQuiet of ['move', 'ignore'] as const) {
      expect(decideRhythm({ dueAt: night, onQuiet }, someRules({ blackouts: [mourning] }), night)).toMatchObject({
        action: 'block',
        error: { code: 'BLACKOUT' },
      })
    }
  })

  it('lets go what a person sends in spite of quiet hours', () => {
    expect(decideRhythm({ dueAt: night, onQuiet: 'ignore' }, someRules({ channel: NIGHT }), night)).toEqual({
      action: 'send',
    })
  })
})
