import type { ClientSession } from 'mongodb'

import { TZ_VERSION } from '../../src/config/tzVersion.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import type { LedgerPlan } from '../../src/domain/ledgerPlan.ts'
import { planOccurrences } from '../../src/domain/occurrencePlan.ts'
import type { OccurrenceWindow } from '../../src/domain/occurrenceWindow.ts'
import { findNamed } from '../../src/domain/recurrence/findNamed.ts'
import type { ArmingDependencies } from './dependencies.ts'
import { heldFacts } from './facts.ts'
import { lookAgainFrom } from './lookAgainFrom.ts'
import { refuse } from './refuse.ts'
import type { HeldRow } from './sources.ts'
import { wantPublications, type WantedPublication } from './wantPublications.ts'
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

interface StopSomeArgs extends Pick<OccurrenceWindow, 'behind' | 'materialisedUntil'> {
  dependencies: ArmingDependencies
  held: readonly HeldRow[]
  now: Date
  schedule: SchedulePlan
  session: ClientSession | undefined
  wanted: readonly WantedPublication[]
}

/**
 * Stops what is not wanted any more and leaves the rest as it stands, however much of it.
 *
 * What only comes behind the window nobody has looked at, so `materialise-occurrences` does.
 */
export async function stopSome({
  behind,
  dependencies: { payload },
  held,
  materialisedUntil,
  now,
  schedule,
  session,
  wanted,
}: StopSomeArgs): Promise<null> {
  const plan = planOccurrences({
    held: held.map(heldFacts),
    now,
    tzVersion: TZ_VERSION,
    wanted: [...wanted, ...wantPublications(schedule, behind)],
  })

  if (plan.refusals.length > 0) {
    throw refuse(plan.refusals)
  }

  await stopRows({
    cancel: plan.cancel,
    code: 'SCHEDULE_CHANGED',
    held,
    now,
    payload,
    session,
    unwant: plan.unwant,
  })
  await lookAgainFrom({ at: materialisedUntil, payload, scheduleId: schedule.id, session })

  return null
}
