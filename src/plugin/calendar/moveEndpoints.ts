import type { Endpoint, PayloadRequest } from 'payload'

import { type Movement, parseMovement } from '../../domain/calendar/movement.ts'
import { parseRestoration } from '../../domain/calendar/restoration.ts'
import { parseScheduleEdit } from '../../domain/calendar/scheduleEdit.ts'
import { type Act, answerAct } from './answerAct.ts'
import { copySchedule } from './copySchedule.ts'
import { editSchedule } from './editSchedule.ts'
import { forPeople } from './forPeople.ts'
import { moveSchedule } from './moveSchedule.ts'
import { restoreSchedule } from './restoreSchedule.ts'

const byMovement =
  (act: (args: { id: string; movement: Movement; req: PayloadRequest }) => Promise<object>): Act =>
  ({ body, ...rest }) =>
    act({ ...rest, movement: parseMovement(body) })

/**
 * `POST /api/schedules/:id/move {publishAt, publishAt_tz?, channel?, fromChannel?, expectedUpdatedAt?}` and `…/copy`.
 *
 * Answers `{doc, publications, previous}`; of a refusal see `answerAct`. A move back to `previous` undoes the move. `…/restore`
 * undoes an act on the occurrences of a repeat; see `parseRestoration`. `…/edit` changes fields of a schedule only while it stands as it was seen; see `parseScheduleEdit`.
 */
export const moveEndpoints: Endpoint[] = [
  { handler: forPeople((req) => answerAct(req, byMovement(moveSchedule))), method: 'post', path: '/:id/move' },
  {
    handler: forPeople((req) => answerAct(req, byMovement(copySchedule), { operation: 'create', status: 201 })),
    method: 'post',
    path: '/:id/copy',
  },
  {
    handler: forPeople((req) =>
      answerAct(req, ({ body, ...rest }) => restoreSchedule({ ...rest, restoration: parseRestoration(body) })),
    ),
    method: 'post',
    path: '/:id/restore',
  },
  {
    handler: forPeople((req) =>
      answerAct(req, ({ body, ...rest }) => editSchedule({ ...rest, edit: parseScheduleEdit(body) })),
    ),
    method: 'post',
    path: '/:id/edit',
  },
]
