import { describe, expect, it } from 'vitest'

import { HOUR, MINUTE } from '../../src/domain/duration.ts'
import { type HeldOccurrence, planOccurrences } from '../../src/domain/occurrencePlan.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const aRow = (given: Partial<HeldOccurrence> = {}): HeldOccurrence => ({
  channelId: 'c',
  dueAt: new Date(now.getTime() + 2 * HOUR),
  errorCode: null,
  id: 'a',
  localTime: '2026-11-22T22:00:00',
  occurrenceAt: new Date(now.getTime() + 2 * HOUR),
  state: 'armed',
  timeZone: 'Asia/Shanghai',
  tzVersion: '2025c',
  ...given,
})
const want = (id = 'a') => ({ channelId: 'c', id, localTime: '2026-11-22T22:00:00', timeZone: 'Asia/Shanghai' })
const plan = (held: HeldOccurrence[], wanted = [want()], tzVersion = '2025c') =>
  planOccurrences({ held, now, tzVersion, wanted })

describe('planOccurrences', () => {
  it('inserts what is not there and stops what is not wanted', () => {
    expect(plan([aRow({ id: 'old' })])).toMatchObject({
      cancel: ['old'],
      insert: [want()],
      refusals: [],
      renew: [],
    })
  })

  it.each(['armed', 'claimed', 'blocked', 'failed', 'missed', 'awaiting-operator'] as const)(
    'renews what is %s',
    (state) => {
      expect(plan([aRow({ state })])).toMatchObject({ insert: [], renew: [want()] })
    },
  )

  it('leaves what is under way as it is, where nothing changed about it', () => {
    const held = [aRow({ isUnderWay: true, state: 'awaiting-operator' }), aRow({ id: 'b' })]
    const args = { held, now, tzVersion: '2025c', wanted: [want(), want('b')] }

    expect(planOccurrences({ ...args, keepsUnderWay: true })).toMatchObject({
      cancel: [],
      insert: [],
      renew: [want('b')],
    })
    expect(planOccurrences(args).renew).toEqual([want(), want('b')])
    expect(planOccurrences({ ...args, keepsUnderWay: true, wanted: [] }).cancel).toEqual(['a', 'b'])
  })

  it.each(['published', 'withdrawn', 'sending', 'unconfirmed'] as const)('leaves alone what is %s', (state) => {
    expect(plan([aRow({ state })])).toEqual({
      cancel: [],
      insert: [],
      refusals: [],
      renew: [],
      rewant: [],
      unwant: [],
    })
  })

  it.each(['published', 'unconfirmed'] as const)(
    'lets an earlier occurrence that is %s stand in nobody’s way',
    (state) => {
      expect(plan([aRow({ id: 'yesterday', state })])).toMatchObject({ cancel: [], insert: [want()], refusals: [] })
    },
  )

  it('wants no longer an occurrence of unknown outcome that it does not name', () => {
    expect(plan([aRow({ id: 'yesterday', state: 'unconfirmed' })]).unwant).toEqual(['yesterday'])
    expect(plan([aRow({ state: 'unconfirmed' })]).unwant).toEqual([])
  })

  it('neither renews nor cancels what may be out already', () => {
    const unclear = { state: 'armed', unknownSince: now } as const

    expect(plan([aRow(unclear)])).toMatchObject({ cancel: [], insert: [], renew: [], unwant: [] })
    expect(plan([aRow({ ...unclear, id: 'yesterday' })])).toMatchObject({ cancel: [], unwant: ['yesterday'] })
  })

  it('makes nothing a second time by new rules of a zone that may be out already', () => {
    expect(plan([aRow({ id: 'old', state: 'blocked', unknownSince: now })], [want()], '2026a')).toMatchObject({
      insert: [],
      unwant: [],
    })
  })

  it('revives what the schedule cancelled, and never what a person did', () => {
    expect(plan([aRow({ errorCode: 'SCHEDULE_PAUSED', state: 'cancelled' })]).renew).toEqual([want()])
    expect(plan([aRow({ errorCode: 'CANCELLED', state: 'cancelled' })])).toMatchObject({ insert: [], renew: [] })
  })

  it.each(['CANCELLED', 'SENT_BEFORE_MOVE', 'SKIPPED'])('never revives what is cancelled for good: %s', (errorCode) => {
    expect(plan([aRow({ errorCode, state: 'cancelled' })])).toMatchObject({ insert: [], renew: [] })
  })

  it.each([
    ['ahead of its time with its occurrence', HOUR, ['old']],
    ['not where a person may still decide', -HOUR, []],
  ])('ends what failed %s', (_title, aheadMs, cancel) => {
    const occurrenceAt = new Date(now.getTime() + aheadMs)

    expect(plan([aRow({ id: 'old', occurrenceAt, state: 'failed' })]).cancel).toEqual(cancel)
  })

  it('refuses only when what is being sent is not wanted any more', () => {
    expect(plan([aRow({ id: 'old', state: 'sending' })]).refusals).toMatchObject([{ code: 'SENDING' }])
  })

  it.each([
    ['due within the hour', { dueAt: new Date(now.getTime() + 59 * MINUTE) }, { cancel: [], insert: [] }],
    ['out', { state: 'published' }, { cancel: [], insert: [] }],
    ['later than that', {}, { cancel: ['old'], insert: [want()] }],
    ['cancelled by a person', { errorCode: 'CANCELLED', state: 'cancelled' }, { cancel: [], insert: [] }],
    ['cancelled by a pause', { errorCode: 'SCHEDULE_PAUSED', state: 'cancelled' }, { cancel: [], insert: [want()] }],
  ] as const)('when the rules of a zone change, what is %s', (_title, given, expected) => {
    expect(plan([aRow({ id: 'old', ...given })], [want()], '2026a')).toMatchObject(expected)
  })
})
