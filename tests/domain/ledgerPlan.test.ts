import { describe, expect, it } from 'vitest'

import { planLedger, planStop } from '../../src/domain/ledgerPlan.ts'
import type { PublicationState } from '../../src/domain/publication.ts'

const aRow = (id: string, state: PublicationState, channelId = id) => ({ channelId, id, state })
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
})

describe('planStop', () => {
  it('stops only what has not been sent', () => {
    const held = [aRow('a', 'armed'), aRow('b', 'published'), aRow('c', 'claimed'), aRow('d', 'failed')]

    expect(planStop(held)).toEqual({ cancel: ['a', 'c'], refusals: [] })
  })

  it('refuses while something is leaving', () => {
    expect(planStop([aRow('a', 'sending')]).refusals).toMatchObject([{ code: 'SENDING' }])
  })
})
