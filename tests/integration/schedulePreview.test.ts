import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let token: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
})

afterAll(() => app.stop())

const preview = (given: Record<string, unknown> = {}) =>
  app.rest('POST', '/schedules/preview', {
    body: {
      publishAt: '2027-03-13T07:30:00.000Z',
      publishAt_tz: 'America/New_York',
      recurrence: 'FREQ=DAILY',
      ...given,
    },
    token,
  })
const codesOf = ({ body }: Awaited<ReturnType<typeof preview>>) =>
  (body['errors'] as { code: string }[]).map(({ code }) => code)

describe('POST /api/schedules/preview', () => {
  it('lists the next instants and marks those that a change of clocks moves', async () => {
    const answer = await preview({ count: 3 })

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toEqual({
      occurrences: [
        { at: '2027-03-13T07:30:00.000Z', localTime: '2027-03-13T02:30:00', shifted: false },
        { at: '2027-03-14T07:30:00.000Z', localTime: '2027-03-14T02:30:00', shifted: true },
        { at: '2027-03-15T06:30:00.000Z', localTime: '2027-03-15T02:30:00', shifted: false },
      ],
    })
  })

  it('lists ten unless told otherwise, one for what happens once, and what comes after an instant', async () => {
    expect((await preview()).body['occurrences']).toHaveLength(10)
    expect((await preview({ recurrence: null })).body['occurrences']).toHaveLength(1)
    expect((await preview({ count: 1, from: '2028-01-01T00:00:00.000Z' })).body).toMatchObject({
      occurrences: [{ at: '2028-01-01T07:30:00.000Z' }],
    })
  })

  it('keeps the second coming of a repeated hour for who planned it', async () => {
    expect((await preview({ count: 2, publishAt: '2026-11-01T06:30:00.000Z' })).body).toMatchObject({
      occurrences: [{ at: '2026-11-01T06:30:00.000Z' }, { at: '2026-11-02T06:30:00.000Z' }],
    })
  })

  it.each([
    ['a malformed rule', { recurrence: 'FREQ=SOMETIMES' }, 'RRULE_MALFORMED'],
    ['a rule that is no text', { recurrence: 7 }, 'RRULE_MALFORMED'],
    ['a rule that never comes', { recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'NEVER_FIRES'],
    ['more than a thousand a day', { recurrence: 'FREQ=MINUTELY' }, 'TOO_FREQUENT'],
    ['an end before the start', { recurrence: 'FREQ=DAILY;UNTIL=20270312' }, 'UNTIL_BEFORE_START'],
    ['an unknown zone', { publishAt_tz: 'Asia/Shangri-La' }, 'UNKNOWN_ZONE'],
    ['no time', { publishAt: 'soon' }, 'START_INVALID'],
    ['a local time', { publishAt: '2027-03-13T07:30:00' }, 'START_INVALID'],
    ['too many', { count: 1_000 }, 'COUNT'],
    ['a count of nothing', { count: 0 }, 'COUNT'],
    ['a broken from', { from: 'later' }, 'FROM'],
  ])('refuses %s', async (_title, given, code) => {
    const answer = await preview(given)

    expect([answer.status, codesOf(answer)]).toEqual([400, [code]])
  })

  it('is for people who are signed in', async () => {
    expect((await app.rest('POST', '/schedules/preview', { body: {} })).status).toBe(401)
  })
})
