import { ObjectId } from 'mongodb'
import type { Endpoint, PayloadRequest } from 'payload'

import type { Dependencies } from '../../../hooks/dependencies.ts'
import { hasRole } from '../../access/people.ts'
import { MIB } from '../../domain/duration.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { BLACKOUT_KINDS, ON_QUIET } from '../../domain/rhythm/channelRhythm.ts'
import { CHANNELS } from '../../domain/slugs.ts'
import { isTimeZone } from '../../domain/timeZone.ts'
import { problem } from '../../endpoints/jsonEndpoint.ts'
import { type BlackoutDefaults, importBlackouts } from './importBlackouts.ts'

const MAX_CALENDAR_BYTES = MIB

export interface BlackoutImportOptions extends Pick<Dependencies, 'clock' | 'services'> {
  timeZone: string
}

/**
 * `POST /api/blackouts/import` takes an iCalendar file and gives a `BlackoutReport` (200, or 400 when anything is wrong).
 *
 * The file is the raw body, or the field `file` of a form. `kind`, `action`, `channels` (ids, separated by commas),
 * `timeZone` and `dryRun` stand in the query or in the form. Read for other channels, it makes blackouts for these beside
 * those that it made before, which keep their `kind` and `action`.
 */
export const createBlackoutImportEndpoint = (options: BlackoutImportOptions): Endpoint => ({
  handler: (req) => receive(req, options),
  method: 'post',
  path: '/import',
})

async function receive(req: PayloadRequest, { clock, services, timeZone }: BlackoutImportOptions): Promise<Response> {
  if (!req.user) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  if (!hasRole(req.user, 'admin', 'community-manager', 'editor')) {
    return problem(403, [reason('IMPORT_ROLES')], req)
  }

  const { bytes, source, value } = await readUpload(req)

  if (bytes.byteLength > MAX_CALENDAR_BYTES) {
    return problem(413, [reason('UPLOAD_TOO_LARGE', { values: { megabytes: MAX_CALENDAR_BYTES / MIB } })], req)
  }

  const zone = value('timeZone') ?? timeZone
  const defaults = await readDefaults(req, value)

  if (!isTimeZone(zone)) {
    return problem(400, [reason('ZONE_UNKNOWN', { path: 'timeZone', values: { timeZone: zone } })], req)
  }

  if (defaults === null) {
    return problem(
      400,
      [reason('BLACKOUT_DEFAULTS', { values: { actions: ON_QUIET.join(', '), kinds: BLACKOUT_KINDS.join(', ') } })],
      req,
    )
  }

  const report = await importBlackouts({
    audit: services(req.payload).audit,
    defaults,
    dryRun: value('dryRun') === 'true',
    now: clock(),
    payload: req.payload,
    source,
    text: new TextDecoder().decode(bytes),
    timeZone: zone,
    user: req.user,
  })

  return Response.json(report, { headers: { 'cache-control': 'no-store' }, status: report.ok ? 200 : 400 })
}

interface Upload {
  bytes: ArrayBuffer
  source: string
  value: (name: string) => string | null
}

async function readUpload(req: PayloadRequest): Promise<Upload> {
  const asked = (name: string): string | null => req.searchParams.get(name)

  if (!(req.headers.get('content-type')?.startsWith('multipart/form-data') ?? false)) {
    return {
      bytes: (await req.arrayBuffer?.()) ?? new ArrayBuffer(0),
      source: asked('source') ?? 'calendar.ics',
      value: asked,
    }
  }

  const form = await req.formData?.()
  const file = form?.get('file')
  const isFile = file instanceof File

  return {
    bytes: isFile ? await file.arrayBuffer() : new ArrayBuffer(0),
    source: isFile ? file.name : 'calendar.ics',
    value(name) {
      const field = form?.get(name)

      return typeof field === 'string' && field !== '' ? field : asked(name)
    },
  }
}

/** What new blackouts get; null when the kind, the action or a channel is none. */
async function readDefaults(req: PayloadRequest, value: Upload['value']): Promise<BlackoutDefaults | null> {
  const kind = BLACKOUT_KINDS.find((one) => one === (value('kind') ?? 'holiday'))
  const action = ON_QUIET.find((one) => one === (value('action') ?? 'move'))
  const channels = [...new Set((value('channels') ?? '').split(',').filter((id) => id !== ''))]

  if (kind === undefined || action === undefined || !channels.every((id) => ObjectId.isValid(id))) {
    return null
  }

  const { totalDocs } =
    channels.length === 0
      ? { totalDocs: 0 }
      : await req.payload.count({ collection: CHANNELS, overrideAccess: false, req, where: { id: { in: channels } } })

  return totalDocs < channels.length ? null : { action, channels, kind }
}
