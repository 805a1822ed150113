import ICAL from 'ical.js'

import { type CalendarEntry, lastingId } from '../domain/calendar/entry.ts'
import type { Locale } from '../domain/content.ts'
import { MINUTE, SECOND } from '../domain/duration.ts'
import { WORDS } from './words.ts'

export interface WriteIcsArgs {
  /** The address of this app's admin, without a slash at its end. */
  adminUrl: string
  channelName: (id: string) => string
  entries: readonly CalendarEntry[]
  /** There is more than it carries; its description says so. */
  isTruncated?: boolean
  locale: Locale
}

// The library does not count the space before a continued line; RFC 5545 allows 75 bytes with it.
ICAL.foldLength = 74

/** Long enough to be seen and clicked in a day's column. */
const SHOWN_MS = 15 * MINUTE

/** `SEQUENCE` counts the seconds from here, so that it grows with each change and fits 32 bits until 2094. */
const FIRST_CHANGE_MS = Date.UTC(2026, 0)

/**
 * Writes entries as an iCalendar (RFC 5545) that Apple, Google and Outlook subscribe to.
 *
 * All instants are UTC, which every client converts, so no zone's rules have to travel along. The same entries give the
 * same bytes: DTSTAMP is the last change of an entry, not the time of asking.
 */
export function writeIcs({ adminUrl, channelName, entries, isTruncated = false, locale }: WriteIcsArgs): string {
  const words = WORDS[locale]
  const calendar = new ICAL.Component('vcalendar')
  const taken = new Map<string, number>()

  for (const [name, value] of [
    ['prodid', '-//Drumbeat//Content calendar//EN'],
    ['version', '2.0'],
    ['calscale', 'GREGORIAN'],
    ['method', 'PUBLISH'],
    ['name', words.calendar],
    ['x-wr-calname', words.calendar],
    ['x-published-ttl', 'PT15M'],
    ...(isTruncated
      ? ([
          ['description', words.truncated],
          ['x-wr-caldesc', words.truncated],
        ] as const)
      : []),
  ] as const) {
    calendar.addPropertyWithValue(name, value)
  }

  const refresh = new ICAL.Property(['refresh-interval', {}, 'duration', 'PT15M'])

  calendar.addProperty(refresh)

  for (const entry of entries) {
    const lasting = lastingId(entry)
    const turn = taken.get(lasting) ?? 0

    taken.set(lasting, turn + 1)
    calendar.addSubcomponent(
      describeEntry({
        adminUrl,
        channelName,
        entry,
        locale,
        uid: `${lasting}${turn === 0 ? '' : `-${turn}`}@drumbeat`,
      }),
    )
  }

  return `${calendar.toString()}\r\n`
}

interface DescribeEntryArgs extends Omit<WriteIcsArgs, 'entries' | 'isTruncated'> {
  entry: CalendarEntry
  uid: string
}

function describeEntry({ adminUrl, channelName, entry, locale, uid }: DescribeEntryArgs): ICAL.Component {
  const state = WORDS[locale].state[entry.state]
  const channel = channelName(entry.channel)
  const page = `${adminUrl}/collections/posts/${entry.post}/publishing`
  const event = new ICAL.Component('vevent')
  const changedAt = toTime(entry.changedAt)

  event.addPropertyWithValue('uid', uid)
  event.addPropertyWithValue('dtstamp', changedAt)
  event.addPropertyWithValue('last-modified', changedAt)
  event.addPropertyWithValue('sequence', sequenceAt(entry.changedAt))
  event.addPropertyWithValue('dtstart', toTime(entry.at))
  event.addPropertyWithValue('dtend', toTime(entry.at, SHOWN_MS))
  event.addPropertyWithValue('summary', `${entry.title || '—'} · ${channel} · ${state}`)
  event.addPropertyWithValue(
    'description',
    [state, channel, entry.reason?.message, entry.url, page].filter(Boolean).join('\n'),
  )
  event.addPropertyWithValue('categories', channel)
  event.addPropertyWithValue('url', entry.url ?? page)
  event.addPropertyWithValue('status', statusOf(entry))
  // Nobody is busy because a post goes out.
  event.addPropertyWithValue('transp', 'TRANSPARENT')

  return event
}

const toTime = (at: string, laterMs = 0): ICAL.Time => ICAL.Time.fromJSDate(new Date(Date.parse(at) + laterMs), true)

const sequenceAt = (changedAt: string): number =>
  Math.max(0, Math.floor((Date.parse(changedAt) - FIRST_CHANGE_MS) / SECOND))

const statusOf = ({ kind, state }: CalendarEntry): string =>
  state === 'cancelled' ? 'CANCELLED' : kind === 'planned' ? 'TENTATIVE' : 'CONFIRMED'
