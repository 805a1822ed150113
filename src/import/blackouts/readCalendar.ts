import ICAL from 'ical.js'

import type { Labels } from '../../domain/channelAdapter.ts'
import { DAY } from '../../domain/duration.ts'
import type { CalendarProblem, CalendarSpan } from '../../domain/rhythm/blackoutImport.ts'
import { type ReadEvent, readEvent } from './readEvent.ts'

export interface ReadCalendarArgs {
  now: Date
  text: string
  /** Where whole days and times without a zone are meant. */
  timeZone: string
}

export interface ReadCalendar {
  /** Identities of which the file tells all that is ahead. */
  named: string[]
  problems: CalendarProblem[]
  /** What lies ahead, and not more than two years. */
  spans: CalendarSpan[]
}

const MOST_EVENTS = 2_000
const AHEAD_MS = 2 * 366 * DAY

/**
 * Reads a calendar file (RFC 5545); never throws for what is wrong with it.
 *
 * Days that a calendar marks as working days in exchange for a holiday (调休) are no blackouts and are left out.
 */
export function readCalendar({ now, text, timeZone }: ReadCalendarArgs): ReadCalendar {
  const calendar = parse(text)

  if ('message' in calendar) {
    return broken('BAD_CALENDAR', calendar)
  }

  const events = calendar.getAllSubcomponents('vevent')

  if (events.length === 0 || events.length > MOST_EVENTS) {
    return broken(
      events.length === 0 ? 'NO_EVENTS' : 'TOO_MANY_EVENTS',
      FILE_PROBLEMS[events.length === 0 ? 'none' : 'many'],
    )
  }

  // A changed repeat speaks through the event that repeats, where that is in the file too.
  const isTold = (event: ICAL.Component): boolean =>
    event.hasProperty('recurrence-id') &&
    events.some((other) => !other.hasProperty('recurrence-id') && uidOf(other) === uidOf(event))
  const read = events
    .filter((event) => !isTold(event))
    .map((event, index) =>
      readEvent(event, { fromAt: now, number: index + 1, timeZone, untilAt: new Date(now.getTime() + AHEAD_MS) }),
    )

  return { ...gather(read), problems: [...read.flatMap(({ problems }) => problems), ...findDoubles(read)] }
}

const uidOf = (event: ICAL.Component): unknown => event.getFirstPropertyValue('uid')

const FILE_PROBLEMS = {
  many: {
    en: `The calendar has more than ${MOST_EVENTS} events; export a shorter span`,
    zh: `日历中的事件超过 ${MOST_EVENTS} 个，请导出较短的时间范围`,
  },
  none: { en: 'The calendar has no events', zh: '日历中没有事件' },
}

function parse(text: string): ICAL.Component | { message: string } {
  const trimmed = text.replace(/^\uFEFF/, '').trim()

  if (!/^BEGIN:VCALENDAR\s/i.test(trimmed)) {
    return { message: 'it does not begin with BEGIN:VCALENDAR' }
  }

  try {
    const parsed = ICAL.parse(trimmed) as unknown[]

    return Array.isArray(parsed[0]) ? { message: 'it holds more than one calendar' } : new ICAL.Component(parsed)
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) }
  }
}

function broken(code: string, problem: Labels | { message: string }): ReadCalendar {
  const message =
    'message' in problem
      ? {
          en: `This is not a calendar file (iCalendar): ${problem.message}`,
          zh: `这不是有效的日历文件（iCalendar）：${problem.message}`,
        }
      : problem

  return { named: [], problems: [{ code, event: null, message, name: null }], spans: [] }
}

const gather = (read: readonly ReadEvent[]): Omit<ReadCalendar, 'problems'> => ({
  named: read.flatMap(({ named }) => named),
  spans: read.flatMap(({ spans }) => spans),
})

/** Two events of one identity would overwrite each other. */
function findDoubles(read: readonly ReadEvent[]): CalendarProblem[] {
  const seen = new Set<string>()
  const doubles = new Set<string>()

  for (const { uid } of read.flatMap(({ spans }) => spans)) {
    if (seen.has(uid)) {
      doubles.add(uid)
    }

    seen.add(uid)
  }

  return [...doubles].map((uid) => ({
    code: 'DOUBLE_UID',
    event: null,
    message: { en: `More than one event has the UID "${uid}"`, zh: `有多个事件使用同一个 UID“${uid}”` },
    name: null,
  }))
}
