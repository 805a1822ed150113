import { type Condition, ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { OPEN } from '../../../jobs/arming/sources.ts'
import { rawCollection } from '../../database/handles.ts'
import { statusOfRefusal } from '../../domain/calendar/movement.ts'
import type { Reason } from '../../domain/errors.ts'
import type { PublicationRow, PublicationState } from '../../domain/publication.ts'
import { reason, sayReason } from '../../domain/reasons/reason.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import { problem, readJson } from '../../endpoints/jsonEndpoint.ts'
import { assertAllowed } from './assertAllowed.ts'
import { findReadable } from './calendarAccess.ts'
import { readSchedule } from './moveSchedule.ts'

export type Act = (args: { body: Record<string, unknown>; id: string; req: PayloadRequest }) => Promise<object>

export interface AnswerActOptions {
  operation?: 'create' | 'update'
  status?: number
}

/**
 * Answers an act on the schedule that the route names, with its publications.
 *
 * Who may not do it learns nothing else (403, 404). A refusal is 400 or 409 with `{errors, doc, publications}`: every reason, and
 * how the schedule stands now. Of many publications those are told that are still to come, nearest first, then the newest others.
 */
export async function answerAct(
  req: PayloadRequest,
  act: Act,
  { operation = 'update', status = 200 }: AnswerActOptions = {},
): Promise<Response> {
  const id = String(req.routeParams?.['id'])

  try {
    await assertAllowed({ id, operation, req })

    const body = await readJson(req)

    if (body === null) {
      return problem(400, [reason('BODY')], req)
    }

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
    { doc, errors, publications: doc === null ? [] : await findRows(req, id) },
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

/** In order of time; as far as the person may read publications. */
async function findRows(req: PayloadRequest, scheduleId: string): Promise<object[]> {
  const readable = await findReadable(req, PUBLICATIONS)

  if (readable === null) {
    return []
  }

  const find = (state: Condition<PublicationState>, direction: 1 | -1, limit: number) =>
    rawCollection(req.payload, PUBLICATIONS)
      .find<PublicationRow<ObjectId>>(
        { $and: [readable, { schedule: new ObjectId(scheduleId), state }] },
        { projection: { channel: 1, dueAt: 1, state: 1 } },
      )
      .sort({ dueAt: direction })
      .limit(limit)
      .toArray()
  const open = await find({ $in: [...OPEN] }, 1, MAX_ROWS)
  const left = MAX_ROWS - open.length
  // A limit of none would be no limit.
  const over = left === 0 ? [] : await find({ $nin: [...OPEN, 'cancelled'] }, -1, left)

  return [...open, ...over]
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
    .map(({ _id, channel, dueAt, state }) => ({ id: _id, channel, dueAt, state }))
}

const MAX_ROWS = 200
