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

/** Each day for 27 years; what repeats more often since it began takes too long to read. */
const MOST_STEPS = 10_000

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
  const lastsMs = toEnd(event.endDate).getTime() - toStart(event.startDate).getTime()

  if (lastsMs <= 0) {
    return fail('NO_SPAN', { en: 'It ends before or when it begins', zh: '结束时间不晚于开始时间' })
  }

  if (lastsMs > LONGEST_MS) {
    return fail('TOO_LONG', { en: 'It lasts longer than a year', zh: '持续时间超过一年' })
  }

  const occurrences = listOccurrences(event, {
    isBeyond: (time) => toStart(time) > untilAt,
    isOver: (end) => toEnd(end) <= fromAt,
  })

  if (!Array.isArray(occurrences)) {
    return fail(occurrences, TOO_OFTEN[occurrences])
  }

  const spans = occurrences.map(({ endDate, key, startDate }) => ({
    fromAt: toStart(startDate),
    name,
    note: textOf(component, 'description'),
    uid: key === null ? uid : `${uid}#${key}`,
    untilAt: toEnd(endDate),
  }))

  return { named, problems: [], spans }
}

const TOO_OFTEN = {
  REPEATED_TOO_OFTEN: {
    en: `It has repeated more than ${MOST_STEPS} times since it began; let it begin later`,
    zh: `自开始以来已重复超过 ${MOST_STEPS} 次，请把开始日期改得近一些`,
  },
  TOO_MANY_REPEATS: {
    en: `It repeats more than ${MOST_REPEATS} times in two years`,
    zh: `两年内重复超过 ${MOST_REPEATS} 次`,
  },
}

/** The day as the file writes it; the library would make 30 February into 2 March. */
const dayOf = (property: ICAL.Property): string => String((property.toJSON() as unknown[])[3]).slice(0, 10)

interface Occurrence {
  endDate: ICAL.Time
  /** What tells a repeat from the others; null for an event that comes once. */
  key: null | string
  startDate: ICAL.Time
}

interface Window {
  isBeyond: (start: ICAL.Time) => boolean
  isOver: (end: ICAL.Time) => boolean
}

/** What is not over, until the window ends; or why it is too much. */
function listOccurrences(event: ICAL.Event, { isBeyond, isOver }: Window): Occurrence[] | keyof typeof TOO_OFTEN {
  const { endDate, startDate } = event

  if (event.isRecurrenceException() || !event.isRecurring()) {
    const key = event.isRecurrenceException() ? event.recurrenceId.toString() : null

    return isOver(endDate) ? [] : [{ endDate, key, startDate }]
  }

  const found: Occurrence[] = []
  const iterator = event.iterator()

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    // A rule that is over gives nothing more.
    const next = iterator.next() as ICAL.Time | null | undefined

    if (!next || isBeyond(next)) {
      return found
    }

    // One of long ago may have been moved ahead: its own end counts.
    const details = event.getOccurrenceDetails(next)

    if (isCancelled(details.item.component) || isOver(details.endDate)) {
      continue
    }

    if (found.length >= MOST_REPEATS) {
      return 'TOO_MANY_REPEATS'
    }

    found.push({ endDate: details.endDate, key: next.toString(), startDate: details.startDate })
  }

  return 'REPEATED_TOO_OFTEN'
}

const isCancelled = (event: ICAL.Component): boolean => textOf(event, 'status').toUpperCase() === 'CANCELLED'

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name)

  return typeof value === 'string' ? value.trim() : ''
}
