import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'

import { writeIcs } from '../../src/calendar/writeIcs.ts'
import type { CalendarEntry } from '../../src/domain/calendar/entry.ts'

const anEntry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: 'entry',
  at: '2026-11-22T12:00:00.000Z',
  author: null,
  campaign: null,
  channel: 'weibo',
  changedAt: '2026-11-20T08:00:00.000Z',
  channelCount: 1,
  isRehearsal: false,
  isRepeating: false,
  kind: 'publication',
  occurrenceAt: '2026-11-22T12:00:00.000Z',
  partner: null,
  post: 'post',
  publication: 'row',
  reason: null,
  schedule: 'plan',
  stage: 'approved',
  state: 'armed',
  timeZone: 'Asia/Shanghai',
  title: '冬日敏感肌修护',
  updatedAt: '2026-11-19T08:00:00.000Z',
  url: null,
  ...given,
})

const write = (...entries: CalendarEntry[]): string =>
  writeIcs({
    adminUrl: 'https://drumbeat.example/admin',
    channelName: () => '微博, 官方; 旗舰',
    entries,
    locale: 'zh',
  })

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((event) => ({
    ends: String(event.getFirstPropertyValue('dtend')),
    modified: String(event.getFirstPropertyValue('last-modified')),
    sequence: event.getFirstPropertyValue('sequence'),
    stamp: String(event.getFirstPropertyValue('dtstamp')),
    starts: String(event.getFirstPropertyValue('dtstart')),
    status: event.getFirstPropertyValue('status'),
    summary: event.getFirstPropertyValue('summary'),
    uid: event.getFirstPropertyValue('uid'),
    url: event.getFirstPropertyValue('url'),
  }))

describe('writeIcs', () => {
  it.each([true, false])('says in its description when there is more than it carries: %s', (isTruncated) => {
    const text = writeIcs({
      adminUrl: 'https://drumbeat.example/admin',
      channelName: () => '微博',
      entries: [anEntry()],
      isTruncated,
      locale: 'zh',
    })
    const description = new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstPropertyValue('x-wr-caldesc')

    expect(description).toEqual(isTruncated ? expect.stringContaining('部分条目未显示') : null)
  })

  it('writes an entry so that it reads back the same', () => {
    expect(eventsOf(write(anEntry()))).toEqual([
      {
        ends: '2026-11-22T12:15:00Z',
        modified: '2026-11-20T08:00:00Z',
        sequence: 27_936_000,
        stamp: '2026-11-20T08:00:00Z',
        starts: '2026-11-22T12:00:00Z',
        status: 'CONFIRMED',
        summary: '冬日敏感肌修护 · 微博, 官方; 旗舰 · 已就绪',
        uid: 'plan-weibo@drumbeat',
        url: 'https://drumbeat.example/admin/collections/posts/post/publishing',
      },
    ])
  })

  it('has what every client asks for, ends lines with CRLF and folds them at 75 bytes', () => {
    const text = write(anEntry({ title: '特别长的标题'.repeat(40) }))
    const lines = text.split('\r\n')

    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(lines).toEqual(
      expect.arrayContaining(['VERSION:2.0', 'PRODID:-//Drumbeat//Content calendar//EN', 'METHOD:PUBLISH']),
    )
    expect(eventsOf(text)[0]?.summary).toContain('特别长的标题'.repeat(40))
  })

  it('asks clients to look again every quarter of an hour, in the words of each', () => {
    // REFRESH-INTERVAL is RFC 7986 (Apple); X-PUBLISHED-TTL is Outlook's; Google has its own rhythm.
    expect(write(anEntry()).split('\r\n')).toEqual(
      expect.arrayContaining([
        'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
        'X-PUBLISHED-TTL:PT15M',
        'NAME:Drumbeat 内容日历',
        'X-WR-CALNAME:Drumbeat 内容日历',
      ]),
    )
  })

  it('names every time in UTC, so that no VTIMEZONE is needed', () => {
    const times = write(anEntry({ timeZone: 'America/New_York' }))
      .split('\r\n')
      .filter((line) => /^(DTSTAMP|DTSTART|DTEND|LAST-MODIFIED)\b/.test(line))

    expect(times).toHaveLength(4)
    expect(times.filter((line) => !/^[A-Z-]+:\d{8}T\d{6}Z$/.test(line))).toEqual([])
  })

  it('cuts no character in two where it folds', () => {
    const lines = write(anEntry({ title: '春🌞é'.repeat(60) })).split('\r\n')

    expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(3)
    // A half of a character would be read as the sign of a broken one.
    expect(lines.filter((line) => Buffer.from(line).toString().includes('\uFFFD'))).toEqual([])
  })

  it('escapes commas, semicolons, backslashes and line breaks', () => {
    const text = write(anEntry({ title: 'a,b;c\\d\ne' }))

    expect(text).toContain(String.raw`SUMMARY:a\,b\;c\\d\ne`)
    expect(eventsOf(text)[0]?.summary).toContain('a,b;c\\d\ne')
  })

  it('marks what only stands in the plan as tentative', () => {
    expect(eventsOf(write(anEntry({ kind: 'planned', state: 'planned' })))[0]?.status).toBe('TENTATIVE')
  })

  it('keeps the identity of an entry that is moved, and tells those of a repeat apart', () => {
    const [moved] = eventsOf(
      write(anEntry({ id: 'other', at: '2026-11-25T12:00:00.000Z', occurrenceAt: '2026-11-25T12:00:00.000Z' })),
    )
    const repeats = eventsOf(
      write(anEntry({ isRepeating: true }), anEntry({ isRepeating: true, occurrenceAt: '2026-11-23T12:00:00.000Z' })),
    )

    expect(moved?.uid).toBe('plan-weibo@drumbeat')
    expect(new Set(repeats.map(({ uid }) => uid)).size).toBe(2)
  })

  it('counts up with each change of an entry, within 32 bits', () => {
    const sequenceAt = (changedAt: string) => Number(eventsOf(write(anEntry({ changedAt })))[0]?.sequence)
    const sequences = [
      '1999-01-01T00:00:00Z',
      '2026-11-20T08:00:00Z',
      '2026-11-20T08:00:01Z',
      '2090-01-01T00:00:00Z',
    ].map(sequenceAt)

    expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => one - other))
    expect(sequences[0]).toBe(0)
    expect(sequences.at(-1)).toBeLessThan(2 ** 31)
  })

  it('gives the same bytes for the same entries', () => {
    expect(write(anEntry())).toBe(write(anEntry()))
  })
})
