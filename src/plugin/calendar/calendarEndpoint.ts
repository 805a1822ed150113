import { randomUUID } from 'node:crypto'

import { BSON } from 'mongodb'
import type { Endpoint } from 'payload'

import { localeOf } from '../../admin/data/readView.ts'
import { readEntries } from '../../calendar/readEntries.ts'
import { databaseOf } from '../../database/handles.ts'
import type { CalendarEntries } from '../../domain/calendar/entry.ts'
import { parseCalendarQuestion } from '../../domain/calendar/question.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { problem } from '../../endpoints/jsonEndpoint.ts'
import { findCalendarAccess } from './calendarAccess.ts'
import { calendarMemoryOf } from './calendarMemory.ts'
import { forPeople } from './forPeople.ts'

/**
 * `GET /api/schedules/calendar?from&to&channels&campaigns&partners&states&authors&language`: what stands in the calendar.
 *
 * Answers `{entries, isTruncated}` with an `ETag` that changes with every change of what it shows: who asks again with it in
 * `If-None-Match` costs no query, and sees another editor's move or new title at once.
 */
export const calendarEndpoint: Endpoint = {
  handler: forPeople(async (req) => {
    // Read before the entries: an answer is never older than the tag on it.
    const memory = calendarMemoryOf(req.payload)
    const revision = memory.revision()
    const etag = revision === null ? null : `W/"${revision}-${String(req.user?.id)}"`

    if (etag !== null && req.headers.get('if-none-match') === etag) {
      return new Response(null, { headers: headersOf(etag), status: 304 })
    }

    const question = parseCalendarQuestion(req.searchParams)
    const access = await findCalendarAccess(req)

    if (access.schedules === null && access.publications === null) {
      return problem(403, [reason('CALENDAR_DENIED')], req)
    }

    const locale = localeOf(req.searchParams.get('language'))
    const body = await memory.answers({
      make: async () =>
        bytesOf(await readEntries({ access, db: databaseOf(req.payload), locale, question, readKnown: memory.posts })),
      question: BSON.EJSON.stringify([access, locale, question]),
      revision,
    })

    return new Response(body, { headers: { ...headersOf(etag), 'content-type': 'application/json' } })
  }),
  method: 'get',
  path: '/calendar',
}

/** So many entries are written at a time. */
const PIECE = 250

/** The JSON of an answer, piece by piece: as one text of megabytes it would outlive the collector's quick rounds. */
function bytesOf({ entries, ...rest }: CalendarEntries): Uint8Array<ArrayBuffer> {
  const pieces: Buffer[] = [Buffer.from('{"entries":[')]

  for (let from = 0; from < entries.length; from += PIECE) {
    const list = JSON.stringify(entries.slice(from, from + PIECE))

    pieces.push(Buffer.from(`${from === 0 ? '' : ','}${list.slice(1, -1)}`))
  }

  pieces.push(Buffer.from(`],${JSON.stringify(rest).slice(1)}`))

  return Buffer.concat(pieces)
}

/** Without a live feed nobody can say that nothing changed: such a tag never matches. */
const headersOf = (etag: string | null): Record<string, string> => ({
  'cache-control': 'no-store',
  etag: etag ?? `W/"${randomUUID()}"`,
})
