import { describe, expect, it } from 'vitest'

import { planLedger, planStop } from '../../src/domain/ledgerPlan.ts'
import type { PublicationState } from '../../src/domain/publication.ts'

const aRow = (id: string, state: PublicationState, channelId = id) => ({ channelId, id, state })
const unclear = (id: string, state: PublicationState) => ({ ...aRow(id, state), unknownSince: new Date(0) })
const want = (id: string, channelId = id) => ({ channelId, id })

describe('planLedger', () => {
  it('inserts what is not there', () => {
    expect(planLedger({ held: [], wanted: [want('a')] })).toMatchObject({ cancel: [], insert: [want('a')], renew: [] })
  })

  it.each(['armed', 'claimed', 'blocked', 'cancelled', 'failed', 'missed'] as const)('renews what is %s', (state) => {
    expect(planLedger({ held: [aRow('a', state)], wanted: [want('a')] })).toMatchObject({
      insert: [],
      renew: [want('a')],
    })
  })

  it('leaves what is under way as it is, where nothing changed about it', () => {
    const held = [{ ...aRow('a', 'awaiting-operator'), isUnderWay: true }, aRow('b', 'armed')]
    const wanted = [want('a'), want('b'), want('c')]

    expect(planLedger({ held, keepsUnderWay: true, wanted })).toMatchObject({
      cancel: [],
      insert: [want('c')],
      renew: [want('b')],
    })
    expect(planLedger({ held, wanted }).renew).toEqual([want('a'), want('b')])
  })

  it('stops the row of the old time when a schedule moves', () => {
    expect(planLedger({ held: [aRow('old', 'armed', 'c')], wanted: [want('new', 'c')] })).toMatchObject({
      cancel: ['old'],
      insert: [want('new', 'c')],
    })
  })

  it.each(['published', 'withdrawn'] as const)('never sends again to a channel where it was %s', (state) => {
    const plan = planLedger({ held: [aRow('old', state, 'c')], wanted: [want('new', 'c'), want('d')] })

    expect(plan).toMatchObject({ cancel: [], insert: [want('d')], refusals: [], renew: [] })
  })

  it.each(['failed', 'missed'] as const)(
    'ends what %s where another row takes its channel, and only there',
    (state) => {
      const held = [aRow('old', state, 'c'), aRow('left', state, 'd')]

      expect(planLedger({ held, wanted: [want('new', 'c')] })).toMatchObject({
        cancel: ['old'],
        insert: [want('new', 'c')],
      })
      expect(planLedger({ held, wanted: [want('old', 'c')] })).toMatchObject({ cancel: [], renew: [want('old', 'c')] })
    },
  )

  describe('of what was a repeat', () => {
    const earlier = (id: string, state: PublicationState) => ({ ...aRow(id, state, 'c'), isOfRepeat: true })

    it('takes no occurrence that is out for the one that comes', () => {
      const held = [earlier('first', 'published'), aRow('now', 'armed', 'c')]

      expect(planLedger({ held, wanted: [want('now', 'c')] })).toMatchObject({ cancel: [], renew: [want('now', 'c')] })
      expect(planLedger({ held, wanted: [want('new', 'c')] })).toMatchObject({
        cancel: ['now'],
        insert: [want('new', 'c')],
        refusals: [],
      })
    })

    it('stops earlier occurrences that a person sends again, and wants none of unknown outcome', () => {
      const held = [earlier('first', 'armed'), earlier('second', 'unconfirmed'), earlier('third', 'failed')]

      expect(planLedger({ held, wanted: [want('now', 'c')] })).toMatchObject({
        cancel: ['first'],
        insert: [want('now', 'c')],
        refusals: [],
        unwant: ['second'],
      })
    })

    it('takes an occurrence for its own that comes when it comes', () => {
      expect(planLedger({ held: [earlier('now', 'cancelled')], wanted: [want('now', 'c')] }).renew).toHaveLength(1)
      expect(planLedger({ held: [earlier('now', 'published')], wanted: [want('now', 'c')] }).refusals).toMatchObject([
        { code: 'DONE' },
      ])
    })
  })

  it('takes no other post once one is out', () => {
    const held = [
      { ...aRow('a', 'published'), postId: 'p' },
      { ...aRow('b', 'armed'), postId: 'p' },
    ]

    expect(planLedger({ held, postId: 'p', wanted: [want('a'), want('b')] }).refusals).toEqual([])
    expect(planLedger({ held, postId: 'q', wanted: [want('c', 'a'), want('d', 'b')] }).refusals).toMatchObject([
      { code: 'OTHER_POST_OUT', path: 'post' },
    ])
    // Of a schedule that took one before this was asked.
    expect(
      planLedger({
        held: [...held, { ...aRow('d', 'armed', 'b'), postId: 'q' }],
        postId: 'q',
        wanted: [want('d', 'b')],
      }).refusals,
    ).toEqual([])
    expect(planLedger({ held: held.slice(1), postId: 'q', wanted: [want('d', 'b')] })).toMatchObject({
      cancel: ['b'],
      insert: [want('d', 'b')],
      refusals: [],
    })
  })

  it('leaves cancelled what a person cancelled, until it is armed anew', () => {
    const held = [{ ...aRow('old', 'cancelled', 'c'), errorCode: 'CANCELLED' }, aRow('d', 'armed')]
    const wanted = [want('old', 'c'), want('d')]

    expect(planLedger({ held, wanted })).toMatchObject({ cancel: [], insert: [], refusals: [], renew: [want('d')] })
    expect(planLedger({ held, wanted: [want('new', 'c'), want('d')] }).insert).toEqual([])
    expect(planLedger({ held, isResume: true, wanted }).renew).toEqual([want('d')])
    expect(planLedger({ held, isAnew: true, wanted }).renew).toEqual(wanted)
  })

  it.each([
    ['armed anew since', 2, [want('new', 'c')]],
    ['cancelled by a pause before', 0, []],
  ])('of what a person cancelled asks what was %s', (_title, updatedAt, expected) => {
    const held = [
      { ...aRow('new', 'cancelled', 'c'), errorCode: 'SCHEDULE_PAUSED', updatedAt: new Date(updatedAt) },
      { ...aRow('old', 'cancelled', 'c'), errorCode: 'CANCELLED', updatedAt: new Date(1) },
    ]

    expect(planLedger({ held, isResume: true, wanted: [want('new', 'c')] }).renew).toEqual(expected)
  })

  it('renews what the schedule cancelled', () => {
    const held = [{ ...aRow('a', 'cancelled'), errorCode: 'SCHEDULE_PAUSED' }]

    expect(planLedger({ held, isResume: true, wanted: [want('a')] }).renew).toEqual([want('a')])
  })

  it('refuses to move what is out everywhere', () => {
    expect(planLedger({ held: [aRow('a', 'published')], wanted: [want('a')] }).refusals).toMatchObject([
      { code: 'DONE' },
    ])
  })

  it.each([
    ['sending', 'SENDING'],
    ['unconfirmed', 'UNCONFIRMED'],
  ] as const)('refuses while a row is %s', (state, code) => {
    expect(planLedger({ held: [aRow('a', state)], wanted: [want('b', 'a')] }).refusals).toMatchObject([{ code }])
  })

  it.each([
    ['renewed', 'a'],
    ['cancelled', 'b'],
  ])('refuses while a row that may be out already would be %s', (_title, id) => {
    expect(planLedger({ held: [unclear('a', 'armed')], wanted: [want(id, 'a')] })).toMatchObject({
      cancel: [],
      refusals: [{ code: 'UNCONFIRMED' }],
    })
  })

  describe('at the end of a pause', () => {
    const paused = { ...aRow('a', 'unconfirmed'), unwanted: 'SCHEDULE_PAUSED' as const }

    it('wants again what is still unknown, and sends nothing beside it', () => {
      expect(planLedger({ held: [paused], isResume: true, wanted: [want('a')] })).toEqual({
        cancel: [],
        insert: [],
        refusals: [],
        renew: [],
        rewant: ['a'],
        unwant: [],
      })
    })

    it('refuses to move what is still unknown', () => {
      expect(planLedger({ held: [paused], isResume: true, wanted: [want('b', 'a')] }).refusals).toMatchObject([
        { code: 'UNCONFIRMED' },
      ])
    })

    it('leaves alone what a cancellation stopped', () => {
      const held = [{ ...paused, unwanted: 'SCHEDULE_CANCELLED' as const }]

      expect(planLedger({ held, isResume: true, wanted: [want('a')] })).toMatchObject({ rewant: [] })
    })
  })
})

describe('planStop', () => {
  it('stops only what has not been sent', () => {
    const held = [aRow('a', 'armed'), aRow('b', 'published'), aRow('c', 'claimed'), aRow('d', 'failed')]

    expect(planStop(held)).toEqual({ cancel: ['a', 'c'], refusals: [], unwant: [] })
  })

  it('wants no longer what may be out already', () => {
    expect(planStop([aRow('a', 'armed'), aRow('b', 'unconfirmed')])).toEqual({
      cancel: ['a'],
      refusals: [],
      unwant: ['b'],
    })
  })

  it.each(['armed', 'claimed', 'blocked', 'awaiting-operator'] as const)(
    'calls nothing cancelled that may be out already while it is %s',
    (state) => {
      expect(planStop([unclear('a', state)])).toEqual({ cancel: [], refusals: [], unwant: ['a'] })
    },
  )

  it.each(['published', 'failed', 'cancelled'] as const)('leaves alone what is %s after an unclear answer', (state) => {
    expect(planStop([unclear('a', state)])).toEqual({ cancel: [], refusals: [], unwant: [] })
  })

  it('refuses while something is leaving', () => {
    expect(planStop([aRow('a', 'sending')]).refusals).toMatchObject([{ code: 'SENDING' }])
  })
})
