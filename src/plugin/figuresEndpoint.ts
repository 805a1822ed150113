import type { CollectionSlug, Endpoint, PayloadRequest } from 'payload'

import { findPerson } from '../access/people.ts'
import type { SubjectKind } from '../domain/engagementRollup.ts'
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
    const refusal = findRefusal(req) ?? (await findReadRefusal({ collection, id, req }))

    if (refusal !== null) {
      return refusal
    }

    const period = readPeriod(req)

    if (period === null) {
      return refuse(400, `days must be a whole number from 1 to ${MAX_DAYS}, timeZone an IANA zone.`)
    }

    const reader = figuresOf(req)
    const figures =
      kind === 'post' ? await reader.forPost({ id, ...period }) : await reader.forSubject({ id, kind, ...period })

    return Response.json(figures, { headers: { 'cache-control': 'no-store' } })
  },
  method: 'get',
  path: '/:id/figures',
})

function findRefusal(req: PayloadRequest): Response | null {
  if (req.user === null) {
    return refuse(401, 'Sign in first.')
  }

  return findPerson(req.user) === null ? refuse(403, 'Only people of the admin may see figures.') : null
}

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

  return totalDocs === 0 ? refuse(404, 'There is no such document for you.') : null
}

function readPeriod({ searchParams }: PayloadRequest): { days: number; timeZone?: string } | null {
  const days = Number(searchParams.get('days') ?? DEFAULT_DAYS)
  const timeZone = searchParams.get('timeZone')

  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS || (timeZone !== null && !isTimeZone(timeZone))) {
    return null
  }

  return { days, ...(timeZone === null ? {} : { timeZone }) }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })

    return true
  } catch {
    return false
  }
}

/** Payload's own shape of an error, so that clients of `/api` read one form. */
const refuse = (status: number, message: string): Response => Response.json({ errors: [{ message }] }, { status })
