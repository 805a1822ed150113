import { readFile } from 'node:fs/promises'

import { describe, expect, it } from 'vitest'

import { readCalendar } from '../../src/import/blackouts/readCalendar.ts'

const now = new Date('2026-09-01T00:00:00Z')

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...lines, 'END:VCALENDAR'].join('\r\n')

const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:one', 'SUMMARY:国庆', ...lines, 'END:VEVENT']

const read = (text: string, timeZone = 'Asia/Shanghai') => readCalendar({ now, text, timeZone })

const spans = (text: string, timeZone?: string): string[] =>
  read(text, timeZone).spans.map(
    ({ fromAt, untilAt }) => `${fromAt.toISOString().slice(0, 16)} ${untilAt.toISOString().slice(0, 16)}`,
  )

const OUTLOOK = [
  'BEGIN:VTIMEZONE',
  'TZID:China Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'END:STANDARD',
  'END:VTIMEZONE',
]

describe('readCalendar', () => {
  it.each([
    [
      'whole days in the zone that is asked for',
      event('DTSTART;VALUE=DATE:20261001', 'DTEND;VALUE=DATE:20261008'),
      ['2026-09-30T16:00 2026-10-07T16:00'],
    ],
    ['one whole day without an end', event('DTSTART;VALUE=DATE:20261213'), ['2026-12-12T16:00 2026-12-13T16:00']],
    [
      'times in UTC',
      event('DTSTART:20261001T100000Z', 'DTEND:20261001T120000Z'),
      ['2026-10-01T10:00 2026-10-01T12:00'],
    ],
    [
      'times without a zone',
      event('DTSTART:20261001T100000', 'DTEND:20261001T120000'),
      ['2026-10-01T02:00 2026-10-01T04:00'],
    ],
    [
      'times in a zone of IANA',
      event('DTSTART;TZID=Europe/Berlin:20261025T020000', 'DTEND;TZID=Europe/Berlin:20261025T040000'),
      ['2026-10-25T00:00 2026-10-25T03:00'],
    ],
    [
      'times in a zone that the file describes',
      [
        ...OUTLOOK,
        ...event('DTSTART;TZID=China Standard Time:20261001T100000', 'DTEND;TZID=China Standard Time:20261001T120000'),
      ],
      ['2026-10-01T02:00 2026-10-01T04:00'],
    ],
    [
      'a length instead of an end',
      event('DTSTART:20261001T100000Z', 'DURATION:PT90M'),
      ['2026-10-01T10:00 2026-10-01T11:30'],
    ],
    [
      'repeats of two years, on the wall clock',
      event(
        'DTSTART;TZID=Europe/Berlin:20251224T180000',
        'DTEND;TZID=Europe/Berlin:20251224T200000',
        'RRULE:FREQ=YEARLY',
      ),
      ['2026-12-24T17:00 2026-12-24T19:00', '2027-12-24T17:00 2027-12-24T19:00'],
    ],
    [
      'repeats without those that are taken out',
      event('DTSTART;VALUE=DATE:20261001', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20261002'),
      ['2026-09-30T16:00 2026-10-01T16:00', '2026-10-02T16:00 2026-10-03T16:00'],
    ],
    [
      'a repeat that was moved',
      [
        ...event('DTSTART;VALUE=DATE:20261001', 'RRULE:FREQ=DAILY;COUNT=2'),
        ...event('RECURRENCE-ID;VALUE=DATE:20261002', 'DTSTART;VALUE=DATE:20261005'),
      ],
      ['2026-09-30T16:00 2026-10-01T16:00', '2026-10-04T16:00 2026-10-05T16:00'],
    ],
    [
      'what goes on at this moment',
      event('DTSTART:20260831T000000Z', 'DTEND:20260902T000000Z'),
      ['2026-08-31T00:00 2026-09-02T00:00'],
    ],
    ['nothing that is over', event('DTSTART:20260801T000000Z', 'DTEND:20260802T000000Z'), []],
    [
      'no working day in exchange for a holiday',
      event('DTSTART;VALUE=DATE:20261010', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'),
      [],
    ],
  ])('reads %s', (_title, lines, expected) => {
    const text = calendar(...lines)

    expect(read(text).problems).toEqual([])
    expect(spans(text)).toEqual(expected)
  })

  it.each([
    ['each week for ten years', 'DTSTART:20160104T020000Z', 'RRULE:FREQ=WEEKLY;UNTIL=20260920T000000Z', 2],
    ['each day for years', 'DTSTART:20200104T020000Z', 'RRULE:FREQ=DAILY;UNTIL=20260903T000000Z', 2],
    ['each week without an end', 'DTSTART:20160104T020000Z', 'RRULE:FREQ=WEEKLY', 104],
  ])('reads what is ahead of what has repeated %s', (_title, start, rule, count) => {
    const { problems, spans: found } = read(calendar(...event(start, 'DURATION:PT2H', rule)))

    expect(problems).toEqual([])
    expect(found).toHaveLength(count)
    expect(found.every(({ untilAt }) => untilAt > now)).toBe(true)
  })

  it('reads a repeat of long ago that was moved ahead', () => {
    const lines = [
      ...event('DTSTART:20160104T020000Z', 'DURATION:PT2H', 'RRULE:FREQ=WEEKLY;COUNT=600'),
      ...event('RECURRENCE-ID:20160111T020000Z', 'DTSTART:20261001T020000Z', 'DURATION:PT2H'),
    ]

    expect(spans(calendar(...lines))).toContain('2026-10-01T02:00 2026-10-01T04:00')
  })

  it('reads whole days in another zone', () => {
    expect(spans(calendar(...event('DTSTART;VALUE=DATE:20261001')), 'America/New_York')).toEqual([
      '2026-10-01T04:00 2026-10-02T04:00',
    ])
  })

  it.each([
    ['an empty file', '', 'BAD_CALENDAR', null],
    ['a page of HTML', '<!doctype html><html></html>', 'BAD_CALENDAR', null],
    ['a file that was cut off', calendar(...event('DTSTART:20261001T100000Z')).slice(0, -30), 'BAD_CALENDAR', null],
    ['a line that is none', calendar('nonsense'), 'BAD_CALENDAR', null],
    ['no events', calendar(), 'NO_EVENTS', null],
    ['two calendars', `${calendar()}\r\n${calendar()}`, 'BAD_CALENDAR', null],
    [
      'an event without identity',
      calendar('BEGIN:VEVENT', 'SUMMARY:x', 'DTSTART:20261001T100000Z', 'END:VEVENT'),
      'NO_UID',
      1,
    ],
    ['an event without a start', calendar(...event()), 'NO_START', 1],
    ['an end before the start', calendar(...event('DTSTART:20261001T100000Z', 'DTEND:20261001T090000Z')), 'NO_SPAN', 1],
    ['an event without any length', calendar(...event('DTSTART:20261001T100000Z')), 'NO_SPAN', 1],
    ['a day that no calendar has', calendar(...event('DTSTART;VALUE=DATE:20260231')), 'BAD_TIME', 1],
    ['a time that is none', calendar(...event('DTSTART:tomorrow')), 'BAD_TIME', 1],
    [
      'a zone that nobody knows',
      calendar(...event('DTSTART;TZID=Middle/Earth:20261001T100000', 'DTEND;TZID=Middle/Earth:20261001T110000')),
      'UNKNOWN_ZONE',
      1,
    ],
    [
      'a rule that is none',
      calendar(...event('DTSTART;VALUE=DATE:20261001', 'RRULE:FREQ=NEVER')),
      'BAD_CALENDAR',
      null,
    ],
    [
      'a repeat each second',
      calendar(...event('DTSTART:20261001T100000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY')),
      'TOO_MANY_REPEATS',
      1,
    ],
    [
      'a repeat each minute since years',
      calendar(...event('DTSTART:20160104T020000Z', 'DURATION:PT1S', 'RRULE:FREQ=MINUTELY')),
      'REPEATED_TOO_OFTEN',
      1,
    ],
    ['a decade', calendar(...event('DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:20360101')), 'TOO_LONG', 1],
    [
      'two events of one identity',
      calendar(...event('DTSTART;VALUE=DATE:20261001'), ...event('DTSTART;VALUE=DATE:20261101')),
      'DOUBLE_UID',
      null,
    ],
  ])('refuses %s and says which event', (_title, text, code, number) => {
    const { problems, spans: found } = read(text)

    expect(problems).toMatchObject([{ code, event: number }])
    expect(problems[0]?.message.zh).toMatch(/\p{Script=Han}/u)
    expect(code === 'DOUBLE_UID' || found.length === 0).toBe(true)
  })

  it('tells every broken event, not only the first', () => {
    const text = calendar('BEGIN:VEVENT', 'SUMMARY:x', 'END:VEVENT', ...event())

    expect(read(text).problems.map(({ code, event: number }) => `${number} ${code}`)).toEqual([
      '1 NO_UID',
      '2 NO_START',
    ])
  })

  it('reads the holidays of China as they are published', async () => {
    const text = await readFile('node_modules/chinese-days/dist/holidays.ics', 'utf8')
    const { problems, spans: found } = read(text)

    expect(problems).toEqual([])
    expect(
      found.some(
        ({ fromAt, untilAt }) => fromAt <= new Date('2026-10-01T04:00Z') && new Date('2026-10-01T04:00Z') < untilAt,
      ),
    ).toBe(true)
    expect(found.every(({ name }) => !name.includes('班'))).toBe(true)
  })
})
