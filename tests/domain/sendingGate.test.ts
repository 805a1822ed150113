import { describe, expect, it } from 'vitest'

import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { decideSendingGate, type GateFacts, holdMoved, type MoveFacts } from '../../src/domain/sendingGate.ts'

const now = new Date('2026-11-22T12:00:00Z')
const due = { catchUp: 'ask', dueAt: now, graceMinutes: 15 } as const
const facts: GateFacts = {
  channel: { mode: 'live' },
  holds: { isCampaignPaused: false, isChannelPaused: false, isFrozen: false },
  now,
  post: { stage: 'approved', trashed: false },
}
const tooLate = new Date(now.getTime() + 20 * MINUTE)

describe('decideSendingGate', () => {
  it.each([
    ['a live channel', {}],
    ['a rehearsal', { channel: { mode: 'rehearsal' } }],
    ['a post that is edited again', { post: { stage: 'draft', trashed: false } }],
  ] as const)('lets %s through', (_title, given) => {
    expect(decideSendingGate(due, { ...facts, ...given })).toEqual({ action: 'send' })
  })

  it.each([
    ['a deleted channel', { channel: null }, 'CHANNEL_DELETED'],
    ['a paused channel', { channel: { mode: 'paused' } }, 'CHANNEL_PAUSED'],
    ['a paused campaign', { holds: { ...facts.holds, isCampaignPaused: true } }, 'CAMPAIGN_PAUSED'],
    ['a channel that was paused a moment ago', { holds: { ...facts.holds, isChannelPaused: true } }, 'CHANNEL_PAUSED'],
    [
      'everything while all is frozen',
      { channel: { mode: 'paused' }, holds: { isCampaignPaused: true, isChannelPaused: true, isFrozen: true } },
      'FROZEN',
    ],
    ['what is late and paused until the resume', { channel: { mode: 'paused' }, now: tooLate }, 'CHANNEL_PAUSED'],
    ['a deleted post', { post: null }, 'POST_DELETED'],
    ['a post in the trash', { post: { stage: 'approved', trashed: true } }, 'POST_DELETED'],
    ['a rejected post', { post: { stage: 'rejected', trashed: false } }, 'POST_REJECTED'],
    ['an archived post', { post: { stage: 'archived', trashed: false } }, 'POST_REJECTED'],
    ['a late one that must be asked about', { now: tooLate }, 'ASK'],
  ] as const)('blocks %s with its reason', (_title, given, code) => {
    expect(decideSendingGate(due, { ...facts, ...given })).toMatchObject({
      error: { class: 'gate', code },
      state: 'blocked',
    })
  })

  describe('what is to be down again', () => {
    const withdrawal = (minutes: number) => ({ unpublishAt: new Date(now.getTime() + minutes * MINUTE) })

    it.each([-60, 0])('is missed %i minutes past that time, whatever its catch-up', (minutes) => {
      expect(decideSendingGate({ ...due, ...withdrawal(minutes), catchUp: 'publish' }, facts)).toMatchObject({
        error: { class: 'late', code: 'WITHDRAWN_BEFORE_PUBLISHED' },
        state: 'missed',
      })
    })

    describe('and may be out already', () => {
      const given = { ...due, ...withdrawal(-1), unknownSince: new Date(now.getTime() - MINUTE) }
      const unclear = { class: 'unknown-outcome', code: '504', message: 'x' } as const

      it('is looked for, and not called missed', () => {
        expect(decideSendingGate({ ...given, error: unclear }, facts)).toEqual({
          action: 'hold',
          error: unclear,
          lookAt: given.unpublishAt,
          state: 'unconfirmed',
        })
      })

      it('does not say of its outcome why it waited since', () => {
        const error = { class: 'gate', code: 'CHANNEL_PAUSED', message: 'x' } as const

        expect(decideSendingGate({ ...given, error }, facts)).toMatchObject({
          error: { class: 'unknown-outcome', code: 'OUTCOME_UNKNOWN' },
        })
      })
    })

    it('goes out before it', () => {
      expect(decideSendingGate({ ...due, ...withdrawal(1) }, facts)).toEqual({ action: 'send' })
    })

    it('waits for a resume all the same', () => {
      const paused = { ...facts, channel: { mode: 'paused' as const } }

      expect(decideSendingGate({ ...due, ...withdrawal(-1) }, paused)).toMatchObject({ state: 'blocked' })
    })
  })

  it('calls a late one missed that must not go out late', () => {
    expect(decideSendingGate({ ...due, catchUp: 'skip' }, { ...facts, now: tooLate })).toMatchObject({
      error: { class: 'late', code: 'PAST_GRACE' },
      state: 'missed',
    })
  })

  describe('what is late and may be out already', () => {
    const given = { ...due, catchUp: 'skip', unknownSince: new Date(now.getTime() - MINUTE) } as const
    const late = { ...facts, campaignEndAt: new Date(now.getTime() + MINUTE), now: tooLate }

    it('is sent again where the channel knows it by its key, since nobody can say that it was missed', () => {
      expect(decideSendingGate(given, { ...late, isKeyed: true })).toEqual({ action: 'send' })
      expect(decideSendingGate({ ...given, catchUp: 'ask' }, { ...late, isKeyed: true })).toEqual({ action: 'send' })
    })

    it('is missed where it was looked for and not found', () => {
      expect(decideSendingGate(given, late)).toMatchObject({ error: { code: 'CAMPAIGN_ENDED' }, state: 'missed' })
    })
  })
})

describe('holdMoved', () => {
  const later = (ms: number) => new Date(now.getTime() + ms)
  const moved = (given: Partial<MoveFacts> = {}): MoveFacts => ({
    at: later(3 * HOUR),
    campaignEndAt: null,
    isKeyed: false,
    now,
    ...given,
  })

  it.each([
    ['past the end of its campaign', due, { campaignEndAt: later(HOUR) }, 'CAMPAIGN_ENDED'],
    ['past its withdrawal', { ...due, unpublishAt: later(HOUR) }, {}, 'WITHDRAWN_BEFORE_PUBLISHED'],
    ['past its grace when it is late', { ...due, catchUp: 'skip' }, { now: later(MINUTE) }, 'PAST_GRACE'],
    [
      'past its grace when it was made to wait',
      { ...due, catchUp: 'skip', wait: { since: later(-MINUTE), until: now } },
      {},
      'PAST_GRACE',
    ],
    ['past its grace when a person is to be asked', due, { now: later(MINUTE) }, 'ASK'],
  ] as const)('holds what is moved %s', (_title, row, given, code) => {
    expect(holdMoved(row, moved(given))).toMatchObject({ action: 'hold', error: { code } })
  })

  it.each([
    ['what is on time, however far: that is its plan then', { ...due, catchUp: 'skip' }, { now: later(SECOND) }],
    ['what is late within its grace', { ...due, catchUp: 'skip' }, { at: later(10 * MINUTE), now: later(MINUTE) }],
    ['what was planned for after the campaign', due, { campaignEndAt: later(-HOUR) }],
    ['what goes out before the campaign ends', due, { campaignEndAt: later(4 * HOUR) }],
    ['what may be out and is known by its key', { ...due, unknownSince: now }, { campaignEndAt: now, isKeyed: true }],
  ] as const)('lets move %s', (_title, row, given) => {
    expect(holdMoved(row, moved(given))).toBeNull()
  })
})
