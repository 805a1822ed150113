import { ObjectId } from 'mongodb'
import type { Endpoint, PayloadRequest } from 'payload'

import type { Dependencies } from '../../hooks/dependencies.ts'
import { checkChannel } from '../../jobs/channels/checkChannel.ts'
import { sendTestMessage } from '../../jobs/channels/sendTestMessage.ts'
import { hasRole } from '../access/people.ts'
import { databaseOf } from '../database/handles.ts'
import type { Finding } from '../domain/channelAdapter.ts'
import { MINUTE } from '../domain/duration.ts'
import { reason, sayReason } from '../domain/reasons/reason.ts'
import { CHANNELS } from '../domain/slugs.ts'
import { answerError, problem, readJson, refuseStrangers, refuseUnknown } from '../endpoints/jsonEndpoint.ts'

/**
 * `POST /api/channels/:id/test-message`: says a few words in the group of a robot, or in the sandbox where the channel rehearses; for admins and
 * editors. Answers `{findings, isSent, mode}`; 400 where nothing may be sent. With `{mode}` it is sent only while the channel is in that mode, so that
 * nobody speaks in a group who asked for the sandbox: otherwise 409.
 *
 * `POST /api/channels/:id/check`: asks the platform whether the saved account works; for admins.
 *
 * Answers `{accountName, expiresAt, findings: [{code, message, severity}], isAsked, isFine, isTold}`; nothing of a credential is in it. Nothing is published.
 */
export const createChannelEndpoints = ({ services }: Pick<Dependencies, 'services'>): Endpoint[] => [
  {
    handler: async (req) => {
      if (!hasRole(req.user, 'admin')) {
        return req.user === null
          ? problem(401, [reason('UNAUTHENTICATED')], req)
          : problem(403, [reason('CHECK_ROLES')], req)
      }

      const id = String(req.routeParams?.['id'])
      const check = ObjectId.isValid(id) ? await checkNow(req, services, id) : null

      return check === null ? refuseUnknown(req) : Response.json(check)
    },
    method: 'post',
    path: '/:id/check',
  },
  {
    handler: async (req) => {
      if (!hasRole(req.user, 'admin') && !hasRole(req.user, 'editor')) {
        return refuseStrangers(req) ?? problem(403, [reason('FORBIDDEN')], req)
      }

      const id = String(req.routeParams?.['id'])
      const body = await readJson(req)

      if (body === null) {
        return problem(400, [reason('BODY')], req)
      }

      const message = ObjectId.isValid(id) ? await sendNow(req, services, { id, mode: body['mode'] }) : null

      return message ?? refuseUnknown(req)
    },
    method: 'post',
    path: '/:id/test-message',
  },
]

/** Whoever sent something into a group is in the audit log, with what became of it. */
async function sendNow(
  req: PayloadRequest,
  services: Dependencies['services'],
  { id, mode }: { id: string; mode: unknown },
): Promise<Response | null> {
  const { audit, channels: registry, secrets } = services(req.payload)

  try {
    const sent = await sendTestMessage({
      db: databaseOf(req.payload),
      id: new ObjectId(id),
      mode,
      registry,
      secrets,
      signal: req.signal ?? AbortSignal.timeout(MINUTE),
    })

    if (sent === null) {
      return null
    }

    await audit.record({ action: 'test-message', after: { ...sent }, subject: { id, slug: CHANNELS } }, req)

    return Response.json({ ...sent, findings: sent.findings.map(inLanguageOf(req)) })
  } catch (error) {
    return answerError(error, req)
  }
}

const inLanguageOf =
  (req: PayloadRequest) =>
  (finding: Finding): Finding => ({ ...finding, message: sayReason(finding, req.i18n.language) })

async function checkNow(req: PayloadRequest, services: Dependencies['services'], id: string) {
  const { channels: registry, secrets } = services(req.payload)
  const check = await checkChannel({
    db: databaseOf(req.payload),
    id: new ObjectId(id),
    registry,
    secrets,
    signal: req.signal ?? AbortSignal.timeout(MINUTE),
  })

  return (
    check && {
      ...check,
      findings: check.findings.map(inLanguageOf(req)),
      isFine: check.findings.every(({ severity }) => severity !== 'error'),
    }
  )
}
