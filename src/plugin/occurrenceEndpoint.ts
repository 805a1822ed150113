import type { Endpoint } from 'payload'

import type { Dependencies } from '../../hooks/dependencies.ts'
import { parseOccurrenceAct } from '../domain/occurrenceAct.ts'
import { answerAct } from './calendar/answerAct.ts'
import { forPeople } from './calendar/forPeople.ts'

/**
 * `POST /api/schedules/:id/occurrences {scope: this|following|all, action: move|cancel, occurrenceAt, to?}`.
 *
 * Answers `{doc, following, previous, publications}`: the schedule, the one that goes on in its stead where there are two plans
 * now, when the schedule came before, and what is to go out: `POST …/restore` takes the act back. 409 when the occurrence is
 * being sent, is out or is not there any more, when the schedule comes at that time already, or when a release would lose a part
 * of it; 400 with reasons for a time that has passed or a rule that cannot say it.
 */
export const createOccurrenceEndpoint = ({ services }: Pick<Dependencies, 'services'>): Endpoint => ({
  handler: forPeople((req) =>
    answerAct(req, ({ body, id }) => services(req.payload).occurrences.act({ act: parseOccurrenceAct(body), id, req })),
  ),
  method: 'post',
  path: '/:id/occurrences',
})
