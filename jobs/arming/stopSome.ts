import type { ClientSession } from 'mongodb'

import type { SchedulePlan } from '../../src/domain/arming.ts'
import type { LedgerPlan } from '../../src/domain/ledgerPlan.ts'
import { findNamed } from '../../src/domain/recurrence/findNamed.ts'
import type { ArmingDependencies } from './dependencies.ts'
import { refuse } from './refuse.ts'
import type { HeldRow } from './sources.ts'
import type { WantedPublication } from './wantPublications.ts'
import { stopRows } from './writeRows.ts'

interface IsLessArgs {
  held: readonly HeldRow[]
  plan: LedgerPlan<WantedPublication>
  previous: SchedulePlan | null
  wanted: readonly WantedPublication[]
}

/**
 * Nothing comes that did not before, nothing comes back that was stopped, and something is left.
 *
 * What has come into the window since, `materialise-occurrences` makes.
 */
export const isLess = ({ held, plan, previous, wanted }: IsLessArgs): boolean =>
  wanted.length > 0 &&
  previous !== null &&
  isNamedBy(previous, plan.insert) &&
  plan.renew.every(({ id }) => held.some(({ _id, state }) => _id === id && state !== 'cancelled'))

const isNamedBy = (timing: SchedulePlan, rows: readonly WantedPublication[]): boolean => {
  const named = new Set(
    findNamed({ instants: rows.map(({ occurrenceAt }) => occurrenceAt), timing }).map(({ at }) => at.getTime()),
  )

  return rows.every(({ occurrenceAt }) => named.has(occurrenceAt.getTime()))
}

interface StopSomeArgs {
  dependencies: ArmingDependencies
  held: readonly HeldRow[]
  now: Date
  plan: LedgerPlan<WantedPublication>
  session: ClientSession | undefined
}

/** Stops what is not wanted any more and leaves the rest as it stands. */
export async function stopSome({ dependencies, held, now, plan, session }: StopSomeArgs): Promise<null> {
  if (plan.refusals.length > 0) {
    throw refuse(plan.refusals)
  }

  await stopRows({
    cancel: plan.cancel,
    code: 'SCHEDULE_CHANGED',
    held,
    now,
    payload: dependencies.payload,
    session,
    unwant: plan.unwant,
  })

  return null
}
