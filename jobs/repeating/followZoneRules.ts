import type { ClientSession } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { AuditLog } from '../../hooks/dependencies.ts'
import { TZ_VERSION } from '../../src/config/tzVersion.ts'
import { rawCollection } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { ConflictError } from '../../src/domain/errors.ts'
import { withdrawalFor } from '../../src/domain/movedWithdrawal.ts'
import { planOccurrences, UNTOUCHED_MS } from '../../src/domain/occurrencePlan.ts'
import { findWindow } from '../../src/domain/occurrenceWindow.ts'
import { instantOf, localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import type { ArmingDependencies } from '../arming/dependencies.ts'
import { heldFacts } from '../arming/facts.ts'
import { heldAtOf } from '../arming/heldAt.ts'
import { lookAgainFrom } from '../arming/lookAgainFrom.ts'
import { createSources, type StoredRow } from '../arming/sources.ts'
import { wantPublications } from '../arming/wantPublications.ts'
import { addRows } from './extendSchedule.ts'
import { findMissing } from './findMissing.ts'
import { readStoredSchedule, type StoredSchedule } from './storedSchedule.ts'

export interface FollowZoneRulesArgs {
  audit: AuditLog
  dependencies: ArmingDependencies
  req: PayloadRequest
  scheduleId: StoredSchedule['_id']
  session: ClientSession
}

/**
 * Reckons a schedule anew after its zone got other rules: the wall clock stays, the instants follow it.
 *
 * What is due within the hour keeps its instant, since people have been told of it. Every move is one compare-and-set
 * of a row as it was read, and is remembered in the audit log. Gives the instants that became due, for the bells.
 */
export async function followZoneRules(args: FollowZoneRulesArgs): Promise<Date[]> {
  const { audit, dependencies, req, scheduleId, session } = args
  const { clock, payload } = dependencies
  const schedules = rawCollection<StoredSchedule>(payload, SCHEDULES)
  const stored = await schedules.findOne({ _id: scheduleId }, { session })

  if (stored === null || (stored.tzVersion ?? '') >= TZ_VERSION) {
    return []
  }

  const now = clock()
  const before = readStoredSchedule(stored)
  const publishAt = reckon(before, now)
  const unpublishAt = withdrawalFor(before, publishAt)
  const schedule = readStoredSchedule({ ...stored, publishAt, unpublishAt })

  await schedules.updateOne(
    { _id: scheduleId },
    { $set: { publishAt, tzVersion: TZ_VERSION, unpublishAt } },
    { session },
  )

  const { moved, placed } =
    before.state === 'armed' ? await moveRows({ ...args, now, schedule, stored }) : { moved: [], placed: [] }

  if (placed.length > 0 || publishAt.getTime() !== before.publishAt.getTime()) {
    await audit.record(
      {
        action: 'schedule.zone-rules',
        after: { dueAt: placed, publishAt, tzVersion: TZ_VERSION, unpublishAt },
        before: {
          dueAt: moved,
          publishAt: before.publishAt,
          tzVersion: stored.tzVersion ?? null,
          unpublishAt: before.unpublishAt,
        },
        reason: `The rules of ${schedule.timeZone} have changed; the wall clock stays`,
        subject: { id: schedule.id, slug: SCHEDULES },
      },
      req,
    )
  }

  return placed
}

interface MoveRowsArgs extends FollowZoneRulesArgs {
  now: Date
  schedule: SchedulePlan
  stored: StoredSchedule
}

/** Stops rows whose instant is not that of their wall clock any more, and writes them anew at the one that is. */
async function moveRows({ dependencies, now, schedule, session, stored }: MoveRowsArgs) {
  const { payload } = dependencies
  const sources = createSources({ payload, session })
  const held = await sources.findOpenRowsOf(schedule.id, now)
  const { behind, materialisedUntil, occurrences } = findWindow({
    heldAt: heldAtOf({ held }),
    now,
    schedule,
  })
  const facts = held.map(heldFacts)
  const wanted = wantPublications(schedule, [...occurrences, ...behind])
  const plan = planOccurrences({ held: facts, now, tzVersion: TZ_VERSION, wanted })
  const { cancel } = plan

  if (plan.refusals.length > 0) {
    throw new ConflictError(`Schedule ${schedule.id} is being sent; its zone is looked at again later`)
  }

  const near = new Date(now.getTime() + UNTOUCHED_MS)
  const isFar = (id: string) => facts.some((row) => row.id === id && row.dueAt > near)
  const placed = await addRows({
    dependencies,
    held,
    now,
    pinnedVersion: stored.pinnedVersion ?? null,
    plan: { cancel: cancel.filter(isFar), insert: findMissing({ held, plan }) },
    schedule,
    session,
    sources,
  })

  await lookAgainFrom({ at: materialisedUntil, payload, scheduleId: schedule.id, session })

  await rawCollection<StoredRow>(payload, PUBLICATIONS).updateMany(
    { _id: { $in: wanted.map(({ id }) => id) }, dueAt: { $gt: near }, tzVersion: { $ne: TZ_VERSION } },
    { $set: { tzVersion: TZ_VERSION } },
    { session },
  )

  return {
    moved: facts.filter(({ id }) => cancel.includes(id)).map(({ dueAt }) => dueAt),
    placed: placed.map(({ dueAt }) => dueAt),
  }
}

/** The start by the rules of today; one that is near, past, or still shown by the clock stays. */
function reckon({ localTime, publishAt, timeZone }: SchedulePlan, now: Date): Date {
  const isNear = publishAt.getTime() <= now.getTime() + UNTOUCHED_MS

  return isNear || localTimeAt({ at: publishAt, timeZone }) === localTime
    ? publishAt
    : instantOf({ localTime, timeZone })
}
