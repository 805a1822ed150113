import { randomUUID } from 'node:crypto'

import type { Endpoint, PayloadRequest } from 'payload'

import { findPerson } from '../../access/people.ts'
import { localeOf } from '../../admin/data/readView.ts'
import { readEntries } from '../../calendar/readEntries.ts'
import { databaseOf } from '../../database/handles.ts'
import { parseCalendarQuestion } from '../../domain/calendar/question.ts'
import { answerError, problem } from '../jsonEndpoint.ts'
import { findCalendarAccess } from './calendarAccess.ts'
import { calendarRevisionOf } from './calendarRevision.ts'

/**
 * `GET /api/schedules/calendar?from&to&channels&campaigns&partners&states&authors&language`: what stands in the calendar.
 *
 * Answers `{entries, isTruncated}` with an `ETag` that changes with every change of a schedule or a publication: who asks
 * again with it in `If-None-Match` costs no query, and sees another editor's move at once.
 */
export const calendarEndpoint: Endpoint = {
  async handler(req) {
    if (findPerson(req.user) === null) {
      return req.user === null
        ? problem(401, [{ code: 'UNAUTHENTICATED', message: 'Sign in first' }])
        : problem(403, [{ code: 'FORBIDDEN', message: 'The calendar is for people of the admin' }])
    }

    const etag = findEtag(req)

    if (etag !== null && req.headers.get('if-none-match') === etag) {
      return new Response(null, { headers: headersOf(etag), status: 304 })
    }

    try {
      const question = parseCalendarQuestion(req.searchParams)
      const access = await findCalendarAccess(req)

      if (access.schedules === null && access.publications === null) {
        return problem(403, [{ code: 'FORBIDDEN', message: 'Your role may not read schedules' }])
      }

      const found = await readEntries({
        access,
        db: databaseOf(req.payload),
        locale: localeOf(req.searchParams.get('language')),
        question,
      })

      return Response.json(found, { headers: headersOf(etag) })
    } catch (error) {
      return answerError(error)
    }
  },
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
