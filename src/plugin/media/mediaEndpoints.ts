import type { Endpoint, PayloadRequest, Where } from 'payload'

import { findProgress, orderRun } from '../../../jobs/renditions/rerender.ts'
import { ACCESS_TO_RERENDER } from '../../domain/mediaRoles.ts'
import { hasRole } from '../../access/people.ts'
import { databaseOf } from '../../database/handles.ts'
import { BULK_LIMIT } from '../../domain/bulkAct.ts'
import { NotFoundError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { MEDIA } from '../../domain/slugs.ts'
import { forPeople } from '../calendar/forPeople.ts'
import { problem, readJson } from '../../endpoints/jsonEndpoint.ts'
import { findDuplicates } from './findDuplicates.ts'
import { listUses, type ListUsesArgs } from './listUses.ts'
import { listRenditions, type ListRenditionsDependencies } from './listRenditions.ts'

const FRESH = { headers: { 'cache-control': 'no-store' } }

/**
 * `GET /api/media/:id/duplicates`: what the library already holds of the same picture.
 *
 * `GET /api/media/:id/renditions`: every preset with its signed address and whether it is made.
 *
 * `POST /api/media/rerender {ids | where}` orders renditions to be made anew (202 with the run), and
 * `GET /api/media/rerender/:run` tells how far that is.
 */
export const createMediaEndpoints = (dependencies: ListRenditionsDependencies): Endpoint[] => [
  {
    handler: forPeople(async (req) =>
      Response.json({ duplicates: await findDuplicates({ id: idOf(req), req }) }, FRESH),
    ),
    method: 'get',
    path: '/:id/duplicates',
  },
  {
    handler: forPeople(async (req) =>
      Response.json({ renditions: await listRenditions({ dependencies, id: idOf(req), req }) }, FRESH),
    ),
    method: 'get',
    path: '/:id/renditions',
  },
  { handler: forPeople((req, { id }) => order(req, id)), method: 'post', path: '/rerender' },
  {
    handler: forPeople(async (req) => Response.json(await readProgress(req), FRESH)),
    method: 'get',
    path: '/rerender/:run',
  },
]

/** `GET /api/{media|brand-assets}/:id/uses`: every document that shows it. */
export const createUsesEndpoint = (collection: ListUsesArgs['collection']): Endpoint => ({
  handler: forPeople(async (req) => Response.json({ uses: await listUses({ collection, id: idOf(req), req }) }, FRESH)),
  method: 'get',
  path: '/:id/uses',
})

const idOf = ({ routeParams }: PayloadRequest): string => String(routeParams?.['id'])

async function order(req: PayloadRequest, by: string): Promise<Response> {
  if (!hasRole(req.user, ...ACCESS_TO_RERENDER)) {
    return problem(403, [reason('FORBIDDEN')], req)
  }

  const body = await readJson(req)
  const where = body === null ? null : readWhere(body)

  if (where === null) {
    return body === null
      ? problem(400, [reason('BODY')], req)
      : problem(400, [reason('WHICH', { path: 'ids', values: { limit: BULK_LIMIT } })], req)
  }

  const { docs, hasNextPage } = await req.payload.find({
    collection: MEDIA,
    depth: 0,
    limit: BULK_LIMIT,
    overrideAccess: false,
    req,
    select: { filename: true },
    where: { and: [where, { mimeType: { like: 'image/' } }] },
  })
  const ids = docs.map(({ id }) => id)
  const run = await orderRun({ by, db: databaseOf(req.payload), ids, now: new Date() })

  return Response.json({ hasMore: hasNextPage, run, total: ids.length }, { ...FRESH, status: 202 })
}

function readWhere({ ids, where }: Record<string, unknown>): Where | null {
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) {
    return ids.length > 0 && ids.length <= BULK_LIMIT ? { id: { in: ids } } : null
  }

  return ids === undefined && typeof where === 'object' && where !== null && !Array.isArray(where)
    ? (where as Where)
    : null
}

async function readProgress(req: PayloadRequest) {
  const id = String(req.routeParams?.['run'])
  const progress = await findProgress({ db: databaseOf(req.payload), id })

  if (progress === null) {
    throw new NotFoundError(`There is no run ${id}`)
  }

  return progress
}
