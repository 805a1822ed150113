import { describe, expect, it } from 'vitest'

import { parseEngagementEvent } from '../../src/domain/engagementEvent.ts'

const ID = '0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'
const anEvent = (given: Record<string, unknown> = {}) => ({
  id: ID,
  occurredAt: '2026-11-22T12:00:00Z',
  type: 'view',
  ...given,
})

describe('parseEngagementEvent', () => {
  it('reads an event with all that it may name', () => {
    const publication = 'A'.repeat(32)
    const post = 'b'.repeat(24)

    expect(
      parseEngagementEvent(
        anEvent({
          member: 'wx-openid_1',
          post,
          publication,
          type: 'order',
          value: { amountMinor: 12_900, currency: 'CNY' },
        }),
      ),
    ).toEqual({
      fact: {
        id: ID,
        member: 'wx-openid_1',
        occurredAt: new Date('2026-11-22T12:00:00Z'),
        post,
        publication: publication.toLowerCase(),
        type: 'order',
        value: { amountMinor: 12_900, currency: 'CNY' },
      },
    })
  })

  it('keeps one spelling of an id, so that capitals do not count twice', () => {
    expect(parseEngagementEvent(anEvent({ id: ID.toUpperCase() }))).toMatchObject({ fact: { id: ID } })
  })

  it.each([
    ['a text', 'view', 'BAD_EVENT'],
    ['a list', [], 'BAD_EVENT'],
    ['no id', anEvent({ id: undefined }), 'BAD_ID'],
    ['an id that is no UUID', anEvent({ id: '42' }), 'BAD_ID'],
    ['the nil UUID', anEvent({ id: '00000000-0000-0000-0000-000000000000' }), 'BAD_ID'],
    ['a type that nobody knows', anEvent({ type: 'purchase' }), 'BAD_TYPE'],
    ['a type from Object.prototype', anEvent({ type: 'constructor' }), 'BAD_TYPE'],
    ['no time', anEvent({ occurredAt: undefined }), 'BAD_TIME'],
    ['an epoch number', anEvent({ occurredAt: 1_795_000_000_000 }), 'BAD_TIME'],
    ['an epoch number as text', anEvent({ occurredAt: '1795000000000' }), 'BAD_TIME'],
    ['a time without a zone', anEvent({ occurredAt: '2026-11-22T12:00:00' }), 'BAD_TIME'],
    ['a day that no calendar has', anEvent({ occurredAt: '2026-02-30T12:00:00Z' }), 'BAD_TIME'],
    ['a publication that is no id', anEvent({ publication: 'spring' }), 'BAD_REFERENCE'],
    ['an operator in place of an id', anEvent({ post: { $ne: null } }), 'BAD_REFERENCE'],
    ['an address in place of a pseudonym', anEvent({ member: 'li@example.test' }), 'BAD_MEMBER'],
    ['money on a view', anEvent({ value: { amountMinor: 1, currency: 'CNY' } }), 'BAD_VALUE'],
    ['half a fen', anEvent({ type: 'order', value: { amountMinor: 0.5, currency: 'CNY' } }), 'BAD_VALUE'],
    ['an amount as text', anEvent({ type: 'order', value: { amountMinor: '100', currency: 'CNY' } }), 'BAD_VALUE'],
    ['a negative amount', anEvent({ type: 'refund', value: { amountMinor: -1, currency: 'CNY' } }), 'BAD_VALUE'],
    ['no currency', anEvent({ type: 'order', value: { amountMinor: 100 } }), 'BAD_VALUE'],
    [
      'a currency with a path in it',
      anEvent({ type: 'order', value: { amountMinor: 1, currency: 'A.B' } }),
      'BAD_VALUE',
    ],
  ])('refuses %s', (_title, event, code) => {
    expect(parseEngagementEvent(event)).toMatchObject({ reason: { code } })
  })
})
