import { ObjectId } from 'mongodb'
import type { Payload, PayloadRequest } from 'payload'
import { ValidationError } from 'payload'

import { rawCollection, sessionOf } from '../database/handles.ts'
import { InvalidInputError, type Reason } from '../domain/errors.ts'
import type { PlanEntry } from '../domain/plan/entry.ts'
import { SCHEDULES } from '../domain/slugs.ts'

export interface PlannedSchedule {
  entry: PlanEntry
  postId: string
  /** Null for a new one. */
  scheduleId: string | null
}

export interface WriteSchedulesArgs {
  now: Date
  payload: Payload
  req: PayloadRequest
  schedules: readonly PlannedSchedule[]
}

/** Writes when and where each post goes out; what is to be armed goes the way of the admin, with all its checks. */
export async function writeSchedules({ now, payload, req, schedules }: WriteSchedulesArgs): Promise<void> {
  const session = await sessionOf(req)
  const rows = schedules.map((one) => ({ ...one, _id: new ObjectId(one.scheduleId ?? undefined) }))

  if (rows.length > 0) {
    await rawCollection(payload, SCHEDULES).bulkWrite(
      rows.map(({ _id, entry, postId }) => ({
        updateOne: {
          filter: { _id },
          update: {
            $set: {
              channels: entry.channelIds.map((id) => new ObjectId(id)),
              importFingerprint: entry.fingerprint,
              importKey: entry.importKey,
              post: new ObjectId(postId),
              publishAt: entry.publishAt,
              publishAt_tz: entry.timeZone,
              updatedAt: now,
            },
            $setOnInsert: {
              __v: 0,
              catchUp: 'publish',
              content: 'pinned',
              createdAt: now,
              graceMinutes: 30,
              state: 'planned',
            },
          },
          upsert: true,
        },
      })),
      session === undefined ? {} : { session },
    )
  }

  for (const { _id, entry } of rows) {
    if (entry.state === 'armed') {
      await arm({ payload, req, row: entry.row, scheduleId: String(_id) })
    }
  }
}

interface ArmArgs extends Pick<WriteSchedulesArgs, 'payload' | 'req'> {
  row: number
  scheduleId: string
}

/** Arms one schedule; what refuses it is told with the row of the plan as its path. */
async function arm({ payload, req, row, scheduleId }: ArmArgs): Promise<void> {
  try {
    await payload.update({ collection: SCHEDULES, data: { state: 'armed' }, depth: 0, id: scheduleId, req })
  } catch (error) {
    if (error instanceof ValidationError) {
      const reasons = (error.data.errors as readonly Partial<Reason>[]).map(({ code, message = '', values }) => ({
        code: 'refused',
        message,
        path: String(row),
        ...(code !== undefined && { says: code }),
        ...(values !== undefined && { values }),
      }))

      throw new InvalidInputError(`Row ${row} cannot be armed`, reasons, { cause: error })
    }

    throw error
  }
}
