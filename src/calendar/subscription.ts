import { createHash } from 'node:crypto'

import type { Db } from 'mongodb'

import { parseCalendarQuestion } from '../domain/calendar/question.ts'
import { DEFAULT_LOCALE, type Locale, LOCALES } from '../domain/content.ts'
import { DAY } from '../domain/duration.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { problemResponse, type Route, type RouteRequest, type RouteResponse } from '../domain/http.ts'
import { routeProblem } from '../domain/reasons/routeProblem.ts'
import { CHANNELS } from '../domain/slugs.ts'
import { type CalendarAccess, MAX_ENTRIES, readEntries } from './readEntries.ts'
import { findTokenOwner } from './tokens.ts'
import { writeIcs } from './writeIcs.ts'

export interface SubscriptionOptions {
  adminUrlOf: (request: RouteRequest) => string
  db: Db
  /** What this person may see now; null when there is no such person any more, or none with a role. */
  findAccess: (user: string) => Promise<CalendarAccess | null>
}

const PAST_DAYS = 30
const AHEAD_DAYS = 60
const MAX_TOKEN_LENGTH = 200

/**
 * `GET /delivery/v1/calendar.ics?token=`: the calendar of one person, for the calendar that they use anyway.
 *
 * The token stands for the person at this moment: what they may not read any more is not in the next answer, and a revoked
 * token is 410 at once. `channels`, `campaigns`, `partners`, `authors`, `states` narrow it as in the admin.
 */
export const createSubscriptionRoute = (options: SubscriptionOptions): Route => ({
  async handle(request) {
    const token = request.query.get('token') ?? ''

    if (token === '' || token.length > MAX_TOKEN_LENGTH) {
      return unknown()
    }

    const owner = await findTokenOwner(options.db, token)

    if (owner.kind === 'revoked') {
      return routeProblem('SUBSCRIPTION_ENDED', { code: 'GONE', status: 410 })
    }

    const access = owner.kind === 'person' ? await options.findAccess(owner.user) : null

    return access === null ? unknown() : answer({ access, options, request })
  },
  method: 'GET',
  path: '/delivery/v1/calendar.ics',
})

const unknown = (): RouteResponse => routeProblem('NOTHING_HERE', { code: 'NOT_FOUND', status: 404 })

interface AnswerArgs {
  access: CalendarAccess
  options: SubscriptionOptions
  request: RouteRequest
}

async function answer({ access, options: { adminUrlOf, db }, request }: AnswerArgs): Promise<RouteResponse> {
  const locale = LOCALES.find((each) => each === request.query.get('language')) ?? DEFAULT_LOCALE
  const query = new URLSearchParams(request.query)

  const now = Date.now()
  const read = (fromMs: number, toMs: number) => {
    query.set('from', new Date(fromMs).toISOString())
    query.set('to', new Date(toMs).toISOString())

    return readEntries({ access, db, locale, question: parseCalendarQuestion(query) })
  }

  try {
    // Each by itself: however much went out last month, what is to come is not cut for it.
    const [past, ahead, names] = await Promise.all([
      read(now - PAST_DAYS * DAY, now),
      read(now, now + AHEAD_DAYS * DAY),
      readChannelNames(db, locale),
    ])
    const cut = Math.max(0, past.entries.length + ahead.entries.length - MAX_ENTRIES)
    const body = writeIcs({
      adminUrl: adminUrlOf(request),
      channelName: (id) => names.get(id) ?? '?',
      entries: [...past.entries.slice(cut), ...ahead.entries],
      isTruncated: cut > 0 || past.isTruncated || ahead.isTruncated,
      locale,
    })

    return respond(body, request)
  } catch (error) {
    if (error instanceof InvalidInputError) {
      const { message: detail, reasons } = error

      return problemResponse({ code: 'INVALID_INPUT', detail, reasons, status: 400, title: 'Bad request' })
    }

    throw error
  }
}

function respond(body: string, request: RouteRequest): RouteResponse {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const headers = {
    'cache-control': 'private, no-cache',
    'content-disposition': 'inline; filename="drumbeat.ics"',
    'content-type': 'text/calendar; charset=utf-8',
    etag,
    'referrer-policy': 'no-referrer',
  }

  return request.header('if-none-match') === etag ? { headers, status: 304 } : { body, headers, status: 200 }
}

async function readChannelNames(db: Db, locale: Locale): Promise<Map<string, string>> {
  const found = await db
    .collection<{ name?: unknown }>(CHANNELS)
    .find({}, { projection: { name: 1 } })
    .limit(500)
    .toArray()

  return new Map(found.map(({ _id, name }) => [String(_id), nameIn(name, locale)]))
}

function nameIn(name: unknown, locale: Locale): string {
  const text: unknown =
    typeof name === 'object' && name !== null ? (name as Partial<Record<Locale, string>>)[locale] : name

  return typeof text === 'string' ? text : '?'
}
