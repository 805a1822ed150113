import { describe, expect, it } from 'vitest'

import type { ScheduleSummary } from '../../src/admin/data/postBoard.ts'
import { changesOf, draftOf, instantOfDraft, isSamePlan, rebaseDraft } from '../../src/admin/post/planDraft.ts'

type Plan = Parameters<typeof draftOf>[0]

/** The second coming of 01:30 when New York's clocks are set back, and three quarters of a minute. */
const SECOND_TIME = '2027-11-07T06:30:45.000Z'

const aPlan = (given: Partial<Omit<Plan, 'channels'>> & { channels?: readonly string[] } = {}): Plan => ({
  publishAt: SECOND_TIME,
  recurrence: null,
  state: 'planned',
  timeZone: 'America/New_York',
  ...given,
  channels: (given.channels ?? ['one', 'two']).map((id) => ({ id }) as ScheduleSummary['channels'][number]),
})

const draftWith = (changes: object, plan = aPlan()) => ({ ...draftOf(plan), ...changes })
const clock = { day: '2027-11-08', time: '09:00', timeZone: 'America/New_York' }

describe('changesOf', () => {
  it.each([
    ['nothing that was not touched', {}, {}],
    ['nothing of channels in another order', { channelIds: ['two', 'one'] }, {}],
    ['channels alone', { channelIds: ['one'] }, { channels: ['one'] }],
    ['a rule alone', { recurrence: 'RRULE:FREQ=DAILY' }, { recurrence: 'RRULE:FREQ=DAILY' }],
    ['a time with its zone', { when: clock }, { publishAt: '2027-11-08T14:00:00.000Z', publishAt_tz: clock.timeZone }],
  ])('names %s', (_title, changes, expected) => {
    expect(changesOf(draftWith(changes), aPlan())).toEqual(expected)
  })
})

describe('instantOfDraft', () => {
  it('keeps seconds and the second coming of an hour until somebody chooses a time', () => {
    expect(instantOfDraft(draftWith({}), aPlan())).toBe(SECOND_TIME)
    expect(instantOfDraft(draftWith({ when: clock }), aPlan())).toBe('2027-11-08T14:00:00.000Z')
    expect(instantOfDraft(draftWith({}), undefined)).toBe('2027-11-07T05:30:00.000Z')
  })
})

describe('rebaseDraft', () => {
  const stands = aPlan({
    channels: ['two', 'three'],
    publishAt: '2027-12-01T15:00:00.000Z',
    recurrence: 'RRULE:FREQ=WEEKLY',
  })

  it('takes all that the editor has not touched from the newer plan', () => {
    expect(rebaseDraft({ draft: draftWith({}), seen: aPlan(), stands })).toEqual(draftOf(stands))
    expect(rebaseDraft({ draft: draftWith({ channelIds: ['one'] }), seen: aPlan(), stands })).toEqual({
      ...draftOf(stands),
      channelIds: ['one'],
    })
  })

  it('keeps what they have touched', () => {
    const draft = draftWith({ recurrence: 'RRULE:FREQ=DAILY', when: clock })

    expect(rebaseDraft({ draft, seen: aPlan(), stands })).toEqual({ ...draft, channelIds: ['two', 'three'] })
  })
})

describe('isSamePlan', () => {
  it.each([
    ['an equal one', {}, true],
    ['channels in another order', { channels: ['two', 'one'] }, true],
    ['other channels', { channels: ['one'] }, false],
    ['another second', { publishAt: '2027-11-07T06:30:46.000Z' }, false],
    ['another zone', { timeZone: 'Asia/Shanghai' }, false],
    ['a rule', { recurrence: 'RRULE:FREQ=DAILY' }, false],
    ['another state', { state: 'armed' as const }, false],
  ])('tells %s', (_title, given, expected) => {
    expect(isSamePlan(aPlan(), aPlan(given))).toBe(expected)
  })
})
