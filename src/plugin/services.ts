import type { Payload } from 'payload'

import type { Services } from '../../hooks/dependencies.ts'

// Next bundles a second copy of this module; both must find the same services.
const KEY = Symbol.for('drumbeat.services')

type Host = typeof globalThis & { [KEY]?: WeakMap<Payload, Services> }

/** One set of services per Payload instance, made at the first call. */
export function memoiseServices(create: (payload: Payload) => Services): (payload: Payload) => Services {
  return (payload) => {
    const host = globalThis as Host
    const known = (host[KEY] ??= new WeakMap<Payload, Services>())
    let services = known.get(payload)

    if (services === undefined) {
      services = create(payload)
      known.set(payload, services)
    }

    return services
  }
}

/** The services of a Payload whose config went through `drumbeat()`; for commands, jobs and tests that hold only Payload. */
export function servicesOf(payload: Payload): Services {
  const custom = payload.config.custom as { drumbeat?: { services: (payload: Payload) => Services } } | undefined

  if (custom?.drumbeat === undefined) {
    throw new Error('This Payload config does not have the drumbeat() plugin')
  }

  return custom.drumbeat.services(payload)
}
