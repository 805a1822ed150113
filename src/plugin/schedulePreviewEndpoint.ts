import type { Endpoint, PayloadRequest } from 'payload'

import { findPerson } from '../access/people.ts'
import { parseInstant } from '../domain/instant.ts'
import { reason } from '../domain/reasons/reason.ts'
import { listOccurrences } from '../domain/recurrence/listOccurrences.ts'
import { readTiming } from '../domain/recurrence/readTiming.ts'
import { chosenTimeZone } from '../domain/timeZone.ts'
import { problem, readJson } from '../endpoints/jsonEndpoint.ts'

const DEFAULT_COUNT = 10
const MAX_COUNT = 100

/**
 * `POST /api/schedules/preview`: the first instants of a timing that need not be saved, from its start or after `from`.
 *
 * `localTime` is what the rule says; where `shifted` is true the clocks leave that time out, and `at` is later by the gap.
 */
export const schedulePreviewEndpoint: Endpoint = { handler: preview, method: 'post', path: '/preview' }

async function preview(req: PayloadRequest): Promise<Response> {
  if (req.user === null) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  if (findPerson(req.user) === null) {
    return problem(403, [reason('FORBIDDEN')], req)
  }

  const body = await readJson(req)

  if (body === null) {
    return problem(400, [reason('BODY')], req)
  }

  const count = body['count'] ?? DEFAULT_COUNT
  const from = body['from'] === undefined || body['from'] === null ? null : parseInstant(body['from'])

  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MAX_COUNT) {
    return problem(400, [reason('COUNT', { path: 'count', values: { max: MAX_COUNT } })], req)
  }

  if (from === null && (body['from'] ?? null) !== null) {
    return problem(400, [reason('FROM', { path: 'from' })], req)
  }

  const { faults, timing } = readTiming({
    publishAt: body['publishAt'],
    recurrence: body['recurrence'],
    timeZone: body['publishAt_tz'] ?? chosenTimeZone(req.payload.config.custom),
  })

  return timing === null
    ? problem(400, faults, req)
    : Response.json({ occurrences: listOccurrences({ from, limit: count, timing }) })
}
