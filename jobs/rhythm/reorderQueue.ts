import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { databaseOf, rawCollection, sessionOf, sessionOptions } from '../../src/database/handles.ts'
import { conflictOf } from '../../src/domain/conflict.ts'
import { NotFoundError } from '../../src/domain/errors.ts'
import { withdrawalFor } from '../../src/domain/movedWithdrawal.ts'
import { planReorder, type QueueMove } from '../../src/domain/rhythm/queue.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import type { StoredSchedule } from '../repeating/storedSchedule.ts'
import { claimsOf, findQueued } from './slotClaims.ts'

export interface ReorderQueueArgs {
  channelId: string
  now: Date
  /** Ids of schedules; the first takes the first slot. */
  order: readonly string[]
  req: PayloadRequest
}

/**
 * Deals the claimed slots of a channel out anew, in the transaction of the request: who holds which slot, and when
 * each of their schedules goes out. What is already leaving refuses the whole of it.
 *
 * @throws ConflictError when the order is not of what stands in the queue now.
 */
export async function reorderQueue({ channelId, now, order, req }: ReorderQueueArgs): Promise<void> {
  if (!ObjectId.isValid(channelId)) {
    throw new NotFoundError(`There is no channel ${channelId}`)
  }

  const db = databaseOf(req.payload)
  const session = await sessionOf(req)
  const claims = await findQueued({ after: now, channel: new ObjectId(channelId), db, session })
  const plan = planReorder(
    claims.map(({ _id, at, schedule, timeZone }) => ({ at, scheduleId: String(schedule), slotId: _id, timeZone })),
    order,
  )

  if ('refusal' in plan) {
    throw conflictOf(plan.refusal)
  }

  if (plan.moves.length === 0) {
    return
  }

  const options = session === undefined ? {} : { session }

  await claimsOf(db).bulkWrite(
    plan.moves.map(({ from, to }) => ({
      updateOne: { filter: { _id: to.slotId }, update: { $set: { schedule: new ObjectId(from.scheduleId) } } },
    })),
    options,
  )
  // The slot first: a schedule that stands at the time of its slot keeps it.
  await db.collection(SCHEDULES).bulkWrite(
    plan.moves.map(({ from, to }) => ({
      updateOne: { filter: { _id: new ObjectId(from.scheduleId) }, update: { $set: { slot: to.slotId } } },
    })),
    options,
  )

  req.context[CHANGING_PLACES] = plan.moves.map(({ from }) => from.scheduleId)

  try {
    for (const move of plan.moves) {
      await moveSchedule(move, req)
    }
  } finally {
    delete req.context[CHANGING_PLACES]
  }
}

const CHANGING_PLACES = 'drumbeatChangingPlaces'

/** The schedules that change places with each other in this request: where one of them stands now is free by the end. */
export const changingPlaces = (req: PayloadRequest): readonly string[] =>
  (req.context[CHANGING_PLACES] as readonly string[] | undefined) ?? []

/** With the zone of the slot, by which it is seen that the schedule holds it; it stands as long as before. */
async function moveSchedule({ from, to }: QueueMove, req: PayloadRequest): Promise<void> {
  const stored = await rawCollection<StoredSchedule>(req.payload, SCHEDULES).findOne(
    { _id: new ObjectId(from.scheduleId) },
    { ...(await sessionOptions(req)), projection: { publishAt: 1, unpublishAt: 1 } },
  )
  const standing = { publishAt: stored?.publishAt ?? from.at, unpublishAt: stored?.unpublishAt ?? null }

  await req.payload.update({
    collection: SCHEDULES,
    data: {
      publishAt: to.at.toISOString(),
      publishAt_tz: to.timeZone,
      unpublishAt: withdrawalFor(standing, to.at)?.toISOString() ?? null,
    },
    depth: 0,
    id: from.scheduleId,
    overrideAccess: false,
    req,
  })
}
