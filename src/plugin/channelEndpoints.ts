import { ObjectId } from 'mongodb'
import type { Endpoint, PayloadRequest } from 'payload'

import type { Dependencies } from '../../hooks/dependencies.ts'
import { checkChannel } from '../../jobs/channels/checkChannel.ts'
import { hasRole } from '../access/people.ts'
import { databaseOf } from '../database/handles.ts'
import { MINUTE } from '../domain/duration.ts'
import { sayReason } from '../domain/reasons/reason.ts'

/**
 * `POST /api/channels/:id/check`: asks the platform whether the saved account works; for admins.
 *
 * Answers `{accountName, expiresAt, findings: [{code, message, severity}], isAsked, isFine, isTold}`; nothing of a credential is in it. Nothing is published.
 */
export const createChannelEndpoints = ({ services }: Pick<Dependencies, 'services'>): Endpoint[] => [
  {
    handler: async (req) => {
      if (!hasRole(req.user, 'admin')) {
        return refuse(req.user === null ? 401 : 403, 'Only an admin may check a channel.')
      }

      const id = String(req.routeParams?.['id'])
      const check = ObjectId.isValid(id) ? await checkNow(req, services, id) : null

      return check === null ? refuse(404, 'There is no such channel.') : Response.json(check)
    },
    method: 'post',
    path: '/:id/check',
  },
]

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
      findings: check.findings.map((finding) => ({ ...finding, message: sayReason(finding, req.i18n.language) })),
      isFine: check.findings.every(({ severity }) => severity !== 'error'),
    }
  )
}

/** Payload's own shape of an error, so that clients of `/api` read one form. */
const refuse = (status: number, message: string): Response => Response.json({ errors: [{ message }] }, { status })
