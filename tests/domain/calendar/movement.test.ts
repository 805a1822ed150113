import { describe, expect, it } from 'vitest'

import { decideMove, type Movement, parseMovement, statusOfRefusal } from '../../../src/domain/calendar/movement.ts'
import { readTiming } from '../../../src/domain/recurrence/readTiming.ts'

const AT = new Date('2026-11-22T12:00:00Z')
const [ONE, TWO, THREE] = ['650000000000000000000001', '650000000000000000000002', '650000000000000000000003']

const aMovement = (given: Partial<Movement> = {}): Movement => ({
  channel: null,
  expectedUpdatedAt: null,
  fromChannel: null,
  publishAt: AT,
  timeZone: null,
  ...given,
})

const aSchedule = (given: object = {}) => ({
  channels: [ONE],
  isRepeating: false,
  publishAt: new Date('2026-11-20T12:00:00Z'),
  reached: [],
  state: 'armed' as const,
  timeZone: 'Asia/Shanghai',
  ...given,
})

describe('parseMovement', () => {
  it('reads a move', () => {
    expect(
      parseMovement({
        channel: ONE,
        expectedUpdatedAt: '2026-11-20T08:00:00.123Z',
        publishAt: '2026-11-22T12:00:00Z',
        publishAt_tz: 'Europe/Paris',
      }),
    ).toEqual(
      aMovement({
        channel: ONE,
        expectedUpdatedAt: new Date('2026-11-20T08:00:00.123Z'),
        timeZone: 'Europe/Paris',
      }),
    )
  })

  it.each([
    ['no time', {}, ['PUBLISH_AT']],
    ['a local time', { publishAt: '2026-11-22T12:00:00' }, ['PUBLISH_AT']],
    ['a day that no calendar has', { publishAt: '2026-02-30T12:00:00Z' }, ['PUBLISH_AT']],
    ['an unknown zone', { publishAt: '2026-11-22T12:00:00Z', publishAt_tz: 'Europe/Berln' }, ['ZONE_UNKNOWN']],
    ['what is no id', { channel: { $ne: null }, publishAt: '2026-11-22T12:00:00Z' }, ['NOT_AN_ID']],
    ['what was never seen', { expectedUpdatedAt: 7, publishAt: '2026-11-22T12:00:00Z' }, ['EXPECTED_UPDATED_AT']],
  ])('refuses %s', (_title, body, codes) => {
    expect(() => parseMovement(body)).toThrow(
      expect.objectContaining({ reasons: codes.map((code) => expect.objectContaining({ code }) as unknown) }),
    )
  })
})

describe('decideMove', () => {
  it.each([
    [
      'keeps channels and zone',
      aMovement(),
      aSchedule(),
      { channels: [ONE], publishAt: AT, timeZone: 'Asia/Shanghai' },
    ],
    [
      'puts another channel in the place of the only one',
      aMovement({ channel: TWO }),
      aSchedule(),
      { channels: [TWO], publishAt: AT, timeZone: 'Asia/Shanghai' },
    ],
    [
      'replaces the named channel of several',
      aMovement({ channel: THREE, fromChannel: TWO }),
      aSchedule({ channels: [ONE, TWO] }),
      { channels: [ONE, THREE], publishAt: AT, timeZone: 'Asia/Shanghai' },
    ],
    [
      'takes the zone that is asked for',
      aMovement({ timeZone: 'UTC' }),
      aSchedule({ state: 'planned' }),
      { channels: [ONE], publishAt: AT, timeZone: 'UTC' },
    ],
    [
      'moves what is left of one that has reached another channel',
      aMovement({ fromChannel: TWO }),
      aSchedule({ channels: [ONE, TWO], reached: [ONE] }),
      { channels: [ONE, TWO], publishAt: AT, timeZone: 'Asia/Shanghai' },
    ],
  ] as const)('%s', (_title, movement, schedule, placement) => {
    expect(decideMove({ movement, schedule })).toEqual({ kind: 'place', placement })
  })

  it.each([
    [
      'does not guess which channel of several is meant',
      aMovement({ channel: THREE }),
      { channels: [ONE, TWO] },
      'FROM_CHANNEL',
    ],
    ['does not guess which occurrence of a repeat is meant', aMovement(), { isRepeating: true }, 'MOVE_REPEATS'],
    [
      'moves no other channel in the name of one that is reached',
      aMovement({ fromChannel: ONE }),
      { channels: [ONE, TWO], reached: [ONE] },
      'CHANNEL_REACHED',
    ],
    ['leaves what is done', aMovement(), { state: 'done' }, 'SCHEDULE_CLOSED'],
    ['leaves what is cancelled', aMovement(), { state: 'cancelled' }, 'SCHEDULE_CLOSED'],
  ] as const)('%s', (_title, movement, given, code) => {
    expect(decideMove({ movement, schedule: aSchedule(given) })).toMatchObject({ kind: 'refuse', reason: { code } })
  })
})

describe('statusOfRefusal', () => {
  const start = { publishAt: AT, timeZone: 'Asia/Shanghai' }

  it.each([
    ['a zone', { ...start, timeZone: 'X/Y' }],
    ['a start', { ...start, publishAt: new Date(Number.NaN) }],
    ['what is no text', { ...start, recurrence: 5 }],
    ['a rule', { ...start, recurrence: 'FREQ=SOMETIMES' }],
    ['a long rule', { ...start, recurrence: `FREQ=DAILY;BYMONTHDAY=${'1,'.repeat(20_000)}1` }],
    ['a rule that never comes', { ...start, recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['a rule that comes too often', { ...start, recurrence: 'FREQ=SECONDLY' }],
    ['a rule that ends before it starts', { ...start, recurrence: 'FREQ=DAILY;UNTIL=20200101T000000Z' }],
  ])('is 400 for %s that cannot be', (_title, given) => {
    const { faults } = readTiming({ recurrence: null, ...given })

    expect(faults).not.toEqual([])
    expect(faults.map((fault) => [fault.code, statusOfRefusal([fault])])).toEqual(faults.map(({ code }) => [code, 400]))
  })

  it.each([
    ['is 400 for a time that has passed', ['PAST_DATE'], 400],
    ['is 400 for a zone that nobody knows', ['UNKNOWN_ZONE'], 400],
    ['is 400 for a field that cannot be so', ['INVALID'], 400],
    ['is 409 for a channel that is not there any more', ['CHANNEL_MISSING'], 409],
    ['is 409 for what a release holds', ['OCCURRENCE_RELEASED'], 409],
    ['is 409 when somebody else was quicker', ['CONFLICT'], 409],
    ['is 409 for what arming refuses', ['POST_NOT_APPROVED', 'CHANNEL_PAUSED'], 409],
  ] as const)('%s', (_title, codes, status) => {
    expect(statusOfRefusal(codes.map((code) => ({ code })))).toBe(status)
  })
})
