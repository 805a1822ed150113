import { ObjectId, type AnyBulkWriteOperation, type Document } from 'mongodb'
import type { Payload, PayloadRequest } from 'payload'

import type { ComposedServices } from '../plugin/composition.ts'
import { createArming } from '../../jobs/arming/createArming.ts'
import { followChannels } from '../../jobs/following/followChannels.ts'
import { followPosts } from '../../jobs/following/followPosts.ts'
import { followSchedules } from '../../jobs/following/followSchedules.ts'
import { databaseOf, rawCollection, sessionOptions } from '../database/handles.ts'
import { HOUR } from '../domain/duration.ts'
import type { PublicationRow } from '../domain/publication.ts'
import { localTimeAt } from '../domain/recurrence/localTime.ts'
import type { SeededRandom } from '../domain/seededRandom.ts'
import { PUBLICATIONS, SCHEDULES } from '../domain/slugs.ts'
import { inTransaction } from '../import/importRequest.ts'
import { createSandboxHistory } from './sandboxHistory.ts'

type Row = PublicationRow<ObjectId>

export interface PublishPastArgs {
  now: Date
  payload: Payload
  random: SeededRandom
  /** Ids of schedules whose time has passed. */
  scheduleIds: readonly string[]
  services: Pick<ComposedServices, 'channels' | 'renditions' | 'secrets'>
}

/**
 * Makes the past weeks look as if the worker had sent them: armed by the same code an hour before each was due, then
 * published with receipts, on the sandbox's phones as well. Gives the ledger's rows.
 */
export async function publishPast(args: PublishPastArgs): Promise<Row[]> {
  const { now, payload, scheduleIds } = args
  const db = databaseOf(payload)
  const ids = scheduleIds.map((id) => new ObjectId(id))

  // In one transaction, so that no worker finds rows that are armed and long due.
  await inTransaction(payload, async (req) => {
    for (const schedule of await db
      .collection(SCHEDULES)
      .find({ _id: { $in: ids } })
      .toArray()) {
      await armInThePast({ ...args, req, schedule })
    }

    await settle({ ...args, req })
  })

  const rows = await db
    .collection<Row>(PUBLICATIONS)
    .find({ schedule: { $in: ids } })
    .toArray()

  await followPosts({
    clock: () => now,
    payload,
    postIds: [...new Map(rows.map(({ post }) => [String(post), post])).values()],
  })
  await followSchedules({ clock: () => now, payload, scheduleIds: ids })
  await followChannels({ payload, rows })

  return rows
}

type StepArgs = PublishPastArgs & { req: PayloadRequest }

const noBells = { ring: () => Promise.resolve() }

async function armInThePast({ payload, req, schedule, services }: StepArgs & { schedule: Document }): Promise<void> {
  const publishAt = schedule['publishAt'] as Date
  const arming = createArming({
    bells: noBells,
    clock: () => new Date(publishAt.getTime() - HOUR),
    payload,
    registry: services.channels,
    renditions: services.renditions,
    secrets: services.secrets,
  })
  const armed = await arming.apply({
    isRearm: false,
    pinnedVersion: null,
    previous: null,
    req,
    schedule: {
      catchUp: 'publish',
      channelIds: (schedule['channels'] as ObjectId[]).map(String),
      content: 'pinned',
      graceMinutes: 30,
      id: String(schedule['_id']),
      isSlotted: false,
      onQuiet: 'ignore',
      localTime: localTimeAt({ at: publishAt, timeZone: String(schedule['publishAt_tz']) }),
      postId: String(schedule['post']),
      publishAt,
      recurrence: null,
      state: 'armed',
      timeZone: String(schedule['publishAt_tz']),
      unpublishAt: null,
    },
  })

  await rawCollection(payload, SCHEDULES).updateOne(
    { _id: schedule['_id'] as ObjectId },
    { $set: { pinnedVersion: armed?.pinnedVersion ?? null, state: 'armed' } },
    await sessionOptions(req),
  )
}

/** Writes what became of the rows: all but one went out within a tenth of a second, one was refused by its channel. */
async function settle({ payload, random, req, scheduleIds }: StepArgs): Promise<void> {
  const options = await sessionOptions(req)
  const rows = rawCollection<Row>(payload, PUBLICATIONS)
  const filter = { schedule: { $in: scheduleIds.map((id) => new ObjectId(id)) } }
  const armed = await rows.find(filter, options).sort({ dueAt: 1, _id: 1 }).toArray()
  const addReceipt = await createSandboxHistory({ options, payload })
  const operations: AnyBulkWriteOperation<Row>[] = []

  for (const [index, row] of armed.entries()) {
    const latenessMs = random.between(18, 96)
    const startedAt = new Date(row.dueAt.getTime() + latenessMs)
    const isRefused = index === armed.length - 2
    const publishedAt = new Date(startedAt.getTime() + random.between(60, 420))
    const outcome = isRefused
      ? { error: REFUSED, state: 'failed' as const }
      : { changedAt: publishedAt, receipt: await addReceipt({ publishedAt, row }), state: 'published' as const }

    operations.push({
      updateOne: {
        filter: { _id: row._id },
        update: {
          $inc: { fence: 1 },
          $set: {
            ...outcome,
            attempts: 1,
            createdAt: new Date(row.dueAt.getTime() - HOUR),
            latenessMs,
            startedAt,
            updatedAt: publishedAt,
          },
        },
      },
    })
  }

  if (operations.length > 0) {
    await rows.bulkWrite(operations, options)
  }
}

const REFUSED = {
  class: 'rejected-content',
  code: 'SENSITIVE_WORD',
  message: '平台退回：文案含有待核实的用语，请修改后重新发布。',
} as const
