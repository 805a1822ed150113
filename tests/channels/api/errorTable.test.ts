import { describe, expect, it } from 'vitest'

import { errorOf, errorTable, type Failure } from '../../../src/channels/api/errorTable.ts'

const table = errorTable([
  { class: 'reauth-auto', codes: [40001, '42001'] },
  { class: 'throttled', codes: [45009], waitMs: 60_000 },
  { class: 'rejected-content', codes: [45009], statuses: [403] },
  { class: 'needs-human', statuses: [403] },
  { class: 'not-allowed', codes: [40164], forgetsHandles: true, says: 'IP_NOT_LISTED' },
])

const said = (failure: Partial<Failure>) =>
  errorOf(table, { channel: '微信公众号', code: '', detail: '', status: 200, ...failure })

describe('errorTable', () => {
  it.each([
    ['a code, whatever its type', { code: '40001' }, 'reauth-auto'],
    ['a code under any status', { code: '42001', status: 500 }, 'reauth-auto'],
    ['a code and a status before the code', { code: '45009', status: 403 }, 'rejected-content'],
    ['the code under another status', { code: '45009' }, 'throttled'],
    ['a status where the code is not listed', { code: '1', status: 403 }, 'needs-human'],
    ['a success with a code that nobody listed', { code: '1' }, 'unknown-outcome'],
    ['a code that only looks like a listed one', { code: '4000' }, 'unknown-outcome'],
    ['a fault of the server', { status: 500 }, 'unknown-outcome'],
    ['a gateway in between', { status: 504 }, 'unknown-outcome'],
    ['an overload without a time', { status: 503 }, 'unknown-outcome'],
    ['an overload that names a time', { retryAfterMs: 1, status: 503 }, 'retry'],
    ['a status of HTTP that says no', { status: 422 }, 'rejected-content'],
    ['too many requests', { status: 429 }, 'throttled'],
  ] as const)('classifies by %s', (_title, failure, errorClass) => {
    expect(said(failure)).toMatchObject({ errorClass })
  })

  it('keeps the code, the request id and what the platform asks to wait', () => {
    expect(said({ code: '45009', requestId: 'rid-1', retryAfterMs: 5 })).toMatchObject({
      channelCode: '45009',
      requestId: 'rid-1',
      retryAfterMs: 5,
    })
    expect(said({ code: '45009' })).toMatchObject({ retryAfterMs: 60_000 })
    expect(said({ status: 418 })).toMatchObject({ channelCode: 'HTTP_418', requestId: undefined })
  })

  it('says what is closest', () => {
    expect(said({ code: '40164', detail: 'invalid ip' })).toMatchObject({
      forgetsHandles: true,
      message: '微信公众号 does not list the IP address of this server; add it there (40164): invalid ip',
      says: { code: 'IP_NOT_LISTED', values: { channel: '微信公众号', code: '40164', detail: 'invalid ip' } },
    })
  })

  it('refuses two lines about one answer', () => {
    expect(() =>
      errorTable([
        { class: 'retry', codes: [1] },
        { class: 'throttled', codes: ['1'] },
      ]),
    ).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION' }))
  })
})
