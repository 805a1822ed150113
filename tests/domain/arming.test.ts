import { describe, expect, it } from 'vitest'

import { type ChannelFacts, findRefusals, type FindRefusalsArgs, findWarnings } from '../../src/domain/arming.ts'
import { MINUTE } from '../../src/domain/duration.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const aChannel = (given: Partial<ChannelFacts> = {}): ChannelFacts => ({
  id: 'c1',
  isKnownKind: true,
  mode: 'live',
  name: '小程序',
  ...given,
})
const anApprovedPlan = (): FindRefusalsArgs => ({
  channels: [aChannel()],
  ledger: [],
  now,
  post: { hasTitle: true, isTrashed: false, stage: 'approved' },
  schedule: {
    catchUp: 'publish',
    channelIds: ['c1'],
    content: 'pinned',
    graceMinutes: 30,
    id: 's1',
    isSlotted: false,
    localTime: '2026-11-22T20:01:00',
    onQuiet: 'move',
    postId: 'p1',
    publishAt: new Date(now.getTime() + MINUTE),
    recurrence: null,
    state: 'armed',
    timeZone: 'Asia/Shanghai',
    unpublishAt: null,
  },
  wantedAt: [new Date(now.getTime() + MINUTE)],
})
const withSchedule = (given: Partial<FindRefusalsArgs['schedule']>): FindRefusalsArgs => ({
  ...anApprovedPlan(),
  schedule: { ...anApprovedPlan().schedule, ...given },
})

describe('findRefusals', () => {
  it('finds nothing against an approved post on a live channel in the future', () => {
    expect(findRefusals(anApprovedPlan())).toEqual([])
  })

  it.each([
    ['a post that is gone', { ...anApprovedPlan(), post: null }, 'POST_MISSING'],
    [
      'a post in the trash',
      { ...anApprovedPlan(), post: { hasTitle: true, isTrashed: true, stage: 'approved' } },
      'POST_MISSING',
    ],
    [
      'a post without a title',
      { ...anApprovedPlan(), post: { hasTitle: false, isTrashed: false, stage: 'approved' } },
      'POST_WITHOUT_TITLE',
    ],
    [
      'a draft',
      { ...anApprovedPlan(), post: { hasTitle: true, isTrashed: false, stage: 'draft' } },
      'POST_NOT_APPROVED',
    ],
    ['no channel', withSchedule({ channelIds: [] }), 'NO_CHANNEL'],
    ['a channel that does not exist', withSchedule({ channelIds: ['c9'] }), 'CHANNEL_MISSING'],
    ['a paused channel', { ...anApprovedPlan(), channels: [aChannel({ mode: 'paused' })] }, 'CHANNEL_PAUSED'],
    [
      'a channel without an adapter',
      { ...anApprovedPlan(), channels: [aChannel({ isKnownKind: false })] },
      'CHANNEL_KIND',
    ],
    ['a time long past', withSchedule({ publishAt: new Date(now.getTime() - 2 * MINUTE) }), 'PAST_DATE'],
    ['a withdrawal before the publication', withSchedule({ unpublishAt: now }), 'WITHDRAWN_BEFORE_PUBLISHED'],
  ] as const)('refuses %s', (_title, given, code) => {
    expect(findRefusals(given as FindRefusalsArgs).map((reason) => reason.code)).toEqual([code])
  })

  it('lets a time through that passed while the form was being sent', () => {
    expect(findRefusals(withSchedule({ publishAt: new Date(now.getTime() - 30_000) }))).toEqual([])
  })

  it('refuses what another schedule already sends at that time', () => {
    const given = anApprovedPlan()
    const row = { channelId: 'c1', dueAt: given.schedule.publishAt, scheduleId: 's2', state: 'armed' } as const

    expect(findRefusals({ ...given, ledger: [row] })).toMatchObject([{ code: 'ALREADY_ARMED' }])
    expect(findRefusals({ ...given, ledger: [{ ...row, state: 'cancelled' }] })).toEqual([])
    expect(findRefusals({ ...given, ledger: [{ ...row, scheduleId: 's1' }] })).toEqual([])
  })

  it('names all reasons at once', () => {
    const given = { ...withSchedule({ channelIds: [], publishAt: new Date(0) }), post: null }

    expect(findRefusals(given).map((reason) => reason.path)).toEqual(['post', 'channels', 'publishAt'])
  })
})

describe('findWarnings', () => {
  const warn = (recurrence: string | null, refusesDuplicates: boolean) => {
    const { schedule } = withSchedule({ recurrence })

    return findWarnings({ channels: [aChannel({ refusesDuplicates })], schedule }).map(({ code }) => code)
  }

  it('warns of a repeat on a platform that refuses a text it has seen', () => {
    expect(warn('FREQ=DAILY', true)).toEqual(['REPEATED_TEXT'])
    expect(warn('FREQ=DAILY', false)).toEqual([])
    expect(warn(null, true)).toEqual([])
  })

  it.each([
    ['the full hour', '12:00', ['BUSY_MINUTE']],
    ['the half hour', '12:30', ['BUSY_MINUTE']],
    ['a minute later', '12:01', []],
  ])('warns of a platform that is busy, at %s', (_title, time, codes) => {
    const { schedule } = withSchedule({ publishAt: new Date(`2027-03-01T${time}:00.000Z`) })
    const channels = [aChannel({ busyMinutes: [0, 30] })]

    expect(findWarnings({ channels, schedule }).map(({ code }) => code)).toEqual(codes)
    expect(findWarnings({ channels: [aChannel()], schedule })).toEqual([])
  })
})
