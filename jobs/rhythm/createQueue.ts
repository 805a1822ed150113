import { type Document, ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { Queue, QueuedSchedule } from '../../hooks/dependencies.ts'
import { databaseOf, sessionOf } from '../../src/database/handles.ts'
import { InvalidInputError, NotFoundError, type Reason } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { slotId } from '../../src/domain/rhythm/slots.ts'
import { CHANNELS, POSTS, SCHEDULES } from '../../src/domain/slugs.ts'
import { inOwnTransaction } from './conflictRetry.ts'
import { findEmbargo } from './findRules.ts'
import { findSlot } from './findSlot.ts'
import { readChannelRhythm } from './readChannelRhythm.ts'
import { reorderQueue } from './reorderQueue.ts'
import { claimsOf } from './slotClaims.ts'
import { viewQueue } from './viewQueue.ts'

export interface QueueDependencies {
  clock: () => Date
}

/** The queue of each channel: who holds its next slots. */
export const createQueue = ({ clock }: QueueDependencies): Queue => ({
  add: ({ channelIds, data, postId, req }) =>
    inOwnTransaction(req, async () => {
      const embargoUntil = await findEmbargoOf(postId, req)
      const queued: QueuedSchedule[] = []

      for (const channelId of channelIds) {
        queued.push(await addTo({ channelId, data, embargoUntil, now: clock(), postId, req }))
      }

      return queued
    }),
  reorder: ({ channelId, order, req }) =>
    inOwnTransaction(req, () => reorderQueue({ channelId, now: clock(), order, req })),
  view: ({ channelId, locale, req }) => viewQueue({ channelId, locale, now: clock(), req }),
})

interface AddToArgs {
  channelId: string
  data: Readonly<Record<string, unknown>>
  embargoUntil: Date | null
  now: Date
  postId: string
  req: PayloadRequest
}

/** Claims a slot, then makes its schedule; another editor's claim of the same slot makes both begin anew. */
async function addTo({ channelId, data, embargoUntil, now, postId, req }: AddToArgs): Promise<QueuedSchedule> {
  const db = databaseOf(req.payload)
  const session = await sessionOf(req)
  const options = session === undefined ? {} : { session }
  const stored = await findChannel(channelId, req)
  const channel = readChannelRhythm(stored)
  const id = stored['_id'] as ObjectId
  const slot = await findSlot({ channel, channelId: id, db, embargoUntil, now, session })

  if (slot === null) {
    throw refuse(
      reason(channel.slots.length === 0 ? 'NO_SLOTS' : 'NO_FREE_SLOT', {
        path: 'channels',
        values: { name: channel.name },
      }),
    )
  }

  const { timeZone } = channel
  const _id = slotId(channelId, slot.localTime)

  await claimsOf(db).insertOne({ _id, ...slot, channel: id, schedule: null, timeZone }, options)

  const schedule = await req.payload.create({
    collection: SCHEDULES,
    data: {
      state: 'armed',
      ...data,
      channels: [channelId],
      post: postId,
      publishAt: slot.at.toISOString(),
      publishAt_tz: timeZone,
    } as never,
    depth: 0,
    overrideAccess: false,
    req,
  })
  const scheduleId = new ObjectId(String(schedule.id))

  await claimsOf(db).updateOne({ _id }, { $set: { schedule: scheduleId } }, options)
  await db.collection(SCHEDULES).updateOne({ _id: scheduleId }, { $set: { slot: _id } }, options)

  return { ...slot, channelId, schedule: { ...schedule, slot: _id } as unknown as Record<string, unknown>, timeZone }
}

async function findChannel(id: string, req: PayloadRequest): Promise<Document> {
  const session = await sessionOf(req)
  const channel = ObjectId.isValid(id)
    ? await databaseOf(req.payload)
        .collection(CHANNELS)
        .findOne({ _id: new ObjectId(id) }, session === undefined ? {} : { session })
    : null

  if (channel === null) {
    throw refuse(reason('CHANNEL_MISSING', { path: 'channels', values: { id } }))
  }

  return channel
}

/** Until when nothing of the post's campaign goes out; by its newest draft, as arming reads it. */
async function findEmbargoOf(postId: string, req: PayloadRequest): Promise<Date | null> {
  if (!ObjectId.isValid(postId)) {
    throw new NotFoundError(`There is no post ${postId}`)
  }

  const db = databaseOf(req.payload)
  const session = await sessionOf(req)
  const options = session === undefined ? {} : { session }
  const version = await db
    .collection(`_${POSTS}_versions`)
    .findOne({ latest: true, parent: new ObjectId(postId) }, { ...options, projection: { 'version.campaign': 1 } })

  return findEmbargo({ campaign: (version?.['version'] as Document | undefined)?.['campaign'], db, session })
}

const refuse = (reason: Reason) => new InvalidInputError(reason.message, [reason])
