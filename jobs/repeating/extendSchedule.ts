import type { ClientSession, Document } from 'mongodb'

import { TZ_VERSION } from '../../src/config/tzVersion.ts'
import { rawCollection } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { ConflictError, type Reason } from '../../src/domain/errors.ts'
import type { LedgerPlan } from '../../src/domain/ledgerPlan.ts'
import { planOccurrences } from '../../src/domain/occurrencePlan.ts'
import { findWindow, HORIZON_MS, type OccurrenceWindow } from '../../src/domain/occurrenceWindow.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import type { ArmingDependencies } from '../arming/dependencies.ts'
import { heldFacts } from '../arming/facts.ts'
import { heldAtOf } from '../arming/heldAt.ts'
import { type PlacedPublication, placeOccurrences } from '../arming/placeOccurrences.ts'
import { createSources, type HeldRow, OPEN, type Sources } from '../arming/sources.ts'
import { wantPublications, type WantedPublication } from '../arming/wantPublications.ts'
import { writeRows } from '../arming/writeRows.ts'
import { contentOf } from './contentOf.ts'
import { findMissing } from './findMissing.ts'
import { readStoredSchedule, type StoredSchedule } from './storedSchedule.ts'

export interface ExtendScheduleArgs {
  dependencies: ArmingDependencies
  scheduleId: StoredSchedule['_id']
  session: ClientSession
}

export interface Extended {
  /** When what was written is due, for the bells. */
  dueAt: Date[]
  /** True when more belongs into the window than one transaction writes. */
  isBehind: boolean
  /** True when nothing is open and the rule names no time ahead. */
  isOver: boolean
}

/**
 * Adds the occurrences of an armed repeat that have come into the window; call it in a transaction.
 *
 * Only adds: what stands, is out or was cancelled by a person stays as it is, so a second run finds nothing to do. What a
 * change of the schedule stopped because it was more than one transaction writes comes back. What a channel would refuse
 * today is written as blocked, with the reason, rather than left out.
 */
export async function extendSchedule({ dependencies, scheduleId, session }: ExtendScheduleArgs): Promise<Extended> {
  const { clock, payload } = dependencies
  const schedules = rawCollection<StoredSchedule>(payload, SCHEDULES)
  const stored = await schedules.findOne({ _id: scheduleId, state: 'armed' }, { session })

  const now = clock()
  const doneUntil = stored?.materialisedUntil ?? null

  if (stored === null || doneUntil === null || doneUntil.getTime() >= now.getTime() + HORIZON_MS) {
    return { dueAt: [], isBehind: false, isOver: false }
  }

  const schedule = readStoredSchedule(stored)
  const sources = createSources({ payload, session })
  // After an outage the rows from there on are old, and still not to be made a second time.
  const held = await sources.findOpenRowsOf(schedule.id, doneUntil < now ? doneUntil : now)
  const window = findWindow({
    doneUntil,
    heldAt: heldAtOf({ held }),
    now,
    schedule,
  })
  const wanted = wantPublications(schedule, window.occurrences)
  const plan = planOccurrences({ held: held.map(heldFacts), now, tzVersion: TZ_VERSION, wanted })
  const placed = await addRows({
    dependencies,
    held,
    now,
    pinnedVersion: stored.pinnedVersion ?? null,
    plan: { cancel: [], insert: findMissing({ held, plan }) },
    schedule,
    session,
    sources,
  })

  await schedules.updateOne({ _id: scheduleId }, { $set: { materialisedUntil: window.materialisedUntil } }, { session })

  return {
    dueAt: placed.map(({ dueAt }) => dueAt),
    isBehind: (window.materialisedUntil ?? LONG_AHEAD).getTime() < now.getTime() + HORIZON_MS,
    isOver: isOver({ held, window }),
  }
}

const LONG_AHEAD = new Date(8.64e15)

const isOver = ({ held, window }: { held: readonly HeldRow[]; window: OccurrenceWindow }): boolean =>
  window.occurrences.length === 0 && held.every(({ state }) => !OPEN.includes(state))

export interface AddRowsArgs {
  dependencies: ArmingDependencies
  held: readonly HeldRow[]
  now: Date
  pinnedVersion: string | null
  plan: Pick<LedgerPlan<WantedPublication>, 'cancel' | 'insert'>
  schedule: SchedulePlan
  session: ClientSession
  sources: Sources
}

/** Writes rows of a schedule that nobody is saving: with the content it has, and no way to refuse. */
export async function addRows(args: AddRowsArgs): Promise<PlacedPublication[]> {
  const { dependencies, held, now, plan, schedule, session, sources } = args

  if (plan.insert.length + plan.cancel.length === 0) {
    return []
  }

  const channels = await sources.findChannels(schedule.channelIds)
  const content = await contentOf({ ...args, channels })

  if (content === null) {
    throw new ConflictError(`What schedule ${schedule.id} sends is not there any more; arm it again`)
  }

  const carried = new Set(content.compiled.map(({ channelId }) => channelId))
  const wanted = plan.insert.filter(({ channelId }) => carried.has(channelId))
  const placed = await placeAll({ ...args, channels, content, wanted })

  await writeRows({
    ...content,
    cancel: plan.cancel,
    held,
    now,
    payload: dependencies.payload,
    placed,
    schedule,
    session,
  })

  return placed
}

interface PlaceAllArgs extends AddRowsArgs {
  channels: readonly Document[]
  content: NonNullable<Awaited<ReturnType<typeof contentOf>>>
  wanted: readonly WantedPublication[]
}

/** What would refuse an arming blocks here: nobody is there to be told, and nothing may be lost. */
async function placeAll({ channels, content, dependencies, plan, schedule, session, wanted }: PlaceAllArgs) {
  const { placed, reasons } = await placeOccurrences({
    campaign: content.relations.campaign,
    channels,
    collaboration: content.relations.collaboration,
    leaving: plan.cancel,
    payload: dependencies.payload,
    schedule,
    session,
    wanted,
    works: content.works,
  })
  const faultsOf = new Map(content.compiled.map(({ channelId, faults }) => [channelId, faults]))
  const byId = new Map(placed.map((each) => [each.id, each]))

  return wanted.map((each): PlacedPublication => {
    const known = byId.get(each.id)
    const [fault = known === undefined ? reasons[0] : undefined] = faultsOf.get(each.channelId) ?? []

    return {
      ...(known ?? { ...each, dueAt: each.occurrenceAt, error: null, movedFor: [] }),
      ...(fault === undefined ? {} : { error: blockedBy(fault) }),
    }
  })
}

const blockedBy = ({ code, message, values }: Reason): NonNullable<PlacedPublication['error']> => ({
  class: 'gate',
  code,
  message,
  ...(values !== undefined && { values }),
})
