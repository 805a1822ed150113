import { describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { MAX_EVENTS, parseEvents } from '../../src/domain/engagementBatch.ts'
import type { Principal } from '../../src/domain/http.ts'

const now = new Date('2026-11-22T12:00:00Z')
const at = (ms: number): string => new Date(now.getTime() + ms).toISOString()
const anEvent = (given: Record<string, unknown> = {}) => ({
  id: '0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b',
  occurredAt: at(0),
  type: 'view',
  ...given,
})
const aClient = (...scopes: ('delivery:read' | 'engagement:write')[]): Principal => ({
  id: 'c',
  channels: [],
  kind: 'api-client',
  scopes,
})
const parse = (
  events: unknown,
  { principal = null, sentAt }: { principal?: Principal | null; sentAt?: unknown } = {},
) => parseEvents({ body: { events, sentAt }, now, principal })

describe('parseEvents', () => {
  it('takes what is good and names what is bad by its place', () => {
    const { facts, rejected } = parse([anEvent(), anEvent({ type: 'nothing' }), anEvent(), 7])

    expect(facts.map(({ index }) => index)).toEqual([0, 2])
    expect(rejected).toMatchObject([
      { code: 'BAD_TYPE', index: 1 },
      { code: 'BAD_EVENT', index: 3 },
    ])
  })

  it('takes an empty list', () => {
    expect(parse([])).toEqual({ facts: [], rejected: [] })
  })

  it.each([
    ['null', null],
    ['a list', []],
    ['events that are no list', { events: {} }],
    ['no events', {}],
  ])('refuses %s as a whole', (_title, body) => {
    expect(() => parseEvents({ body, now, principal: null })).toThrow(/must be/)
  })

  it('refuses more than 1,000 events as a whole', () => {
    const events = Array.from({ length: MAX_EVENTS + 1 }, () => anEvent())

    expect(() => parse(events)).toThrow(/at most 1000/)
    expect(parse(events.slice(1)).facts).toHaveLength(MAX_EVENTS)
  })

  it.each([
    ['takes five minutes ahead', 5 * MINUTE, { facts: [{ fact: { type: 'view' } }] }],
    ['refuses more than five minutes ahead', 5 * MINUTE + 1, { rejected: [{ code: 'IN_FUTURE' }] }],
    ['refuses ten years ago', -3_651 * DAY, { rejected: [{ code: 'TOO_OLD' }] }],
    ['flags what is older than a week', -7 * DAY - 1, { facts: [{ fact: { late: true } }] }],
  ])('%s', (_title, ms, expected) => {
    expect(parse([anEvent({ occurredAt: at(ms) })])).toMatchObject(expected)
  })

  it('does not flag what is a week old', () => {
    expect(parse([anEvent({ occurredAt: at(-7 * DAY) })]).facts[0]?.fact).not.toHaveProperty('late')
  })

  it.each([
    ['moves times by a clock that is an hour ahead', HOUR, -HOUR],
    ['moves times by a clock that is a day behind', -DAY, DAY],
    ['leaves times alone for a second of transit', -SECOND, 0],
  ])('%s', (_title, sentMs, shiftMs) => {
    const occurredAt = at(sentMs - 10 * MINUTE)
    const { facts } = parse([anEvent({ occurredAt })], { sentAt: at(sentMs) })

    expect(facts[0]?.fact.occurredAt).toEqual(new Date(Date.parse(occurredAt) + shiftMs))
  })

  it('refuses a sentAt that is no instant', () => {
    expect(() => parse([anEvent()], { sentAt: 1 })).toThrow(/sentAt/)
  })

  it.each([
    ['takes a view from anybody', 'view', null, null],
    ['asks for a key for an order', 'order', null, 'KEY_REQUIRED'],
    ['asks for the scope for a vote', 'vote', aClient('delivery:read'), 'SCOPE_REQUIRED'],
    ['takes an order with the scope', 'order', aClient('engagement:write'), null],
    ['takes an order from a person', 'order', { id: 'u', kind: 'user', roles: [] }, null],
    ['takes no publishing from outside', 'published', aClient('engagement:write'), 'TYPE_RESERVED'],
  ] as const)('%s', (_title, type, principal, code) => {
    expect(parse([anEvent({ type })], { principal }).rejected.map((refusal) => refusal.code)).toEqual(
      code === null ? [] : [code],
    )
  })
})
