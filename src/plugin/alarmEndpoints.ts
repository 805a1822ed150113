import type { Endpoint, PayloadRequest } from 'payload'

import { testTargets } from '../../jobs/alarms/testTargets.ts'
import { hasRole } from '../access/people.ts'
import { reason, sayReason } from '../domain/reasons/reason.ts'
import { alarmMeans } from './alarms.ts'
import { problem, readJson } from '../endpoints/jsonEndpoint.ts'

/**
 * `POST /api/globals/alarms/test {target?}`: sends a test message to every target that is saved and switched on, or to one, and
 * answers `{results: [{target, ok, message}]}`; the message is in the language of the request. For admins.
 */
export const alarmTestEndpoint: Endpoint = {
  handler: async (req: PayloadRequest) => {
    if (req.user === null) {
      return problem(401, [reason('UNAUTHENTICATED')], req)
    }

    if (!hasRole(req.user, 'admin')) {
      return problem(403, [reason('FORBIDDEN')], req)
    }

    const { target } = (await readJson(req)) ?? {}
    const only = typeof target === 'string' ? target : undefined
    const tests = await testTargets({ ...alarmMeans(req.payload), only })

    return tests.length === 0
      ? problem(404, [reason('NO_TARGET', only === undefined ? {} : { values: { name: only } })], req)
      : Response.json({
          results: tests.map(({ name, why }) => ({
            message: sayReason(
              why === null ? reason('TARGET_TOLD') : reason('TARGET_NOT_TOLD', { values: { why } }),
              req.i18n.language,
            ),
            ok: why === null,
            target: name,
          })),
        })
  },
  method: 'post',
  path: '/test',
}
