import { type ClientSession, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'

export interface LookAgainFromArgs {
  /** Up to here the ledger was compared with its schedule; null for what comes once. */
  at: Date | null
  payload: Payload
  scheduleId: string
  session: ClientSession | undefined
}

/** Lets `materialise-occurrences` look once more at what comes later, where it has done so before. */
export async function lookAgainFrom({ at, payload, scheduleId, session }: LookAgainFromArgs): Promise<void> {
  if (at !== null) {
    await rawCollection(payload, SCHEDULES).updateOne(
      { _id: new ObjectId(scheduleId), materialisedUntil: { $gt: at } },
      { $set: { materialisedUntil: at } },
      session === undefined ? {} : { session },
    )
  }
}
