import type { Payload } from 'payload'

import { createBells } from '../../jobs/bells.ts'
import type { PeriodicJob } from '../../jobs/clock/periodicJob.ts'
import { createMaterialising } from '../../jobs/repeating/materialiseOccurrences.ts'
import { createRefreshing } from '../../jobs/repeating/refreshLatest.ts'
import { databaseOf } from '../database/handles.ts'
import { servicesOf } from './services.ts'

/** What keeps the ledger up to date with armed schedules: further occurrences, zones' rules, the latest content. */
export function createOccurrenceJobs(payload: Payload, { clock }: { clock: () => Date }): PeriodicJob[] {
  const { audit, channels: registry, renditions, secrets } = servicesOf(payload)
  const dependencies = {
    bells: createBells(() => databaseOf(payload)),
    clock,
    payload,
    registry,
    renditions,
    secrets,
  }

  return [createMaterialising({ ...dependencies, audit }), createRefreshing(dependencies)]
}
