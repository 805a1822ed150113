import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'

import { buildConnector } from 'undici'

import { OutboundError } from './outboundError.ts'
import { type OutboundPolicy, withoutBrackets } from './outboundPolicy.ts'

export interface GuardedConnectOptions {
  connectTimeoutMs: number
  /** Resolves names; the system's own unless a test brings another. */
  lookup?: LookupFunction
  policy: OutboundPolicy
}

/**
 * Opens connections only to addresses that the policy permits.
 *
 * The check sits where the socket is made, on the very addresses that it will use: a name that resolves
 * differently the second time (DNS rebinding) and a redirect to an inner address meet it too. Sockets skip the
 * lookup for literal addresses, so those are looked at before it. All failures are `OutboundError`s.
 */
export function createGuardedConnect(options: GuardedConnectOptions): buildConnector.connector {
  const { connectTimeoutMs, policy, lookup = systemLookup } = options

  return (target, callback) => {
    const hostname = withoutBrackets(target.hostname)
    const port = Number(target.port === '' ? (target.protocol === 'https:' ? 443 : 80) : target.port)
    const permits = (address: string): boolean => policy.permits({ address, hostname, port })

    if (isIP(hostname) !== 0 && !permits(hostname)) {
      callback(refusal(hostname), null)
      return
    }

    const connect = buildConnector({ lookup: guardLookup({ lookup, permits }), timeout: connectTimeoutMs })

    connect(target, (...[error, socket]) => {
      if (error !== null) {
        callback(error instanceof OutboundError ? error : unreachable(hostname, error), null)
      } else if (socket.remoteAddress !== undefined && !permits(socket.remoteAddress)) {
        socket.destroy()
        callback(refusal(hostname), null)
      } else {
        callback(null, socket)
      }
    })
  }
}

function guardLookup({
  lookup,
  permits,
}: {
  lookup: LookupFunction
  permits: (address: string) => boolean
}): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = (Array.isArray(found) ? found : []).filter(({ address }) => permits(address))
      const [first] = addresses

      if (error !== null) {
        callback(error, [])
      } else if (first === undefined) {
        callback(refusal(hostname), [])
      } else if (options.all === true) {
        callback(null, addresses satisfies LookupAddress[])
      } else {
        callback(null, first.address, first.family)
      }
    })
  }
}

const refusal = (hostname: string): OutboundError =>
  new OutboundError(
    'OUTBOUND_REFUSED',
    `${hostname} is a private address; name it in OUTBOUND_ALLOW if it may be called.`,
  )

const unreachable = (hostname: string, cause: Error): OutboundError =>
  new OutboundError('OUTBOUND_UNREACHABLE', `No connection to ${hostname} came about.`, { cause })
