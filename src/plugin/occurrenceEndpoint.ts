import type { Endpoint, PayloadRequest } from 'payload'

import type { Dependencies } from '../../hooks/dependencies.ts'
import type { Reason } from '../domain/errors.ts'
import { parseOccurrenceAct } from '../domain/occurrenceAct.ts'
import { reason } from '../domain/reasons/reason.ts'
import { answerError, problem, readJson, refuseStrangers } from '../endpoints/jsonEndpoint.ts'

/**
 * `POST /api/schedules/:id/occurrences {scope: this|following|all, action: move|cancel, occurrenceAt, to?}`.
 *
 * Answers `{doc, following, previous}`: the schedule, the one that goes on in its stead where there are two plans now, and when
 * the schedule came before: `POST …/restore` takes the act back. 409 when the
 * occurrence is being sent, is out, or is not there any more, or when a release would lose a part of the schedule; 400 with reasons for a time that has passed or a rule that cannot say it.
 */
export const createOccurrenceEndpoint = ({ services }: Pick<Dependencies, 'services'>): Endpoint => ({
  handler: (req) => act(req, services(req.payload).occurrences),
  method: 'post',
  path: '/:id/occurrences',
})

async function act(req: PayloadRequest, occurrences: ReturnType<Dependencies['services']>['occurrences']) {
  const refusal = refuseStrangers(req)

  if (refusal !== null) {
    return refusal
  }

  const body = await readJson(req)

  if (body === null) {
    return problem(400, [reason('BODY')], req)
  }

  try {
    const id = String(req.routeParams?.['id'])

    return Response.json(await occurrences.act({ act: parseOccurrenceAct(body), id, req }))
  } catch (error) {
    return answerRefusal(error, req)
  }
}

/** What stands in the way now is a conflict; what was asked for is at fault otherwise. */
const CONFLICTS: readonly string[] = ['SENDING', 'STATE', 'UNCONFIRMED']

function answerRefusal(error: unknown, req: PayloadRequest): Response {
  const { data, status } = error as { data?: { errors?: Reason[] }; status?: number }
  const reasons = data?.errors

  if (status === 403) {
    return problem(403, [reason('FORBIDDEN')], req)
  }

  if (reasons === undefined) {
    return answerError(error, req)
  }

  return problem(reasons.some(({ code }) => CONFLICTS.includes(code)) ? 409 : 400, reasons, req)
}
