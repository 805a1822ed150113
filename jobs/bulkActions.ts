import { randomUUID } from 'node:crypto'

import type { Document, ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { AuditLog, BulkActArgs, BulkActOutcome } from '../hooks/dependencies.ts'
import { rawCollection } from '../src/database/handles.ts'
import { BULK_ACTIONS, BULK_LIMIT, type BulkAct, type BulkPlan, planBulkAct, TO_ANSWER } from '../src/domain/bulkAct.ts'
import { SECOND } from '../src/domain/duration.ts'
import type { ScheduleState } from '../src/domain/publication.ts'
import type { ReasonValues } from '../src/domain/reasons/fillText.ts'
import { publicationError } from '../src/domain/reasons/publicationError.ts'
import { reason } from '../src/domain/reasons/reason.ts'
import { PUBLICATIONS, SCHEDULES } from '../src/domain/slugs.ts'
import { mayBeOut } from '../src/domain/unknownOutcome.ts'
import type { StoredRow } from './arming/sources.ts'
import type { Bells } from './bells.ts'
import { followSchedules } from './following/followSchedules.ts'
import { entryOf, hasFence, idsOf, LET_GO } from './ledger/rows.ts'
import { sendByHand } from './ledger/sendByHand.ts'

export interface BulkActionsDependencies {
  audit: AuditLog
  bells: Bells
  clock: () => Date
  /** Brings what is to carry the latest approved version of a post up to date; gives the ids that it does not fit, with why. */
  refreshLatest: (postId: string) => Promise<ReadonlyMap<string, string>>
}

type Found = Pick<
  StoredRow,
  '_id' | 'channel' | 'dueAt' | 'error' | 'fence' | 'restores' | 'schedule' | 'state' | 'unknownSince'
>

/**
 * Lets a person act on many publications in one step.
 *
 * One compare-and-set for all of them, each by its state and fence: what changes at the same moment is left alone and
 * named in the answer. Eight queries, however many there are, and some for each post whose latest version is to go out.
 */
export async function actOnMany(
  { audit, bells, clock, refreshLatest }: BulkActionsDependencies,
  { act, ids, req }: BulkActArgs,
): Promise<BulkActOutcome> {
  const rows = rawCollection<StoredRow>(req.payload, PUBLICATIONS)

  const unfit = new Map<string, string | null>()

  if (act !== 'skip') {
    // An approval whose process died has not reached them yet.
    for (const post of await rows.distinct('post', { _id: { $in: [...ids] }, contentPolicy: 'latest' })) {
      for (const [id, why] of await refreshLatest(String(post))) {
        unfit.set(id, why)
      }
    }
  }

  const found = await rows
    .find({ _id: { $in: [...ids] } })
    .project<Found>({ channel: 1, dueAt: 1, error: 1, fence: 1, restores: 1, schedule: 1, state: 1, unknownSince: 1 })
    .sort({ dueAt: 1 })
    .batchSize(BULK_LIMIT)
    .toArray()

  if (act !== 'skip') {
    for (const { _id, error } of found.filter((row) => row.error?.code === 'LATEST_UNFIT')) {
      unfit.set(_id, typeof error?.values?.['why'] === 'string' ? error.values['why'] : null)
    }
  }

  const scheduleStates = await findScheduleStates({ found, req })
  const plan = planBulkAct({
    act,
    ids,
    rows: found.map((row) => ({
      ...scheduleStateOf(row, scheduleStates),
      channel: String(row.channel),
      code: row.error?.code ?? null,
      id: row._id,
      isUnfit: unfit.has(row._id),
      mayBeOut: mayBeOut(row),
      state: row.state,
    })),
  })
  const isPlanned = new Set(plan.acts.map(({ id }) => id))
  const fit = found.filter(({ _id }) => isPlanned.has(_id))
  const actId = randomUUID()

  if (fit.length > 0) {
    await rows.updateMany(
      {
        _id: { $in: idsOf(fit) },
        $expr: hasFence(fit as unknown as StoredRow[]),
        state: { $in: [...new Set(fit.map(({ state }) => state))] },
        ...(act !== 'redrive' && { 'error.code': TO_ANSWER.code }),
      },
      [{ $set: { ...describe(act, plan), actId } }],
      { writeConcern: { w: 'majority' } },
    )
  }

  const done = await findDone({ actId, fit, req })

  await audit.recordAll(
    done.map((row) => ({
      action: `publication.${BULK_ACTIONS[act]}`,
      after: { state: act === 'skip' ? 'cancelled' : 'armed' },
      before: { dueAt: row.dueAt, error: row.error ?? null, state: row.state },
      subject: { id: row._id, slug: PUBLICATIONS },
    })),
    req,
  )
  await followUp({ act, bells, clock, done, plan, req })

  return describeOutcome({ act, done, fit, plan, unfit })
}

/** What a release sends again is no business of the schedule that it came from. */
function scheduleStateOf({ restores, schedule }: Found, states: ReadonlyMap<string, ScheduleState>) {
  const scheduleState = restores === undefined ? states.get(String(schedule)) : undefined

  return scheduleState === undefined ? {} : { scheduleState }
}

async function findScheduleStates({
  found,
  req,
}: {
  found: readonly Found[]
  req: PayloadRequest
}): Promise<ReadonlyMap<string, ScheduleState>> {
  const schedules = await rawCollection<{ _id: ObjectId; state: ScheduleState }>(req.payload, SCHEDULES)
    .find({ _id: { $in: found.map(({ schedule }) => schedule) } }, { projection: { state: 1 } })
    .batchSize(BULK_LIMIT)
    .toArray()

  return new Map(schedules.map(({ _id, state }) => [String(_id), state]))
}

/** Server time, and a fence that makes older claims lose, as in an act on one. */
function describe(act: BulkAct, { acts }: BulkPlan): Document {
  if (act === 'skip') {
    return {
      ...LET_GO,
      error: publicationError('gate', 'SKIPPED'),
      fence: { $add: ['$fence', 1] },
      state: 'cancelled',
      updatedAt: '$$NOW',
    }
  }

  const inMs = entryOf(
    acts.map(({ id }) => id),
    acts.map(({ inMs }) => inMs),
  )

  return sendByHand({ action: BULK_ACTIONS[act], inMs })
}

async function findDone({
  actId,
  fit,
  req,
}: {
  actId: string
  fit: readonly Found[]
  req: PayloadRequest
}): Promise<Found[]> {
  if (fit.length === 0) {
    return []
  }

  const changed = await rawCollection<StoredRow>(req.payload, PUBLICATIONS)
    .find({ _id: { $in: idsOf(fit) }, actId })
    .project<{ _id: string }>({ _id: 1 })
    .batchSize(BULK_LIMIT)
    .toArray()
  const isChanged = new Set(idsOf(changed))

  return fit.filter(({ _id }) => isChanged.has(_id))
}

interface FollowUpArgs {
  act: BulkAct
  bells: Bells
  clock: () => Date
  done: readonly Found[]
  plan: BulkPlan
  req: PayloadRequest
}

async function followUp({ act, bells, clock, done, plan, req }: FollowUpArgs): Promise<void> {
  if (done.length === 0) {
    return
  }

  if (act !== 'skip') {
    const lastMs = Math.max(...plan.acts.map(({ inMs }) => inMs))
    const seconds = Array.from({ length: Math.ceil(lastMs / SECOND) + 1 }, (_, index) => index * SECOND)

    await bells.ring(seconds.map((ms) => new Date(clock().getTime() + ms)))
  }

  const schedules = new Map(done.map(({ schedule }) => [String(schedule), schedule]))

  await followSchedules({ clock, payload: req.payload, scheduleIds: [...schedules.values()] })
}

function describeOutcome({
  act,
  done,
  fit,
  plan,
  unfit,
}: {
  act: BulkAct
  done: readonly Found[]
  fit: readonly Found[]
  plan: BulkPlan
  /** Why the latest version does not fit, where that is known. */
  unfit: ReadonlyMap<string, string | null>
}): BulkActOutcome {
  const isDone = new Set(idsOf(done))

  return {
    done: idsOf(done),
    refused: [
      ...plan.refused.map(({ code, id, state }) => ({
        ...reason(code, { values: valuesOf({ act, code, id, state, why: unfit.get(id) ?? null }) }),
        id,
      })),
      ...fit.filter(({ _id }) => !isDone.has(_id)).map(({ _id }) => ({ ...reason('CHANGED'), id: _id })),
    ],
  }
}

function valuesOf({
  act,
  code,
  id,
  state,
  why,
}: BulkPlan['refused'][number] & { act: BulkAct; why: string | null }): ReasonValues {
  if (code === 'LATEST_UNFIT') {
    return why === null ? {} : { why }
  }

  // "Publish now" fits much that waits for no answer, so the act has the name of the request.
  if (code === 'SCHEDULE_CANCELLED' || code === 'SCHEDULE_PAUSED') {
    return {}
  }

  return state === null ? { id } : { action: act === 'redrive' ? BULK_ACTIONS.redrive : 'answer', from: state }
}
