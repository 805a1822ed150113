import { describe, expect, it } from 'vitest'

import { PUBLICATION_STATES, SCHEDULE_STATES } from '../../src/domain/publication.ts'
import { decideAct, findActionsFor, findStop } from '../../src/domain/publicationActions.ts'

describe('decideAct', () => {
  it.each([
    ['sends now what is armed', 'publish-now', 'armed', {}, { action: 'send', ignoresLateness: true }],
    ['retries what failed', 'retry', 'failed', {}, { action: 'send', ignoresLateness: true }],
    ['cancels what is blocked', 'cancel', 'blocked', {}, { action: 'cancel' }],
    ['withdraws what is out', 'withdraw', 'published', {}, { action: 'withdraw' }],
    [
      'takes an operator’s word with an address',
      'attest',
      'awaiting-operator',
      { url: 'https://example.com/1' },
      { action: 'settle', url: 'https://example.com/1' },
    ],
    [
      'sends again what a person did not find',
      'resolve',
      'unconfirmed',
      { outcome: 'absent' },
      { action: 'send', ignoresLateness: true },
    ],
    [
      'settles what a person found',
      'resolve',
      'unconfirmed',
      { outcome: 'published' },
      { action: 'settle', url: null },
    ],
  ] as const)('%s', (_title, action, state, data, expected) => {
    expect(decideAct({ action, data, state })).toEqual(expected)
  })

  it.each([
    ['a retry of what is being sent', 'retry', 'sending', {}, 'state'],
    ['a cancellation of what is out', 'cancel', 'published', {}, 'state'],
    ['an attestation without an address', 'attest', 'awaiting-operator', {}, 'url'],
    ['an address that is a script', 'attest', 'awaiting-operator', { url: 'javascript:alert(1)' }, 'url'],
    ['a resolution without an outcome', 'resolve', 'unconfirmed', {}, 'outcome'],
  ] as const)('refuses %s', (_title, action, state, data, path) => {
    expect(decideAct({ action, data, state })).toMatchObject({ action: 'refuse', reasons: [{ path }] })
  })

  it('calls nothing cancelled that may be out', () => {
    expect(decideAct({ action: 'cancel', data: {}, mayBeOut: true, state: 'armed' })).toEqual({
      action: 'unwant',
      code: 'CANCELLED',
    })
  })
})

describe('findActionsFor', () => {
  it('never offers to send again what is under way or out', () => {
    for (const state of PUBLICATION_STATES.filter((each) =>
      ['claimed', 'published', 'sending', 'withdrawn'].includes(each),
    )) {
      expect(findActionsFor(state)).not.toContain('retry')
      expect(findActionsFor(state)).not.toContain('publish-now')
    }
  })
})

describe('findStop', () => {
  it('is set while a schedule is cancelled or paused, and in no other state', () => {
    const stops = SCHEDULE_STATES.map((state) => [state, findStop(state)]).filter(([, stop]) => stop !== null)

    expect(Object.fromEntries(stops)).toEqual({ cancelled: 'SCHEDULE_CANCELLED', paused: 'SCHEDULE_PAUSED' })
    expect(findStop(undefined)).toBeNull()
  })
})
