import { MIB } from '../../domain/duration.ts'
import type { RejectedEvent } from '../../domain/engagementBatch.ts'
import { parseEvents } from '../../domain/engagementBatch.ts'
import type { Principal, Route, RouteRequest, RouteResponse } from '../../domain/http.ts'
import { acceptedLanguage } from '../../domain/reasons/acceptedLanguage.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import { routeProblem } from '../../domain/reasons/routeProblem.ts'
import { isCrawler } from '../bots.ts'
import { completeFacts } from '../completeFacts.ts'
import type { Directory } from '../directory.ts'
import type { Ingest } from '../ingest.ts'
import type { VisitorLimit } from '../visitorLimit.ts'
import { answerProblem } from './problems.ts'

export interface EventsRouteOptions {
  /** Null for a visitor; throws an error with the code `UNAUTHORIZED` for a key that is not valid. */
  authenticate: (request: RouteRequest) => Promise<Principal | null>
  clock: () => Date
  directory: Directory
  ingest: Ingest
  visitorLimit: VisitorLimit
}

const PATH = '/engagement/v1/events'
const MAX_BODY_BYTES = MIB

/** Any site may send: no cookie is read from the answer, and the key is a header that a site must know. */
const CORS = { 'access-control-allow-origin': '*' }

/**
 * `POST /engagement/v1/events`: takes up to 1,000 events of at most 1 MiB.
 *
 * Answers 202 `{accepted, duplicates, rejected: [{index, code, message, path?}]}` once they are committed.
 * The body is JSON whatever its content type says, since `navigator.sendBeacon` sends `text/plain`.
 */
export function createEventsRoutes(options: EventsRouteOptions): Route[] {
  return [
    {
      handle: async (request) => {
        const response = await takeEvents(request, options).catch(answerProblem)

        return { ...response, headers: { ...response.headers, ...CORS } }
      },
      maxBodyBytes: MAX_BODY_BYTES,
      method: 'POST',
      path: PATH,
    },
    {
      handle: () => ({
        headers: {
          ...CORS,
          'access-control-allow-headers': 'authorization, content-type',
          'access-control-allow-methods': 'POST',
          'access-control-max-age': '86400',
        },
        status: 204,
      }),
      method: 'OPTIONS',
      path: PATH,
    },
  ]
}

async function takeEvents(
  request: RouteRequest,
  { authenticate, clock, directory, ingest, visitorLimit }: EventsRouteOptions,
): Promise<RouteResponse> {
  if (request.body.byteLength > MAX_BODY_BYTES) {
    return routeProblem('REQUEST_TOO_LARGE', { status: 413 })
  }

  const principal = await authenticate(request)
  const { facts, rejected } = parseEvents({ body: parseJson(request.body), now: clock(), principal })

  if (principal === null) {
    const retryAfterSeconds = await visitorLimit.consume(request.ip, facts.length + rejected.length)

    if (retryAfterSeconds !== null) {
      return tooMany(retryAfterSeconds)
    }

    if (isCrawler(request.header('user-agent'))) {
      facts.forEach(({ fact }) => (fact.bot = true))
    }
  }

  if (facts.length === 0 && rejected.length > 0 && rejected.every(({ code }) => code === 'KEY_REQUIRED')) {
    return keyRequired(rejected)
  }

  const refused = await completeFacts(
    facts.map(({ fact }) => fact),
    directory,
  )
  const known = facts.filter((_, place) => !refused.has(place)).map(({ fact }) => fact)
  const tally = await ingest.add(known)

  for (const [place, reason] of refused) {
    rejected.push({ index: facts[place]?.index ?? place, ...reason })
  }

  const language = acceptedLanguage(request.header('accept-language'))
  const told = rejected
    .sort((a, b) => a.index - b.index)
    .map(({ says: _says, values: _values, ...each }, place) => ({
      ...each,
      message: sayReason(rejected[place] ?? each, language),
    }))

  return {
    body: JSON.stringify({ ...tally, rejected: told }),
    headers: { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' },
    status: 202,
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    // Refused by `parseEvents` with all else that is not {"events": […]}.
    return null
  }
}

const tooMany = (seconds: number): RouteResponse =>
  routeProblem('TOO_MANY_REQUESTS', {
    headers: { 'retry-after': String(seconds) },
    status: 429,
    title: 'Too many events',
    values: { seconds },
  })

const keyRequired = (rejected: RejectedEvent[]): RouteResponse =>
  routeProblem('KEY_REQUIRED', { reasons: rejected, status: 401, title: 'An API key is needed' })
