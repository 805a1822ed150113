import type { AnyBulkWriteOperation, ClientSession } from 'mongodb'
import { ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { TZ_VERSION } from '../../src/config/tzVersion.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { decideCatchUp } from '../../src/domain/catchUp.ts'
import { plannedAt } from '../../src/domain/channelPace.ts'
import type { ChannelContent } from '../../src/domain/content.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { REDRIVABLE } from '../../src/domain/ledgerPlan.ts'
import { withdrawalFor } from '../../src/domain/movedWithdrawal.ts'
import type { PublicationError, UnwantedCode } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { unknownError } from '../../src/domain/unknownOutcome.ts'
import { LET_GO } from '../ledger/rows.ts'
import type { PlacedPublication } from './placeOccurrences.ts'
import { type HeldRow, type StoredRow, toObjectId } from './sources.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import type { PostLink } from '../../src/domain/writing/resolveVariables.ts'

/** What one channel will get, ready for the ledger. */
export interface CompiledRow {
  channelId: string
  content: ChannelContent
  contentHash: string
  /** Why the channel would refuse it. */
  faults: readonly Reason[]
  isRehearsal: boolean
  /** The short link that the content holds, where it holds one. */
  link: PostLink | null
}

export interface WriteRowsArgs {
  /** Ids of rows to stop. */
  cancel: readonly string[]
  compiled: readonly CompiledRow[]
  held: readonly HeldRow[]
  now: Date
  payload: Payload
  /** Rows to make, or to make anew where the ledger holds them. */
  placed: readonly PlacedPublication[]
  /** The post's own relations, which figures are counted by. */
  relations: { campaign: unknown; challenge: unknown; collaboration: unknown }
  /** Ids of rows of unknown outcome that are wanted again after a pause. */
  rewant?: readonly string[]
  schedule: SchedulePlan
  session: ClientSession | undefined
  /** Ids of rows of unknown outcome that are not wanted any more. */
  unwant?: readonly string[]
  versionId: string
  /** What the version shows. */
  works: readonly ObjectId[]
}

/** Writes a plan to the ledger, in the transaction of the schedule's save. */
export async function writeRows(args: WriteRowsArgs): Promise<void> {
  const { cancel, held, now, payload, placed, rewant = [], session, unwant = [] } = args
  const isHeld = new Set(held.map(({ _id }) => _id))
  const operations: AnyBulkWriteOperation<StoredRow>[] = [
    ...placed.map((each): AnyBulkWriteOperation<StoredRow> => {
      const fields = describeRow({ ...args, placed: each })

      return isHeld.has(each.id)
        ? { updateOne: { filter: seen(held, each.id), update: { $inc: { fence: 1 }, $set: fields } } }
        : { insertOne: { document: { ...fields, _id: each.id, createdAt: now, fence: 0 } } }
    }),
    ...cancel.map((id) => cancelRow({ code: 'SCHEDULE_CHANGED', held, id, now })),
    ...rewant.map((id) => wantAgain({ held, id, now })),
    ...unwant.map((id) => unwantRow({ code: 'SCHEDULE_CHANGED', held, id, now })),
  ]

  await writeAll({ operations, payload, session })
}

export interface StopRowsArgs {
  /** Ids of rows that have not been sent. */
  cancel: readonly string[]
  code: UnwantedCode
  held: readonly HeldRow[]
  now: Date
  payload: Payload
  session: ClientSession | undefined
  /** Ids of rows that may have been sent. */
  unwant: readonly string[]
}

/** Stops rows, and what may be out already from being sent again. */
export async function stopRows({ cancel, code, held, now, payload, session, unwant }: StopRowsArgs): Promise<void> {
  const operations = [
    ...cancel.map((id) => cancelRow({ code, held, id, now })),
    ...unwant.map((id) => unwantRow({ code, held, id, now })),
  ]

  await writeAll({ operations, payload, session })
}

interface CancelRowArgs {
  code: UnwantedCode
  held: readonly HeldRow[]
  id: string
  now: Date
}

const cancelRow = ({ code, held, id, now }: CancelRowArgs): AnyBulkWriteOperation<StoredRow> => ({
  updateOne: {
    filter: seen(held, id),
    update: {
      $inc: { fence: 1 },
      $set: {
        ...LET_GO,
        error: errorOfCancelled({ code, row: held.find(({ _id }) => _id === id) }),
        state: 'cancelled',
        updatedAt: now,
      },
    },
  },
})

/** What ended before it was cancelled keeps saying how. */
export const errorOfCancelled = ({
  code,
  row,
}: {
  code: UnwantedCode
  row: Pick<StoredRow, 'error' | 'state'> | undefined
}): PublicationError =>
  row?.error && REDRIVABLE.includes(row.state)
    ? publicationError('gate', code, { why: row.error.message })
    : publicationError('gate', code)

/**
 * The fence moves, so that a look under way, which may have decided to send it again, loses; the next look finds the same.
 * What was about to be sent again is looked for at once instead.
 */
function unwantRow({ code, held, id, now }: CancelRowArgs): AnyBulkWriteOperation<StoredRow> {
  const row = held.find(({ _id }) => _id === id)

  return changeUnknown(
    { held, id, now },
    {
      unwanted: code,
      ...(row?.state !== 'unconfirmed' && {
        error: unknownError(row ?? {}),
        followed: false as const,
        lookAt: now,
        looks: 0,
        state: 'unconfirmed' as const,
      }),
    },
  )
}

/** Looked at again at once where it would still be in time; else what is asked of a person stays asked. */
function wantAgain({ held, id, now }: Omit<CancelRowArgs, 'code'>): AnyBulkWriteOperation<StoredRow> {
  const row = held.find(({ _id }) => _id === id)
  const isInTime =
    row !== undefined &&
    decideCatchUp({
      dueAt: plannedAt(row),
      graceMs: row.graceMinutes * MINUTE,
      now,
      policy: row.catchUp,
    }).action === 'send'

  return changeUnknown({ held, id, now }, { unwanted: null, ...(isInTime && { lookAt: now, looks: 0 }) })
}

/** What is still to be told of its unknown outcome stays to be told. */
const changeUnknown = (
  { held, id, now }: Omit<CancelRowArgs, 'code'>,
  fields: Partial<StoredRow>,
): AnyBulkWriteOperation<StoredRow> => ({
  updateOne: {
    filter: seen(held, id),
    update: { $inc: { fence: 1 }, $set: { leaseUntil: null, token: null, updatedAt: now, ...fields } },
  },
})

/** A row exactly as it was read: a claim in between makes the write miss, and the save fails whole. */
function seen(held: readonly HeldRow[], id: string) {
  const row = held.find((candidate) => candidate._id === id)

  return { _id: id, fence: row?.fence ?? -1, state: row?.state ?? 'cancelled' }
}

type DescribeRowArgs = Omit<WriteRowsArgs, 'cancel' | 'held' | 'payload' | 'placed' | 'session'> & {
  placed: PlacedPublication
}

function describeRow({ compiled, now, placed, relations, schedule, versionId, works }: DescribeRowArgs) {
  const { channelId, dueAt, error, localTime, movedFor, occurrenceAt, timeZone } = placed
  const row = compiled.find((candidate) => candidate.channelId === channelId)

  if (row === undefined) {
    throw new Error(`No content was compiled for channel ${channelId}`)
  }

  return {
    ...LET_GO,
    attempts: 0,
    campaign: toObjectId(relations.campaign),
    catchUp: schedule.catchUp,
    challenge: toObjectId(relations.challenge),
    channel: new ObjectId(channelId),
    collaboration: toObjectId(relations.collaboration),
    content: row.content,
    contentHash: row.contentHash,
    contentPolicy: schedule.content,
    dueAt,
    error,
    graceMinutes: schedule.graceMinutes,
    isOfRepeat: null,
    latenessMs: null,
    localTime,
    movedFor: movedFor.length === 0 ? null : movedFor,
    occurrenceAt,
    onQuiet: schedule.onQuiet,
    post: new ObjectId(schedule.postId),
    receipt: null,
    rehearsal: row.isRehearsal,
    schedule: new ObjectId(schedule.id),
    startedAt: null,
    state: error === null ? ('armed' as const) : ('blocked' as const),
    timeZone,
    tzVersion: TZ_VERSION,
    unpublishAt: withdrawalFor(schedule, occurrenceAt),
    unwanted: null,
    updatedAt: now,
    versionId,
    withdrawal: null,
    works,
  }
}

interface WriteAllArgs {
  operations: AnyBulkWriteOperation<StoredRow>[]
  payload: Payload
  session: ClientSession | undefined
}

/** Writes all of it or, where a row is not as it was read, nothing of the save. */
export async function writeAll({ operations, payload, session }: WriteAllArgs): Promise<void> {
  if (operations.length === 0) {
    return
  }

  const result = await rawCollection<StoredRow>(payload, PUBLICATIONS).bulkWrite(
    operations,
    session === undefined ? { writeConcern: { w: 'majority' } } : { session },
  )

  if (result.insertedCount + result.matchedCount < operations.length) {
    throw conflict('PUBLICATION_TAKEN_UP')
  }
}
