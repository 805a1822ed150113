import type { Payload } from 'payload'

import type { Sending } from '../../jobs/createSending.ts'
import { startWorker } from '../../jobs/worker.ts'
import { composeObservers } from './observers.ts'
import { servicesOf } from './services.ts'

/** Starts the worker of one installation, with all that its outcomes are told to; for `src/cli` and host apps. */
export function startDrumbeatWorker(payload: Payload, { version }: { version: string }): Promise<Sending> {
  const services = servicesOf(payload)

  return startWorker({ observers: composeObservers(payload), payload, services, version })
}
