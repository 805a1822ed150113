import { DAY } from '../duration.ts'
import { InvalidInputError, type Reason } from '../errors.ts'
import { parseInstant } from '../instant.ts'
import { PUBLICATION_STATES } from '../publication.ts'
import { reason } from '../reasons/reason.ts'
import type { CalendarState } from './entry.ts'

/** What is asked of the calendar; null stands for any. */
export interface CalendarQuestion {
  authors: readonly string[] | null
  campaigns: readonly string[] | null
  channels: readonly string[] | null
  from: Date
  partners: readonly string[] | null
  states: readonly CalendarState[] | null
  to: Date
}

export const CALENDAR_STATES: readonly CalendarState[] = ['planned', 'paused', ...PUBLICATION_STATES]

/** A view of a quarter, with the weeks at both ends. */
export const MAX_RANGE_MS = 100 * DAY

/** The most ids that one filter takes. */
const MAX_IDS = 200

/**
 * Reads the question in a query string: `from` and `to` are instants, the rest lists that are repeated or comma-separated.
 *
 * @throws InvalidInputError with every reason.
 */
export function parseCalendarQuestion(query: URLSearchParams): CalendarQuestion {
  const reasons: Reason[] = []
  const from = parseInstant(query.get('from'))
  const to = parseInstant(query.get('to'))

  if (from === null || to === null) {
    reasons.push(reason('CALENDAR_RANGE', { path: from === null ? 'from' : 'to' }))
  } else if (to <= from || to.getTime() - from.getTime() > MAX_RANGE_MS) {
    reasons.push(reason('CALENDAR_RANGE', { path: 'to' }))
  }

  const lists = {
    authors: readIds(query, 'authors', reasons),
    campaigns: readIds(query, 'campaigns', reasons),
    channels: readIds(query, 'channels', reasons),
    partners: readIds(query, 'partners', reasons),
    states: readStates(query, reasons),
  }

  if (reasons.length > 0 || from === null || to === null) {
    throw new InvalidInputError(reasons.map(({ message }) => message).join('; '), reasons)
  }

  return { ...lists, from, to }
}

function readIds(query: URLSearchParams, path: string, reasons: Reason[]): string[] | null {
  const ids = readList(query, path)

  if (ids !== null && (ids.length > MAX_IDS || !ids.every((id) => /^[\da-f]{24}$/.test(id)))) {
    reasons.push(reason('CALENDAR_IDS', { path, values: { max: MAX_IDS, name: path } }))
  }

  return ids
}

function readStates(query: URLSearchParams, reasons: Reason[]): CalendarState[] | null {
  const given = readList(query, 'states')
  const states = given === null ? null : CALENDAR_STATES.filter((state) => given.includes(state))

  if (states !== null && states.length < new Set(given).size) {
    reasons.push(reason('CALENDAR_STATES', { path: 'states', values: { states: CALENDAR_STATES.join(', ') } }))
  }

  return states
}

function readList(query: URLSearchParams, name: string): string[] | null {
  const values = query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter((text) => text !== '')

  return values.length === 0 ? null : values
}
