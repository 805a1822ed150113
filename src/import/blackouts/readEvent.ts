import ICAL from 'ical.js'

import type { Labels } from '../../domain/channelAdapter.ts'
import { isCalendarDay } from '../../domain/calendarDay.ts'
import { DAY } from '../../domain/duration.ts'
import type { CalendarProblem, CalendarSpan } from '../../domain/rhythm/blackoutImport.ts'
import { readZoneName, zoneOf } from './eventTimes.ts'

export interface ReadEvent {
  /** What the file speaks of as a whole: the identity of an event, or of one repeat that stands alone. */
  named: string[]
  problems: CalendarProblem[]
  spans: CalendarSpan[]
}

export interface ReadEventArgs {
  fromAt: Date
  /** Which one of the file it is, from 1. */
  number: number
  timeZone: string
  untilAt: Date
}

const MOST_REPEATS = 500
const LONGEST_MS = 366 * DAY

/** Reads one event and its repeats within a window, or says everything that is wrong with it. */
export function readEvent(event: ICAL.Component, args: ReadEventArgs): ReadEvent {
  const name = textOf(event, 'summary') || textOf(event, 'uid')
  const uid = textOf(event, 'uid')
  const fail = (code: string, message: Labels): ReadEvent => ({
    named: [],
    problems: [{ code, event: args.number, message, name: name === '' ? null : name }],
    spans: [],
  })

  if (uid === '') {
    return fail('NO_UID', {
      en: 'It has no UID, so a second import would make a double',
      zh: '缺少 UID，再次导入会产生重复',
    })
  }

  try {
    const named = [nameOf(event, uid)]

    if (isCancelled(event) || textOf(event, 'x-apple-special-day').toUpperCase() === 'ALTERNATE-WORKDAY') {
      return { named, problems: [], spans: [] }
    }

    return readSpans(event, { ...args, fail, name, named, uid })
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)

    return fail('BAD_TIME', { en: `Its time cannot be read: ${told}`, zh: `无法读取时间：${told}` })
  }
}

/** A changed repeat whose event is not in the file speaks of itself alone. */
function nameOf(component: ICAL.Component, uid: string): string {
  const event = new ICAL.Event(component)

  return event.isRecurrenceException() ? `${uid}#${event.recurrenceId.toString()}` : uid
}

interface ReadSpansArgs extends ReadEventArgs {
  fail: (code: string, message: Labels) => ReadEvent
  name: string
  named: string[]
  uid: string
}

function readSpans(component: ICAL.Component, args: ReadSpansArgs): ReadEvent {
  const { fail, fromAt, name, named, timeZone, uid, untilAt } = args
  const start = component.getFirstProperty('dtstart')

  if (start === null) {
    return fail('NO_START', { en: 'It has no start (DTSTART)', zh: '缺少开始时间（DTSTART）' })
  }

  const end = component.getFirstProperty('dtend')
  const [toStart, toEnd] = [zoneOf(start, timeZone), zoneOf(end ?? start, timeZone)]

  if (toStart === null || toEnd === null) {
    const zone = readZoneName(toStart === null ? start : (end ?? start)) ?? ''

    return fail('UNKNOWN_ZONE', { en: `Nobody knows its time zone "${zone}"`, zh: `未知的时区“${zone}”` })
  }

  const noDay = [start, end].find((property) => property !== null && !isCalendarDay(dayOf(property)))

  if (noDay) {
    return fail('BAD_TIME', { en: `No calendar has the day "${dayOf(noDay)}"`, zh: `不存在的日期“${dayOf(noDay)}”` })
  }

  const event = new ICAL.Event(component)
  const occurrences = listOccurrences(event, (time) => toStart(time) > untilAt)

  if (occurrences === null) {
    return fail('TOO_MANY_REPEATS', {
      en: `It repeats more than ${MOST_REPEATS} times in two years`,
      zh: `两年内重复超过 ${MOST_REPEATS} 次`,
    })
  }

  const spans = occurrences.map(({ endDate, key, startDate }) => ({
    fromAt: toStart(startDate),
    name,
    note: textOf(component, 'description'),
    uid: key === null ? uid : `${uid}#${key}`,
    untilAt: toEnd(endDate),
  }))
  const first = spans[0]

  if (first !== undefined && first.untilAt <= first.fromAt) {
    return fail('NO_SPAN', { en: 'It ends before or when it begins', zh: '结束时间不晚于开始时间' })
  }

  if (first !== undefined && first.untilAt.getTime() - first.fromAt.getTime() > LONGEST_MS) {
    return fail('TOO_LONG', { en: 'It lasts longer than a year', zh: '持续时间超过一年' })
  }

  return { named, problems: [], spans: spans.filter((span) => span.untilAt > fromAt) }
}

/** The day as the file writes it; the library would make 30 February into 2 March. */
const dayOf = (property: ICAL.Property): string => String((property.toJSON() as unknown[])[3]).slice(0, 10)

interface Occurrence {
  endDate: ICAL.Time
  /** What tells a repeat from the others; null for an event that comes once. */
  key: null | string
  startDate: ICAL.Time
}

/** Repeats until the window ends; null when there are too many of them. */
function listOccurrences(event: ICAL.Event, isBeyond: (time: ICAL.Time) => boolean): null | Occurrence[] {
  if (event.isRecurrenceException()) {
    return [{ endDate: event.endDate, key: event.recurrenceId.toString(), startDate: event.startDate }]
  }

  if (!event.isRecurring()) {
    return [{ endDate: event.endDate, key: null, startDate: event.startDate }]
  }

  const found: Occurrence[] = []
  const iterator = event.iterator()

  for (;;) {
    // A rule that is over gives nothing more.
    const next = iterator.next() as ICAL.Time | null | undefined

    if (!next || isBeyond(next)) {
      return found
    }

    if (found.length >= MOST_REPEATS) {
      return null
    }

    const { endDate, item, startDate } = event.getOccurrenceDetails(next)

    if (!isCancelled(item.component)) {
      found.push({ endDate, key: next.toString(), startDate })
    }
  }
}

const isCancelled = (event: ICAL.Component): boolean => textOf(event, 'status').toUpperCase() === 'CANCELLED'

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name)

  return typeof value === 'string' ? value.trim() : ''
}
