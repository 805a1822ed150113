import type { LedgerPlan } from '../../src/domain/ledgerPlan.ts'
import type { HeldRow } from '../arming/sources.ts'
import type { WantedPublication } from '../arming/wantPublications.ts'

export interface FindMissingArgs {
  held: readonly HeldRow[]
  plan: LedgerPlan<WantedPublication>
}

/** What is wanted and does not stand: it was never made, or its schedule had stopped it. */
export function findMissing({ held, plan }: FindMissingArgs): WantedPublication[] {
  const stopped = new Set(held.filter(({ state }) => state === 'cancelled').map(({ _id }) => _id))

  return [...plan.insert, ...plan.renew.filter(({ id }) => stopped.has(id))]
}
