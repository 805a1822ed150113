import { describe, expect, it } from 'vitest'

import { localNow } from '../../jobs/ledger/lease.ts'
import type { StoredRow } from '../../jobs/ledger/rows.ts'
import { pushBack } from '../../jobs/pacing/pushBack.ts'
import { THREAD_HALF_OUT } from '../../src/domain/halfOut.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { aPublication } from '../support/aPublication.ts'

const push = (given: Partial<StoredRow> = {}) =>
  pushBack({
    at: new Date('2026-11-26T10:00:00Z'),
    claim: {
      leaseMs: 0,
      row: aPublication({ dueAt: new Date('2026-11-26T09:00:00Z'), ...given }),
      since: localNow(),
    },
    token: { at: new Date('2026-11-26T10:00:00Z'), perSecond: 1 },
    why: { cause: null, code: 'CHANNEL_RATE' },
  }).outcome

describe('pushBack', () => {
  it('gives a row a later time, and says why', () => {
    expect(push()).toMatchObject({
      dueAt: new Date('2026-11-26T10:00:00Z'),
      error: { class: 'waiting', code: 'CHANNEL_RATE' },
      state: 'armed',
      wait: {
        since: new Date('2026-11-26T09:00:00Z'),
        token: { at: new Date('2026-11-26T10:00:00Z'), perSecond: 1 },
        until: new Date('2026-11-26T10:00:00Z'),
      },
    })
  })

  it('does not forget that a part of a thread is out', () => {
    const error = publicationError('unknown-outcome', THREAD_HALF_OUT, { count: 2, total: 3 })

    expect(push({ error })).toMatchObject({
      error: { class: 'unknown-outcome', code: THREAD_HALF_OUT, values: { count: 2, total: 3 } },
      state: 'armed',
    })
  })
})
