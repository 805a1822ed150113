import type { AnyBulkWriteOperation, ClientSession, Filter } from 'mongodb'
import type { Payload } from 'payload'

import { TZ_VERSION } from '../../src/config/tzVersion.ts'
import { rawCollection } from '../../src/database/handles.ts'
import { PAST_TOLERANCE_MS, type SchedulePlan } from '../../src/domain/arming.ts'
import { isForGood, isUnknown, REDRIVABLE } from '../../src/domain/ledgerPlan.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { publicationId } from '../../src/domain/publicationId.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import type { Occurrence } from '../../src/domain/recurrence/expandRecurrence.ts'
import { findSuccessors } from '../../src/domain/recurrence/findSuccessors.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { LET_GO } from '../ledger/rows.ts'
import { heldFacts } from './facts.ts'
import { createSources, type HeldRow, type StoredRow, toObjectId } from './sources.ts'
import { stopRows, writeAll } from './writeRows.ts'

export interface CarryOverArgs {
  /** The repeat as it came. */
  from: SchedulePlan
  now: Date
  payload: Payload
  session: ClientSession | undefined
  /** The repeat as it comes from now on; another schedule where one takes over. */
  to: SchedulePlan
}

/** It has left, or may have. */
const LEFT: readonly PublicationState[] = ['published', 'sending', 'withdrawn']

/**
 * Takes along what is over of occurrences that move, before rows are made at their new times.
 *
 * A row is known by its instant, so at another one nobody would know that it went out ahead of its time, or that a person cancelled
 * it: there it stands as cancelled for good. What failed or was missed ends, since another comes in its stead.
 */
export async function carryOver(args: CarryOverArgs): Promise<void> {
  const { from, now, payload, session, to } = args
  const held = await createSources({ payload, session }).findOpenRowsOf(from.id, now)
  const over = held.filter((row) => isOver(row) && isOf(row, to))
  const successors = findSuccessors({
    after: to,
    before: from,
    from: new Date(now.getTime() - PAST_TOLERANCE_MS),
    instants: over.map(({ occurrenceAt }) => occurrenceAt),
  })
  const moved = over.flatMap((row) => {
    const occurrence = successors.get(row.occurrenceAt.getTime())

    return occurrence === undefined ? [] : [{ occurrence, row }]
  })
  const isReplaced = ({ row }: Moved) => REDRIVABLE.includes(row.state)

  await closeSuccessors({ ...args, moved: moved.filter((each) => !isReplaced(each)) })
  await stopRows({
    cancel: moved.filter(isReplaced).map(({ row }) => row._id),
    code: 'SCHEDULE_CHANGED',
    held,
    now,
    payload,
    session,
    unwant: [],
  })
}

interface Moved {
  occurrence: Occurrence
  row: HeldRow
}

const isOver = (row: HeldRow): boolean => hasHappened(row) || isForGood(heldFacts(row))

/** It has left, or may have, or was tried or missed: what comes in its stead comes a second time. */
export const hasHappened = (row: HeldRow): boolean =>
  LEFT.includes(row.state) || REDRIVABLE.includes(row.state) || isUnknown(heldFacts(row))

/** Of another post, or on a channel that is given up, nothing comes in its stead. */
const isOf = ({ channel, post }: HeldRow, { channelIds, postId }: SchedulePlan): boolean =>
  String(post) === postId && channelIds.includes(String(channel))

/** Writes rows that are cancelled for good, or makes such of rows that the schedule had stopped there. */
async function closeSuccessors({
  moved,
  now,
  payload,
  session,
  to,
}: CarryOverArgs & { moved: readonly Moved[] }): Promise<void> {
  if (moved.length === 0) {
    return
  }

  const rows = rawCollection<StoredRow>(payload, PUBLICATIONS)
  const options = session === undefined ? {} : { session }
  const sources = await rows.find({ _id: { $in: moved.map(({ row }) => row._id) } }, options).toArray()
  const closed = moved.flatMap(({ occurrence, row }) => {
    const source = sources.find(({ _id }) => _id === row._id)

    return source === undefined ? [] : [closedRow({ now, occurrence, source, to })]
  })
  const there = await rows
    .find({ _id: { $in: closed.map(({ _id }) => _id) } }, { ...options, projection: { content: 0 } })
    .toArray()
  const operations = closed.flatMap((row): AnyBulkWriteOperation<StoredRow>[] => {
    const standing = there.find(({ _id }) => _id === row._id)

    return standing === undefined
      ? [{ insertOne: { document: row } }]
      : standing.state === 'cancelled' && !isForGood(heldFacts(standing))
        ? [
            {
              updateOne: {
                filter: seen(standing),
                update: { $inc: { fence: 1 }, $set: { error: row.error ?? null, updatedAt: now } },
              },
            },
          ]
        : []
  })

  await writeAll({ operations, payload, session })
}

const seen = ({ _id, fence, state }: Pick<StoredRow, '_id' | 'fence' | 'state'>): Filter<StoredRow> => ({
  _id,
  fence,
  state,
})

interface ClosedRowArgs extends Pick<CarryOverArgs, 'now' | 'to'> {
  occurrence: Occurrence
  source: StoredRow
}

/** Carries what the row carries that it stands for, and nothing of what became of that. */
function closedRow({ now, occurrence: { at, localTime }, source, to }: ClosedRowArgs): StoredRow {
  const { campaign, catchUp, challenge, channel, collaboration, content, contentHash, graceMinutes, post } = source
  const isSaid = isForGood(heldFacts(source))
  const channelId = String(channel)

  return {
    ...LET_GO,
    _id: publicationId({ channelId, occurrenceAt: at, postId: to.postId, scheduleId: to.id }),
    attempts: 0,
    campaign: campaign ?? null,
    catchUp,
    challenge: challenge ?? null,
    channel,
    collaboration: collaboration ?? null,
    content,
    contentHash,
    contentPolicy: source.contentPolicy ?? 'pinned',
    createdAt: now,
    dueAt: at,
    error: isSaid ? (source.error ?? null) : publicationError('gate', 'SENT_BEFORE_MOVE'),
    fence: 0,
    graceMinutes,
    latenessMs: null,
    localTime,
    movedFor: null,
    occurrenceAt: at,
    post,
    receipt: null,
    rehearsal: source.rehearsal,
    schedule: toObjectId(to.id) ?? source.schedule,
    startedAt: null,
    state: 'cancelled',
    timeZone: to.timeZone,
    tzVersion: TZ_VERSION,
    unpublishAt: null,
    unwanted: null,
    updatedAt: now,
    versionId: source.versionId,
    withdrawal: null,
    works: source.works ?? [],
  }
}
