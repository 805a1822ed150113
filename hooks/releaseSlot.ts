import { ObjectId } from 'mongodb'
import type { CollectionAfterChangeHook, CollectionAfterDeleteHook, PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../src/database/handles.ts'
import { keepsSlot } from '../src/domain/rhythm/queue.ts'
import { SCHEDULES, SLOT_CLAIMS } from '../src/domain/slugs.ts'
import { parseSchedule, type ScheduleDocument } from './syncPublications.ts'

interface Claim {
  _id: string
  channel: ObjectId
  schedule: ObjectId | null
}

/** Gives a slot of the queue back when its schedule is cancelled or goes out at another time, in the transaction of the save. */
export const releaseSlot: CollectionAfterChangeHook<ScheduleDocument> = async ({ doc, req }) => {
  const slot: unknown = doc['slot']

  if (typeof slot !== 'string' || slot === '') {
    return doc
  }

  const claim = await rawCollection<Claim>(req.payload, SLOT_CLAIMS).findOne({ _id: slot }, await sessionOptions(req))
  const schedule = parseSchedule(doc)

  if (claim !== null && keepsSlot(schedule, String(claim.channel))) {
    return doc
  }

  await giveBack(slot, schedule.id, req)
  await rawCollection(req.payload, SCHEDULES).updateOne(
    { _id: new ObjectId(schedule.id) },
    { $set: { slot: null } },
    await sessionOptions(req),
  )

  return { ...doc, slot: null }
}

/** A schedule that is deleted holds no slot. */
export const releaseSlotOfDeleted: CollectionAfterDeleteHook<ScheduleDocument> = async ({ doc, id, req }) => {
  const slot: unknown = doc['slot']

  if (typeof slot === 'string' && slot !== '') {
    await giveBack(slot, String(id), req)
  }

  return doc
}

async function giveBack(slot: string, scheduleId: string, req: PayloadRequest): Promise<void> {
  await rawCollection<Claim>(req.payload, SLOT_CLAIMS).deleteOne(
    { _id: slot, schedule: new ObjectId(scheduleId) },
    await sessionOptions(req),
  )
}
