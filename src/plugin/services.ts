import type { Payload } from 'payload'

import type { Services } from '../../hooks/dependencies.ts'
import type { ComposedServices } from './composition.ts'

// Next bundles a second copy of this module; both must find the same services.
const KEY = Symbol.for('drumbeat.services')

type Host = typeof globalThis & { [KEY]?: WeakMap<Payload, unknown> }

/** One set of services per Payload instance, made at the first call. */
export function memoiseServices<Composed extends Services>(
  create: (payload: Payload) => Composed,
): (payload: Payload) => Composed {
  return (payload) => {
    const host = globalThis as Host
    const known = (host[KEY] ??= new WeakMap<Payload, unknown>())
    let services = known.get(payload) as Composed | undefined

    if (services === undefined) {
      services = create(payload)
      known.set(payload, services)
    }

    return services
  }
}

/** The services of a Payload whose config went through `drumbeat()`; for commands, jobs and tests that hold only Payload. */
export function servicesOf(payload: Payload): ComposedServices {
  const custom = payload.config.custom as
    { drumbeat?: { services: (payload: Payload) => ComposedServices } } | undefined

  if (custom?.drumbeat === undefined) {
    throw new Error('This Payload config does not have the drumbeat() plugin')
  }

  return custom.drumbeat.services(payload)
}
