import type { Socket } from 'node:net'

import { SECOND } from '../domain/duration.ts'
import { createGuardedConnect } from './guardedConnect.ts'
import { parseOutboundAllow } from './outboundPolicy.ts'

/** Opens plain connections by the policy of everything that goes out; for protocols other than HTTP. */
export function createGuardedSockets({ allow }: { allow: string }) {
  const connect = createGuardedConnect({ connectTimeoutMs: 10 * SECOND, policy: parseOutboundAllow(allow) })

  return ({ hostname, port }: { hostname: string; port: number }): Promise<Socket> =>
    new Promise((resolve, reject) => {
      connect({ hostname, port: String(port), protocol: 'http:' }, (error, socket) =>
        error === null ? resolve(socket) : reject(error),
      )
    })
}
