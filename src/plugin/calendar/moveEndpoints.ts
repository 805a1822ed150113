import { ObjectId } from 'mongodb'
import type { Endpoint, PayloadRequest } from 'payload'

import { rawCollection } from '../../database/handles.ts'
import { type Movement, parseMovement, statusOfRefusal } from '../../domain/calendar/movement.ts'
import { parseRestoration } from '../../domain/calendar/restoration.ts'
import { parseScheduleEdit } from '../../domain/calendar/scheduleEdit.ts'
import type { Reason } from '../../domain/errors.ts'
import type { PublicationRow } from '../../domain/publication.ts'
import { reason, sayReason } from '../../domain/reasons/reason.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import { problem, readJson } from '../../endpoints/jsonEndpoint.ts'
import { copySchedule } from './copySchedule.ts'
import { editSchedule } from './editSchedule.ts'
import { forPeople } from './forPeople.ts'
import { moveSchedule, readSchedule } from './moveSchedule.ts'
import { restoreSchedule } from './restoreSchedule.ts'

type Act = (args: { body: Record<string, unknown>; id: string; req: PayloadRequest }) => Promise<object>

const byMovement =
  (act: (args: { id: string; movement: Movement; req: PayloadRequest }) => Promise<object>): Act =>
  ({ body, ...rest }) =>
    act({ ...rest, movement: parseMovement(body) })

/**
 * `POST /api/schedules/:id/move {publishAt, publishAt_tz?, channel?, fromChannel?, expectedUpdatedAt?}` and `…/copy`.
 *
 * Answers `{doc, publications, previous}`; a refusal 400 or 409 with `{errors, doc, publications}`: every reason, and how
 * the schedule stands now. A move back to `previous` undoes the move. `…/restore` undoes an act on the occurrences of a repeat;
 * see `parseRestoration`. `…/edit` changes fields of a schedule only while it stands as it was seen; see `parseScheduleEdit`.
 */
export const moveEndpoints: Endpoint[] = [
  { handler: forPeople((req) => answer(req, byMovement(moveSchedule), 200)), method: 'post', path: '/:id/move' },
  { handler: forPeople((req) => answer(req, byMovement(copySchedule), 201)), method: 'post', path: '/:id/copy' },
  {
    handler: forPeople((req) =>
      answer(req, ({ body, ...rest }) => restoreSchedule({ ...rest, restoration: parseRestoration(body) }), 200),
    ),
    method: 'post',
    path: '/:id/restore',
  },
  {
    handler: forPeople((req) =>
      answer(req, ({ body, ...rest }) => editSchedule({ ...rest, edit: parseScheduleEdit(body) }), 200),
    ),
    method: 'post',
    path: '/:id/edit',
  },
]

async function answer(req: PayloadRequest, act: Act, status: number): Promise<Response> {
  const id = String(req.routeParams?.['id'])
  const body = await readJson(req)

  if (body === null) {
    return problem(400, [reason('BODY')], req)
  }

  try {
    const done = await act({ body, id, req })

    return Response.json({ ...done, publications: await findRows(req, idOf(done) ?? id) }, { status })
  } catch (error) {
    return refuse({ error, id, req })
  }
}

async function refuse({ error, id, req }: { error: unknown; id: string; req: PayloadRequest }): Promise<Response> {
  const { code, status } = error as { code?: unknown; status?: unknown }

  if (code === 'NOT_FOUND' || status === 404) {
    return problem(404, [{ ...reason('SCHEDULE_UNKNOWN'), code: 'NOT_FOUND', reason: 'SCHEDULE_UNKNOWN' }], req)
  }

  if (status === 403) {
    return problem(403, [reason('FORBIDDEN')], req)
  }

  if (code === 'BUSY') {
    return problem(503, [reason('BUSY')], req)
  }

  const errors = reasonsOf(error, req)

  if (errors === null) {
    throw error
  }

  const doc = await readSchedule({ id, req }).catch(() => null)

  return Response.json(
    { doc, errors, publications: await findRows(req, id) },
    { headers: { 'cache-control': 'no-store' }, status: statusOfRefusal(errors) },
  )
}

interface Refusal {
  code?: unknown
  data?: { errors?: (Partial<Reason> & { message: string })[] }
  message: string
  reasons?: readonly Reason[]
}

type Told = Reason & { reason?: string }

/** Every reason of a refusal in the asker's language, whether a rule of ours or a field of Payload's speaks; null for a fault. */
function reasonsOf(error: unknown, { i18n }: PayloadRequest): Told[] | null {
  const { code, data, message, reasons } = error as Refusal
  const said = reasons?.map((each) => ({ ...each, message: sayReason(each, i18n.language) }))

  if (code === 'CONFLICT') {
    // The code of the conflict stays outermost: clients tell by it that the state has moved on.
    return said?.map((each) => ({ ...each, code, reason: each.code })) ?? [{ code, message }]
  }

  return said ?? data?.errors?.map((each) => ({ ...each, code: each.code ?? 'INVALID' })) ?? null
}

const idOf = (done: object): string | null => ('doc' in done ? String((done.doc as { id: unknown }).id) : null)

async function findRows(req: PayloadRequest, scheduleId: string): Promise<object[]> {
  if (!ObjectId.isValid(scheduleId)) {
    return []
  }

  const rows = await rawCollection<PublicationRow<ObjectId>>(req.payload, PUBLICATIONS)
    .find(
      { schedule: new ObjectId(scheduleId), state: { $ne: 'cancelled' } },
      { projection: { channel: 1, dueAt: 1, state: 1 } },
    )
    .sort({ dueAt: 1 })
    .limit(MAX_ROWS)
    .toArray()

  return rows.map(({ _id, channel, dueAt, state }) => ({ id: _id, channel, dueAt, state }))
}

const MAX_ROWS = 200
