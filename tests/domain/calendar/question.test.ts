import { describe, expect, it } from 'vitest'

import { parseCalendarQuestion } from '../../../src/domain/calendar/question.ts'

const RANGE = 'from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z'
const ID = '650000000000000000000001'

const codesOf = (query: string): string[] => {
  try {
    parseCalendarQuestion(new URLSearchParams(query))

    return []
  } catch (error) {
    return (error as { reasons: { code: string; path: string }[] }).reasons.map(({ code, path }) => `${code} ${path}`)
  }
}

describe('parseCalendarQuestion', () => {
  it('reads a range, and nulls where nothing is filtered', () => {
    expect(parseCalendarQuestion(new URLSearchParams(RANGE))).toEqual({
      authors: null,
      campaigns: null,
      channels: null,
      from: new Date('2026-11-01T00:00:00Z'),
      partners: null,
      states: null,
      to: new Date('2026-12-01T00:00:00Z'),
    })
  })

  it('reads lists that are repeated or comma-separated', () => {
    const query = new URLSearchParams(`${RANGE}&channels=${ID}&channels=${ID}&states=planned,published`)

    expect(parseCalendarQuestion(query)).toMatchObject({ channels: [ID, ID], states: ['planned', 'published'] })
  })

  it.each([
    ['a missing end', 'from=2026-11-01T00:00:00Z', ['CALENDAR_RANGE to']],
    ['a time without a zone', 'from=2026-11-01T00:00:00&to=2026-12-01T00:00:00Z', ['CALENDAR_RANGE from']],
    ['an end before the beginning', 'from=2026-12-01T00:00:00Z&to=2026-11-01T00:00:00Z', ['CALENDAR_RANGE to']],
    ['more than a hundred days', 'from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z', ['CALENDAR_RANGE to']],
    ['what is no id', `${RANGE}&channels=wechat&authors=$ne`, ['CALENDAR_IDS authors', 'CALENDAR_IDS channels']],
    ['an unknown state', `${RANGE}&states=armed,lost`, ['CALENDAR_STATES states']],
  ])('refuses %s', (_title, query, codes) => {
    expect(codesOf(query)).toEqual(codes)
  })
})
