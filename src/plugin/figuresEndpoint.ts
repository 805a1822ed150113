import type { CollectionSlug, Endpoint, PayloadRequest } from 'payload'

import type { SubjectKind } from '../domain/engagementRollup.ts'
import { reason } from '../domain/reasons/reason.ts'
import { isTimeZone } from '../domain/timeZone.ts'
import { problem, refuseStrangers, refuseUnknown } from '../endpoints/jsonEndpoint.ts'
import type { FiguresReader } from '../engagement/figures.ts'

export interface FiguresEndpointOptions {
  collection: CollectionSlug
  figuresOf: (req: PayloadRequest) => FiguresReader
  kind: Extract<SubjectKind, 'campaign' | 'channel' | 'post'>
}

const MAX_DAYS = 366
const DEFAULT_DAYS = 7
const OBJECT_ID = /^[0-9a-f]{24}$/i

/**
 * `GET /api/{posts|channels|campaigns}/:id/figures?days=7&timeZone=Asia/Shanghai`: what people did with it.
 *
 * Only for people of the admin, and only for documents that they may read. A post tells its publications too.
 */
export const createFiguresEndpoint = ({ collection, figuresOf, kind }: FiguresEndpointOptions): Endpoint => ({
  handler: async (req) => {
    const id = String(req.routeParams?.['id'])
    const refusal = refuseStrangers(req) ?? (await findReadRefusal({ collection, id, req }))

    if (refusal !== null) {
      return refusal
    }

    const period = readPeriod(req)

    if (period === null) {
      return problem(400, [reason('FIGURES_PERIOD', { values: { max: MAX_DAYS } })], req)
    }

    const reader = figuresOf(req)
    const figures =
      kind === 'post' ? await reader.forPost({ id, ...period }) : await reader.forSubject({ id, kind, ...period })

    return Response.json(figures, { headers: { 'cache-control': 'no-store' } })
  },
  method: 'get',
  path: '/:id/figures',
})

interface ReadArgs {
  collection: CollectionSlug
  id: string
  req: PayloadRequest
}

/** Asks Payload's own access, so that nobody learns more here than by reading the document. */
async function findReadRefusal({ collection, id, req }: ReadArgs): Promise<Response | null> {
  const { totalDocs } = OBJECT_ID.test(id)
    ? await req.payload.count({ collection, overrideAccess: false, req, where: { id: { equals: id } } })
    : { totalDocs: 0 }

  return totalDocs === 0 ? refuseUnknown(req) : null
}

function readPeriod({ searchParams }: PayloadRequest): { days: number; timeZone?: string } | null {
  const days = Number(searchParams.get('days') ?? DEFAULT_DAYS)
  const timeZone = searchParams.get('timeZone')

  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS || (timeZone !== null && !isTimeZone(timeZone))) {
    return null
  }

  return { days, ...(timeZone === null ? {} : { timeZone }) }
}
