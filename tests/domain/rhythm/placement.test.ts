import { describe, expect, it } from 'vitest'

import type { OnQuiet } from '../../../src/domain/rhythm/channelRhythm.ts'
import type { RhythmRules } from '../../../src/domain/rhythm/obstacles.ts'
import { findNextAllowed, place } from '../../../src/domain/rhythm/placement.ts'
import { aBlackout, someRules } from './aRhythm.ts'

const NIGHT = [{ from: '23:00', until: '08:00', weekdays: [] }]

const placed = (at: string, rules: RhythmRules, onQuiet: OnQuiet = 'move'): string => {
  const placement = place({ at: new Date(at), onQuiet, rules })
  const codes = placement.action === 'keep' ? [] : placement.obstacles.map(({ code }) => code)

  return [
    placement.action,
    ...(placement.action === 'move' ? [placement.at.toISOString().slice(0, 16)] : []),
    ...codes,
  ].join(' ')
}

describe('place', () => {
  it.each<[string, string, RhythmRules, OnQuiet, string]>([
    ['keeps a free time', '2026-11-22T12:00Z', someRules(), 'move', 'keep'],
    [
      'moves out of quiet hours',
      '2026-11-22T16:00Z',
      someRules({ channel: { quietHours: NIGHT } }),
      'move',
      'move 2026-11-23T00:00 QUIET_HOURS',
    ],
    [
      'blocks in quiet hours when told so',
      '2026-11-22T16:00Z',
      someRules({ channel: { quietHours: NIGHT } }),
      'block',
      'refuse QUIET_HOURS',
    ],
    [
      'moves behind a holiday',
      '2026-10-02T04:00Z',
      someRules({ blackouts: [aBlackout('2026-09-30T16:00Z', '2026-10-07T16:00Z')] }),
      'move',
      'move 2026-10-07T16:00 BLACKOUT',
    ],
    [
      'moves on from a holiday into the morning',
      '2026-10-02T04:00Z',
      someRules({ blackouts: [aBlackout('2026-09-30T16:00Z', '2026-10-07T16:00Z')], channel: { quietHours: NIGHT } }),
      'move',
      'move 2026-10-08T00:00 BLACKOUT QUIET_HOURS',
    ],
    [
      'does not move out of a day of mourning',
      '2026-12-13T02:00Z',
      someRules({
        blackouts: [aBlackout('2026-12-12T16:00Z', '2026-12-13T16:00Z', { action: 'block', kind: 'mourning' })],
      }),
      'move',
      'refuse BLACKOUT',
    ],
    [
      'leaves a blackout of other channels alone',
      '2026-10-02T04:00Z',
      someRules({ blackouts: [aBlackout('2026-09-30T16:00Z', '2026-10-07T16:00Z', { channelIds: ['other'] })] }),
      'move',
      'keep',
    ],
    [
      'heeds a blackout of this channel',
      '2026-10-02T04:00Z',
      someRules({ blackouts: [aBlackout('2026-10-02T03:00Z', '2026-10-02T05:00Z', { channelIds: ['channel'] })] }),
      'move',
      'move 2026-10-02T05:00 BLACKOUT',
    ],
    [
      'lets the last moment of a blackout go',
      '2026-10-02T05:00Z',
      someRules({ blackouts: [aBlackout('2026-10-02T03:00Z', '2026-10-02T05:00Z')] }),
      'move',
      'keep',
    ],
    [
      'keeps a gap after',
      '2026-11-22T12:10Z',
      someRules({ channel: { minGapMinutes: 30 }, takenAt: [new Date('2026-11-22T12:00Z')] }),
      'move',
      'move 2026-11-22T12:30 MIN_GAP',
    ],
    [
      'keeps a gap before',
      '2026-11-22T11:40Z',
      someRules({ channel: { minGapMinutes: 30 }, takenAt: [new Date('2026-11-22T12:00Z')] }),
      'move',
      'move 2026-11-22T12:30 MIN_GAP',
    ],
    [
      'fits in where the gap is just wide enough',
      '2026-11-22T12:30Z',
      someRules({
        channel: { minGapMinutes: 30 },
        takenAt: [new Date('2026-11-22T12:00Z'), new Date('2026-11-22T13:00Z')],
      }),
      'move',
      'keep',
    ],
    [
      'goes behind a row of taken times',
      '2026-11-22T12:00Z',
      someRules({
        channel: { minGapMinutes: 30 },
        takenAt: ['12:00', '12:30', '13:00'].map((time) => new Date(`2026-11-22T${time}Z`)),
      }),
      'move',
      'move 2026-11-22T13:30 MIN_GAP MIN_GAP MIN_GAP',
    ],
    [
      'goes to the next day of the channel when a day is full',
      '2026-11-22T12:00Z',
      someRules({ channel: { maxPerDay: 2 }, takenAt: [new Date('2026-11-21T16:00Z'), new Date('2026-11-22T15:59Z')] }),
      'move',
      'move 2026-11-22T16:00 DAY_FULL',
    ],
    [
      'does not count the days beside',
      '2026-11-22T12:00Z',
      someRules({ channel: { maxPerDay: 1 }, takenAt: [new Date('2026-11-21T15:59Z'), new Date('2026-11-22T16:00Z')] }),
      'move',
      'keep',
    ],
    [
      'goes to the morning of the day after a full one',
      '2026-11-22T12:00Z',
      someRules({ channel: { maxPerDay: 1, quietHours: NIGHT }, takenAt: [new Date('2026-11-22T01:00Z')] }),
      'move',
      'move 2026-11-23T00:00 DAY_FULL QUIET_HOURS',
    ],
    [
      'never moves over an embargo by itself',
      '2026-11-22T12:00Z',
      someRules({ embargoUntil: new Date('2026-11-23T00:00Z') }),
      'move',
      'refuse EMBARGO',
    ],
    [
      'lets the moment go at which an embargo ends',
      '2026-11-23T00:00Z',
      someRules({ embargoUntil: new Date('2026-11-23T00:00Z') }),
      'move',
      'keep',
    ],
    [
      'gives up a channel that is always quiet',
      '2026-11-22T12:00Z',
      someRules({ channel: { quietHours: [{ from: '00:00', until: '00:00', weekdays: [] }] } }),
      'move',
      'refuse',
    ],
    [
      'gives up a blackout of months',
      '2026-11-22T12:00Z',
      someRules({ blackouts: [aBlackout('2026-11-01T00:00Z', '2027-03-01T00:00Z')] }),
      'move',
      'refuse BLACKOUT',
    ],
  ])('%s', (_title, at, rules, onQuiet, outcome) => {
    expect(placed(at, rules, onQuiet)).toMatch(new RegExp(`^${outcome}${outcome === 'refuse' ? '' : '$'}`))
  })

  it('is quiet in each zone by its own clock', () => {
    const at = '2026-11-22T16:00Z'

    expect(placed(at, someRules({ channel: { quietHours: NIGHT, timeZone: 'Europe/Berlin' } }))).toBe('keep')
    expect(placed(at, someRules({ channel: { quietHours: NIGHT, timeZone: 'Asia/Tokyo' } }))).toBe(
      'move 2026-11-22T23:00 QUIET_HOURS',
    )
  })
})

describe('findNextAllowed', () => {
  it('finds a time also where a schedule would not be moved', () => {
    const rules = someRules({ channel: { quietHours: NIGHT }, embargoUntil: new Date('2026-11-22T18:00Z') })

    expect(findNextAllowed(new Date('2026-11-22T12:00Z'), rules)?.toISOString()).toBe('2026-11-23T00:00:00.000Z')
  })

  it('finds none where none comes soon', () => {
    const rules = someRules({ channel: { quietHours: [{ from: '00:00', until: '00:00', weekdays: [] }] } })

    expect(findNextAllowed(new Date('2026-11-22T12:00Z'), rules)).toBeNull()
  })
})
