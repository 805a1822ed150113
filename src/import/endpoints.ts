import type { Endpoint, PayloadRequest } from 'payload'

import { hasRole } from '../access/people.ts'
import type { SafeFetch } from '../domain/channelAdapter.ts'
import { MIB } from '../domain/duration.ts'
import { reason } from '../domain/reasons/reason.ts'
import { problem } from '../endpoints/jsonEndpoint.ts'
import type { FindFile } from './covers.ts'
import { importPlan } from './importPlan.ts'
import { MAX_SHEET_BYTES } from './readSheet.ts'
import { createTemplate, TEMPLATE_NAME } from './template.ts'

export interface ImportEndpointOptions {
  clock: () => Date
  /** May reach public addresses only; answers as large as the largest picture. */
  fetch: () => SafeFetch
  timeZone: string
}

/**
 * `POST /api/import/plan` takes a plan and gives an `ImportReport` (200, or 400 when anything is wrong with it);
 * `GET /api/import/template` gives a workbook to fill in.
 *
 * The plan is the raw body, or the field `file` of a form whose fields `covers` are its pictures. `?dryRun=true`, or
 * a field of that name, writes nothing.
 */
export const createImportEndpoints = (options: ImportEndpointOptions): Endpoint[] => [
  { handler: (req) => receivePlan(req, options), method: 'post', path: '/import/plan' },
  { handler: sendTemplate, method: 'get', path: '/import/template' },
]

async function receivePlan(req: PayloadRequest, { clock, fetch, timeZone }: ImportEndpointOptions): Promise<Response> {
  const refusal = findRefusal(req)

  if (refusal !== null) {
    return refusal
  }

  const { covers, data, dryRun } = await readUpload(req)
  const report = await importPlan({
    actor: { id: String(req.user?.id), name: nameOf(req) },
    canArm: hasRole(req.user, 'admin', 'reviewer'),
    clock,
    data,
    defaultTimeZone: timeZone,
    dryRun,
    fetch: fetch(),
    findFile: findAmong(covers),
    payload: req.payload,
  })

  return Response.json(report, { headers: { 'cache-control': 'no-store' }, status: report.ok ? 200 : 400 })
}

async function sendTemplate(req: PayloadRequest): Promise<Response> {
  const refusal = findRefusal(req)

  return (
    refusal ??
    new Response(new Uint8Array(await createTemplate()), {
      headers: {
        'content-disposition': `attachment; filename="${TEMPLATE_NAME}"`,
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      },
    })
  )
}

/** Those who may create posts and schedules may import them. */
function findRefusal(req: PayloadRequest): Response | null {
  if (!req.user) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  if (!hasRole(req.user, 'admin', 'community-manager', 'editor')) {
    return problem(403, [reason('IMPORT_ROLES')], req)
  }

  return Number(req.headers.get('content-length') ?? 0) > MAX_FORM_BYTES
    ? problem(413, [reason('UPLOAD_TOO_LARGE', { values: { megabytes: MAX_FORM_BYTES / MIB } })], req)
    : null
}

const nameOf = ({ user }: PayloadRequest): string => (user !== null && 'email' in user ? user.email : '')

const MAX_FORM_BYTES = 20 * MAX_SHEET_BYTES

interface PlanUpload {
  covers: readonly File[]
  data: Buffer
  dryRun: boolean
}

async function readUpload(req: PayloadRequest): Promise<PlanUpload> {
  const isForm = req.headers.get('content-type')?.startsWith('multipart/form-data') ?? false
  const isAsked = req.searchParams.get('dryRun') === 'true'

  if (!isForm) {
    return { covers: [], data: Buffer.from((await req.arrayBuffer?.()) ?? new ArrayBuffer(0)), dryRun: isAsked }
  }

  const form = await req.formData?.()
  const file = form?.get('file')

  return {
    covers: (form?.getAll('covers') ?? []).filter((value) => value instanceof File),
    data: file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0),
    dryRun: isAsked || form?.get('dryRun') === 'true',
  }
}

const findAmong =
  (covers: readonly File[]): FindFile =>
  async (name) => {
    const wanted = name.split(/[\\/]/).at(-1)
    const cover = covers.find((candidate) => candidate.name === wanted)

    return cover === undefined ? null : Buffer.from(await cover.arrayBuffer())
  }
