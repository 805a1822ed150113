import { describe, expect, it } from 'vitest'

import { HOUR } from '../../../src/domain/duration.ts'
import { placeAll, type PlaceAllArgs } from '../../../src/domain/rhythm/placeAll.ts'
import { aBlackout, someRules } from './aRhythm.ts'

const NIGHT = [{ from: '23:00', until: '08:00', weekdays: [] }]

const place = (
  ats: string[],
  given: Partial<PlaceAllArgs> = {},
  untilAt: string | null = null,
  campaignEndAt: string | null = null,
) =>
  placeAll({
    isSlotted: false,
    onQuiet: 'move',
    rulesOf: () => someRules(),
    wishes: ats.map((at) => ({
      at: new Date(at),
      campaignEndAt: campaignEndAt === null ? null : new Date(campaignEndAt),
      channelId: 'channel',
      untilAt: untilAt === null ? null : new Date(untilAt),
    })),
    ...given,
  }).map((placed) =>
    'refusal' in placed ? placed.refusal.code : [placed.dueAt.toISOString().slice(0, 16), ...placed.movedFor].join(' '),
  )

describe('placeAll', () => {
  it('keeps the wishes of one schedule apart from each other', () => {
    const rules = someRules({ channel: { minGapMinutes: 30 } })

    expect(place(['2026-11-22T12:00Z', '2026-11-22T12:10Z'], { rulesOf: () => rules })).toEqual([
      '2026-11-22T12:00',
      '2026-11-22T12:30 MIN_GAP',
    ])
  })

  it('lets a claimed slot stand where another one is near', () => {
    const rules = someRules({ channel: { maxPerDay: 1, minGapMinutes: 30 }, takenAt: [new Date('2026-11-22T12:05Z')] })

    expect(place(['2026-11-22T12:00Z'], { isSlotted: true, rulesOf: () => rules })).toEqual(['2026-11-22T12:00'])
  })

  it('does not move a slot past quiet hours for nothing', () => {
    const rules = someRules({ channel: { quietHours: NIGHT } })

    expect(place(['2026-11-22T16:00Z'], { isSlotted: true, rulesOf: () => rules })).toEqual([
      '2026-11-23T00:00 QUIET_HOURS',
    ])
  })

  it('moves nothing onto or past the next of its repeat', () => {
    const rules = someRules({ channel: { quietHours: NIGHT } })
    const nextAfter = (at: Date) => (at.getUTCHours() === 16 ? null : new Date(at.getTime() + HOUR))

    expect(
      place(['2026-11-22T14:00Z', '2026-11-22T15:00Z', '2026-11-22T16:00Z'], { nextAfter, rulesOf: () => rules }),
    ).toEqual(['2026-11-22T14:00', 'NEXT_COMES_FIRST', '2026-11-23T00:00 QUIET_HOURS'])
  })

  it('refuses to move something past its own withdrawal', () => {
    const rules = someRules({ channel: { quietHours: NIGHT } })

    expect(place(['2026-11-22T16:00Z'], { rulesOf: () => rules }, '2026-11-23T00:00Z')).toEqual([
      'WITHDRAWN_BEFORE_PUBLISHED',
    ])
  })

  it.each([
    ['refuses to move something past the end of its campaign', '2026-11-22T23:59Z', 'MOVED_PAST_CAMPAIGN'],
    ['moves something to the last moment of its campaign', '2026-11-23T00:00Z', '2026-11-23T00:00 QUIET_HOURS'],
    ['moves what is wished for after its campaign', '2026-11-22T15:59Z', '2026-11-23T00:00 QUIET_HOURS'],
  ])('%s', (_title, endAt, expected) => {
    const rules = someRules({ channel: { quietHours: NIGHT } })

    expect(place(['2026-11-22T16:00Z'], { rulesOf: () => rules }, null, endAt)).toEqual([expected])
  })

  it.each([
    ['quiet hours', someRules({ channel: { quietHours: NIGHT } }), '2026-11-22T16:00'],
    [
      'a gap',
      someRules({ channel: { minGapMinutes: 30 }, takenAt: [new Date('2026-11-22T16:00Z')] }),
      '2026-11-22T16:00',
    ],
    [
      'a holiday that moves',
      someRules({ blackouts: [aBlackout('2026-11-22T00:00Z', '2026-11-23T00:00Z')] }),
      '2026-11-22T16:00',
    ],
    [
      'no day of mourning',
      someRules({ blackouts: [aBlackout('2026-11-22T00:00Z', '2026-11-23T00:00Z', { action: 'block' })] }),
      'BLACKOUT',
    ],
    ['no embargo', someRules({ embargoUntil: new Date('2026-11-23T00:00Z') }), 'EMBARGO'],
  ])('lets a person send at once past %s', (_title, rules, expected) => {
    expect(place(['2026-11-22T16:00Z'], { onQuiet: 'ignore', rulesOf: () => rules })).toEqual([expected])
  })

  it('says that there is no time in sight', () => {
    const rules = someRules({ channel: { quietHours: [{ from: '00:00', until: '00:00', weekdays: [] }] } })

    expect(place(['2026-11-22T16:00Z'], { rulesOf: () => rules })).toEqual(['NO_ALLOWED_TIME'])
  })
})
