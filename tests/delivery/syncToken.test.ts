import { describe, expect, it } from 'vitest'

import {
  finishedToken,
  formatSyncToken,
  MAX_TOKEN_AGE_MS,
  OVERLAP_MS,
  pageToken,
  parseSyncToken,
} from '../../src/delivery/syncToken.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'

const channelId = '650000000000000000000001'
const now = new Date('2026-11-22T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const first = () => parseSyncToken({ channelId, now, token: null })
const parse = (token: string, at = now) => parseSyncToken({ channelId, now: at, token })

describe('sync token', () => {
  it('begins before all changes, with withdrawals from just before', () => {
    expect(first()).toEqual({
      channelId,
      position: { at: new Date(0), id: '' },
      startedAt: now,
      withdrawnSince: later(-OVERLAP_MS),
    })
  })

  it('goes on behind the last change of a page, and remembers when the sync began', () => {
    const token = pageToken(first(), { at: later(-MINUTE), id: 'abc' })

    expect(parse(formatSyncToken(token), later(10 * MINUTE))).toEqual(token)
  })

  it('ends a safe step before the start of the sync, however long its pages took', () => {
    const last = pageToken(first(), { at: later(10 * MINUTE), id: 'abc' })

    expect(finishedToken(last).position).toEqual({ at: later(-OVERLAP_MS), id: '' })
  })

  it('takes the next request for the start of the next sync', () => {
    const token = formatSyncToken(finishedToken(first()))

    expect(parse(token, later(MINUTE)).startedAt).toEqual(later(MINUTE))
  })

  it.each([
    ['no base64url', '!!'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no array', Buffer.from('{"a":1}').toString('base64url')],
    ['another version', pack([2, channelId, 0, '', now.getTime(), 0])],
    ['another channel', pack([1, '650000000000000000000002', 0, '', now.getTime(), 0])],
    ['an operator for an id', pack([1, channelId, 0, { $gt: '' }, now.getTime(), 0])],
    ['an instant out of range', pack([1, channelId, 1e300, '', now.getTime(), 0])],
    ['a value too many', pack([1, channelId, 0, '', now.getTime(), 0, 0])],
    ['a start in the future', pack([1, channelId, 0, '', later(6 * MINUTE).getTime(), 0])],
    ['a position in the future', pack([1, channelId, later(6 * MINUTE).getTime(), '', now.getTime(), 0])],
    ['far too much', 'a'.repeat(10_000)],
  ])('refuses %s', (_title, token) => {
    expect(() => parse(token)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }) as Error)
  })

  it('is gone after thirty days', () => {
    const token = formatSyncToken(finishedToken(first()))

    expect(parse(token, later(MAX_TOKEN_AGE_MS - SECOND)).channelId).toBe(channelId)
    expect(() => parse(token, later(MAX_TOKEN_AGE_MS + SECOND))).toThrow(
      expect.objectContaining({ code: 'GONE' }) as Error,
    )
  })
})

function pack(values: unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}
