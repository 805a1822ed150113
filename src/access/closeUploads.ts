import type { Endpoint, Payload, PayloadRequest } from 'payload'

import { isTooLargeForStrangers } from '../domain/anonymousForm.ts'
import { reason, sayReason } from '../domain/reasons/reason.ts'

/**
 * Refuses large forms of strangers before Payload reads them; run once, when Payload has started.
 *
 * Payload knows who asks before an endpoint runs, and reads the form in the endpoint: the guard stands between the two, in
 * every collection and global, and so in hosts of every kind.
 */
export function closeUploads(payload: Payload): void {
  const owners = [...Object.values(payload.collections).map(({ config }) => config), ...payload.globals.config]

  for (const { endpoints } of owners) {
    for (const endpoint of endpoints || []) {
      endpoint.handler = guard(endpoint.handler)
    }
  }
}

const guard =
  (handler: Endpoint['handler']): Endpoint['handler'] =>
  (req) =>
    isRefused(req) ? refuse(req) : handler(req)

const isRefused = ({ headers, user }: PayloadRequest): boolean =>
  user === null &&
  isTooLargeForStrangers({ contentLength: headers.get('content-length'), contentType: headers.get('content-type') })

const refuse = (req: PayloadRequest): Response => {
  const given = reason('UNAUTHENTICATED')

  return Response.json({ errors: [{ ...given, message: sayReason(given, req.i18n.language) }] }, { status: 401 })
}
