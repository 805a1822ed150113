import { randomUUID } from 'node:crypto'

import type { Endpoint, PayloadRequest } from 'payload'

import { localeOf } from '../../admin/data/readView.ts'
import { readEntries } from '../../calendar/readEntries.ts'
import { databaseOf } from '../../database/handles.ts'
import { parseCalendarQuestion } from '../../domain/calendar/question.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { problem } from '../jsonEndpoint.ts'
import { findCalendarAccess } from './calendarAccess.ts'
import { calendarRevisionOf } from './calendarRevision.ts'
import { forPeople } from './forPeople.ts'

/**
 * `GET /api/schedules/calendar?from&to&channels&campaigns&partners&states&authors&language`: what stands in the calendar.
 *
 * Answers `{entries, isTruncated}` with an `ETag` that changes with every change of a schedule or a publication: who asks
 * again with it in `If-None-Match` costs no query, and sees another editor's move at once.
 */
export const calendarEndpoint: Endpoint = {
  handler: forPeople(async (req) => {
    const etag = findEtag(req)

    if (etag !== null && req.headers.get('if-none-match') === etag) {
      return new Response(null, { headers: headersOf(etag), status: 304 })
    }

    const question = parseCalendarQuestion(req.searchParams)
    const access = await findCalendarAccess(req)

    if (access.schedules === null && access.publications === null) {
      return problem(403, [reason('CALENDAR_DENIED')], req)
    }

    const locale = localeOf(req.searchParams.get('language'))
    const found = await readEntries({ access, db: databaseOf(req.payload), locale, question })

    return Response.json(found, { headers: headersOf(etag) })
  }),
  method: 'get',
  path: '/calendar',
}

/** The revision is read before the entries: an answer is never older than the tag on it. */
function findEtag({ payload, user }: PayloadRequest): string | null {
  const revision = calendarRevisionOf(payload)()

  return revision === null ? null : `W/"${revision}-${String(user?.id)}"`
}

/** Without a live feed nobody can say that nothing changed: such a tag never matches. */
const headersOf = (etag: string | null): Record<string, string> => ({
  'cache-control': 'no-store',
  etag: etag ?? `W/"${randomUUID()}"`,
})
