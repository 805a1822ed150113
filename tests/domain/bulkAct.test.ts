import { describe, expect, it } from 'vitest'

import { type BulkRow, planBulkAct } from '../../src/domain/bulkAct.ts'

const aRow = (given: Partial<BulkRow> = {}): BulkRow => ({
  channel: 'a',
  code: 'ASK',
  id: 'x',
  state: 'blocked',
  ...given,
})

describe('planBulkAct', () => {
  it.each([
    ['publishes what waits for an answer', 'publish', {}, null],
    ['skips what waits for an answer', 'skip', {}, null],
    ['publishes nothing that is planned for later', 'publish', { code: null, state: 'armed' }, 'STATE'],
    ['cancels nothing that is planned for later', 'skip', { code: null, state: 'armed' }, 'STATE'],
    ['does not answer for what was asked about before', 'publish', { state: 'armed' }, 'STATE'],
    ['does not answer for what is held by a pause', 'publish', { code: 'CHANNEL_PAUSED' }, 'STATE'],
    ['does not answer for what failed', 'skip', { code: 'HTTP_503', state: 'failed' }, 'STATE'],
    ['skips nothing that may be out', 'skip', { mayBeOut: true }, 'MAY_BE_OUT'],
    ['publishes nothing that does not fit', 'publish', { code: 'LATEST_UNFIT', isUnfit: true }, 'LATEST_UNFIT'],
    ['sends again what failed', 'redrive', { code: 'HTTP_503', state: 'failed' }, null],
    ['sends nothing again that is planned for later', 'redrive', { code: null, state: 'armed' }, 'STATE'],
  ] as const)('%s', (_title, act, given, code) => {
    const { acts, refused } = planBulkAct({ act, ids: ['x'], rows: [aRow(given)] })

    expect(acts.length).toBe(code === null ? 1 : 0)
    expect(refused.map((each) => each.code)).toEqual(code === null ? [] : [code])
  })

  it('keeps those of one channel apart, and names what is not there', () => {
    const rows = [aRow({ id: '1' }), aRow({ channel: 'b', id: '2' }), aRow({ id: '3' })]

    expect(planBulkAct({ act: 'publish', ids: ['1', '2', '3', '4'], rows })).toEqual({
      acts: [
        { id: '1', inMs: 0 },
        { id: '2', inMs: 0 },
        { id: '3', inMs: 100 },
      ],
      refused: [{ code: 'NO_PUBLICATION', id: '4', state: null }],
    })
  })
})
