import type { Endpoint, PayloadRequest } from 'payload'

import type { Dependencies, Releases } from '../../hooks/dependencies.ts'
import { readProgress } from '../../jobs/releases/readProgress.ts'
import { databaseOf } from '../database/handles.ts'
import { LOCALES } from '../domain/content.ts'
import { RELEASE_ENDPOINTS, RELEASE_ROLES, type ReleaseEndpoint, type RevertMode } from '../domain/release/release.ts'
import { reason, sayReason } from '../domain/reasons/reason.ts'
import type { ReleaseReport } from '../domain/release/report.ts'
import type { Role } from '../domain/roles.ts'
import { CAMPAIGNS } from '../domain/slugs.ts'
import { answerError, problem, readJson, refuseUnknown } from '../endpoints/jsonEndpoint.ts'

export interface ReleaseEndpointsDependencies extends Pick<Dependencies, 'services'> {
  /** The roles of whoever is signed in; none for machines and strangers. */
  rolesOf: (req: PayloadRequest) => readonly Role[]
}

/**
 * `GET /api/campaigns/:id/release`: the list with its progress, for whoever may read the campaign.
 *
 * `POST /api/campaigns/:id/release/{dry-run|arm|cancel|revert}`: a dry run answers a report with reasons by item; arming
 * answers 400 with the same reasons, or 409 for an item that another armed release has; `revert` takes `{mode}`.
 */
export const createReleaseEndpoints = (dependencies: ReleaseEndpointsDependencies): Endpoint[] => [
  { handler: (req) => show(dependencies, req), method: 'get', path: '/:id/release' },
  ...RELEASE_ENDPOINTS.map((act): Endpoint => ({
    handler: (req) => answer(dependencies, { act, req }),
    method: 'post',
    path: `/:id/release/${act}`,
  })),
]

async function show({ rolesOf }: ReleaseEndpointsDependencies, req: PayloadRequest): Promise<Response> {
  if (req.user === null) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  if (rolesOf(req).length === 0) {
    return problem(403, [reason('FORBIDDEN')], req)
  }

  return (await mayRead(req)) ? progressOf(req) : notFound(req)
}

interface AnswerArgs {
  act: ReleaseEndpoint
  req: PayloadRequest
}

async function answer(
  { rolesOf, services }: ReleaseEndpointsDependencies,
  { act, req }: AnswerArgs,
): Promise<Response> {
  if (req.user === null) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  if (!rolesOf(req).some((role) => RELEASE_ROLES[act].includes(role))) {
    return problem(403, [reason('FORBIDDEN', { values: { action: act } })], req)
  }

  const data = await readJson(req)

  if (data === null) {
    return problem(400, [reason('BODY')], req)
  }

  if (!(await mayRead(req))) {
    return notFound(req)
  }

  try {
    return await perform(services(req.payload).releases, { act, data, req })
  } catch (error) {
    return answerError(error, req)
  }
}

async function perform(
  releases: Releases,
  { act, data, req }: AnswerArgs & { data: Record<string, unknown> },
): Promise<Response> {
  const args = { campaignId: idOf(req), req }

  switch (act) {
    case 'dry-run':
      return Response.json(sayReport(await releases.dryRun(args), req.i18n.language))
    case 'arm':
      await releases.arm(args)
      break
    case 'cancel':
      await releases.cancel(args)
      break
    case 'revert':
      await releases.revert({ ...args, mode: MODES.find((mode) => mode === data['mode']) ?? null })
      break
  }

  return progressOf(req)
}

/** Each reason in the asker's language. */
function sayReport({ canArm, items, reasons }: ReleaseReport, language: string): ReleaseReport {
  const say = (given: ReleaseReport['reasons']) =>
    given.map((each) => ({ ...each, message: sayReason(each, language) }))

  return { canArm, items: items.map((item) => ({ ...item, reasons: say(item.reasons) })), reasons: say(reasons) }
}

const MODES: readonly RevertMode[] = ['restore', 'withdraw']

async function progressOf(req: PayloadRequest): Promise<Response> {
  const { language } = req.i18n
  const locale = LOCALES.find((each) => language.startsWith(each)) ?? 'zh'
  const progress = await readProgress({ campaignId: idOf(req), db: databaseOf(req.payload), locale })

  return progress === null ? notFound(req) : Response.json(progress, { headers: { 'cache-control': 'no-store' } })
}

/** Asks Payload's own access, so that a person sees through here no more than through REST. */
async function mayRead(req: PayloadRequest): Promise<boolean> {
  if (!/^[\da-f]{24}$/.test(idOf(req))) {
    return false
  }

  const { totalDocs } = await req.payload.find({
    collection: CAMPAIGNS,
    depth: 0,
    limit: 1,
    overrideAccess: false,
    req,
    select: {},
    where: { id: { equals: idOf(req) } },
  })

  return totalDocs > 0
}

const idOf = ({ routeParams }: PayloadRequest): string => String(routeParams?.['id'])

const notFound = (req: PayloadRequest): Response => refuseUnknown(req)
