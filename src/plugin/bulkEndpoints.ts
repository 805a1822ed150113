import type { Endpoint, PayloadRequest, Where } from 'payload'

import { BULK_ACTIONS, BULK_ACTS, BULK_LIMIT, type BulkAct, TO_ANSWER } from '../domain/bulkAct.ts'
import { PUBLICATION_ACTION_ROLES, PUBLICATION_ACTION_STATES } from '../domain/publicationActions.ts'
import { reason, sayReason } from '../domain/reasons/reason.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'
import { problem, readJson } from '../endpoints/jsonEndpoint.ts'
import type { PublicationEndpointsDependencies } from './publicationEndpoints.ts'

/**
 * `POST /api/publications/redrive {ids | where}` sends again what failed, was held back or missed.
 *
 * `POST /api/publications/answer {ids | where, answer: publish | skip}` answers for what is late and waits for a person.
 * At most 1,000 at a time; the answer tells what was done, what was refused and why, and whether there is more.
 */
export const createBulkEndpoints = (dependencies: PublicationEndpointsDependencies): Endpoint[] => [
  { handler: (req) => act({ dependencies, req, whatFor: () => 'redrive' }), method: 'post', path: '/redrive' },
  {
    handler: (req) =>
      act({ dependencies, req, whatFor: ({ answer }) => BULK_ACTS.find((one) => one === answer && one !== 'redrive') }),
    method: 'post',
    path: '/answer',
  },
]

interface ActArgs {
  dependencies: PublicationEndpointsDependencies
  req: PayloadRequest
  whatFor: (body: Record<string, unknown>) => BulkAct | undefined
}

async function act({ dependencies, req, whatFor }: ActArgs): Promise<Response> {
  if (req.user === null) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  const body = await readJson(req)

  if (body === null) {
    return problem(400, [reason('BODY')], req)
  }

  const asked = whatFor(body)

  if (asked === undefined) {
    return problem(400, [reason('ANSWER', { path: 'answer' })], req)
  }

  const action = BULK_ACTIONS[asked]

  if (!dependencies.rolesOf(req).some((role) => PUBLICATION_ACTION_ROLES[action].includes(role))) {
    return problem(403, [reason('FORBIDDEN', { values: { action } })], req)
  }

  const where = readWhere(body, asked)

  if (where === null) {
    return problem(400, [reason('WHICH', { path: 'ids', values: { limit: BULK_LIMIT } })], req)
  }

  const { hasMore, ids } = await findIds(req, where)
  const named = isTexts(body['ids']) ? [...new Set([...body['ids'], ...ids])] : ids
  const { done, refused } = await dependencies.services(req.payload).actions.actOnMany({ act: asked, ids: named, req })

  return Response.json({
    done,
    hasMore,
    refused: refused.map((each) => ({ ...each, message: sayReason(each, req.i18n.language) })),
  })
}

/** What the person named: ids as they are, or a filter, narrowed to that for which the act makes sense. */
function readWhere({ ids, where }: Record<string, unknown>, asked: BulkAct): Where | null {
  if (isTexts(ids)) {
    return ids.length > 0 && ids.length <= BULK_LIMIT ? { id: { in: ids } } : null
  }

  if (ids !== undefined || typeof where !== 'object' || where === null || Array.isArray(where)) {
    return null
  }

  return { and: [where as Where, ...whatFits(asked)] }
}

const whatFits = (asked: BulkAct): Where[] =>
  asked === 'redrive'
    ? [{ state: { in: [...PUBLICATION_ACTION_STATES[BULK_ACTIONS.redrive]] } }]
    : [{ state: { equals: TO_ANSWER.state } }, { 'error.code': { equals: TO_ANSWER.code } }]

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

/** By Payload's own access: nobody acts on what they may not see. The oldest first. */
async function findIds(req: PayloadRequest, where: Where): Promise<{ hasMore: boolean; ids: string[] }> {
  const { docs, hasNextPage } = await req.payload.find({
    collection: PUBLICATIONS,
    depth: 0,
    limit: BULK_LIMIT,
    overrideAccess: false,
    req,
    select: { state: true },
    sort: 'dueAt',
    where,
  })

  return { hasMore: hasNextPage, ids: docs.map(({ id }) => String(id)) }
}
