import { describe, expect, it } from 'vitest'

import type { StoredRow } from '../../jobs/ledger/rows.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { aPublication } from '../support/aPublication.ts'
import type { Evidence } from './evidence.ts'
import type { Step } from './history.ts'
import { findBreaches, INVARIANTS } from './invariants.ts'
import type { Arrival } from './receiver.ts'

const DUE = Date.UTC(2026, 10, 22, 12)
const row: StoredRow = aPublication({ _id: 'a', dueAt: new Date(DUE), fence: 1, state: 'published' })

const step = (given: Partial<Step>): Step => ({
  at: DUE,
  dueAt: DUE,
  fence: 1,
  leaseUntil: null,
  revision: 1,
  state: 'armed',
  token: null,
  ...given,
})
const arrival = (given: Partial<Arrival> = {}): Arrival => ({
  at: DUE + 20,
  fence: 1,
  id: 'a',
  inFlight: 1,
  isEffect: true,
  occurrence: 'a',
  revision: 1,
  ...given,
})
const held = { leaseUntil: DUE + SECOND, token: 't' }
const life = [
  step({ at: DUE - SECOND, fence: 0 }),
  step({ ...held, at: DUE - 500, state: 'claimed' }),
  step({ ...held, at: DUE - 100, state: 'sending' }),
  step({ at: DUE + 30, state: 'published' }),
]
const well: Evidence = { arrivals: [arrival()], history: new Map([['a', life]]), rows: [row] }
const with_ = (...steps: Step[]): Evidence['history'] => new Map([['a', [...life, ...steps]]])
const night = { date: '2027-03-14', instants: [1], localTime: '03:30', wanted: '03:30', zone: 'America/New_York' }

/** One story for each way in which each promise can be broken. */
const BROKEN: [name: keyof typeof INVARIANTS, story: string, given: Partial<Evidence>][] = [
  ['I1', 'two effects of one occurrence', { arrivals: [arrival(), arrival({ id: 'b' })] }],
  ['I2', 'a row without an outcome', { rows: [{ ...row, state: 'sending' }] }],
  ['I2', 'a published row that never arrived', { arrivals: [] }],
  [
    'I3',
    'a row that lay about after its lease',
    { history: with_(step({ ...held, at: DUE + 9 * SECOND }), step({ at: DUE + 10 * SECOND })), recoveryMs: SECOND },
  ],
  ['I4', 'a move that no rule knows', { history: with_(step({ at: DUE + 40, state: 'armed' })) }],
  ['I4', 'a fence that falls', { history: with_(step({ at: DUE + 40, fence: 0, state: 'published' })) }],
  [
    'I4',
    'a row taken from its holder',
    {
      history: new Map([
        ['a', [...life.slice(0, 2), step({ ...held, fence: 2, state: 'claimed', token: 'u' }), ...life.slice(2)]],
      ]),
    },
  ],
  ['I4', 'bytes after the lease', { arrivals: [arrival({ at: DUE + 2 * SECOND })] }],
  [
    'I4',
    'bytes after the mark was taken back',
    { history: new Map([['a', [...life.slice(0, 3), step({ ...held, at: DUE - 60, state: 'claimed' })]]]) },
  ],
  ['I4', 'bytes without a mark', { arrivals: [arrival({ at: DUE - 400 })] }],
  ['I5', 'an acknowledged row that is gone', { acknowledged: ['b'] }],
  ['I5', 'a row late after the fail-over', { lateAfterFailover: ['a'] }],
  ['I6', 'bytes before the time', { arrivals: [arrival({ at: DUE - 80 })] }],
  ['I7', 'a day with two occurrences', { occurrences: [{ ...night, instants: [1, 2] }] }],
  ['I7', 'a day with none', { occurrences: [{ ...night, instants: [] }] }],
  ['I8', 'an hour that slipped', { occurrences: [{ ...night, localTime: '02:30' }] }],
  ['I9', 'two rows of one occurrence', { rows: [row, { ...row, _id: 'b' }] }],
  ['I10', 'a row that waited for another channel', { heldUp: ['a'] }],
  ['I11', 'a lease left by a drain', { drains: [{ leasesLeft: 1, tookMs: 1 }] }],
  ['I11', 'a drain that takes too long', { drains: [{ leasesLeft: 0, tookMs: 31 * SECOND }] }],
  ['I12', 'another version than the one that was marked', { arrivals: [arrival({ revision: 2 })] }],
  [
    'I12',
    'bytes after a cancel',
    {
      arrivals: [arrival(), arrival({ at: DUE + SECOND, isEffect: false })],
      history: with_(step({ at: DUE + 40, state: 'cancelled' })),
    },
  ],
]

describe('findBreaches', () => {
  it('finds none where all is well', () => {
    expect(
      findBreaches({ ...well, acknowledged: ['a'], drains: [{ leasesLeft: 0, tookMs: 10 }], occurrences: [night] }),
    ).toEqual([])
  })

  it.each(BROKEN)('%s sees %s', (name, _story, given) => {
    expect(findBreaches({ ...well, ...given })).toContainEqual(expect.stringMatching(new RegExp(`^${name}: `)))
  })

  it('has a story for each invariant', () => {
    expect([...new Set(BROKEN.map(([name]) => name))]).toEqual(Object.keys(INVARIANTS))
  })
})
