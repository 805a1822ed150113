import type { ClientSession, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type StoredRow, toObjectId } from './sources.ts'
import type { CompiledRow, WriteRowsArgs } from './writeRows.ts'

/** What publications carry, one content per channel, ready for the ledger. */
export type CarriedContent = Pick<WriteRowsArgs, 'compiled' | 'relations' | 'versionId' | 'works'>

export interface CopyRowsArgs {
  channels: readonly Document[]
  payload: Payload
  schedule: Pick<SchedulePlan, 'id' | 'postId'>
  session: ClientSession | undefined
  versionId: string
}

/**
 * Takes what a pinned version says from rows that carry it already; null where there are none.
 *
 * The schedule's own rows come first. Those of others of the same post serve one that has none yet, because it goes on where
 * another ends.
 */
export async function copyRows({
  channels,
  payload,
  schedule,
  session,
  versionId,
}: CopyRowsArgs): Promise<CarriedContent | null> {
  const rows = rawCollection<StoredRow>(payload, PUBLICATIONS)
  const inTransaction = session === undefined ? {} : { session }
  const newest = await rows
    .aggregate<{ id: string }>(
      [
        { $match: { post: toObjectId(schedule.postId) as ObjectId, versionId } },
        { $project: { channel: 1, isOwn: { $eq: ['$schedule', toObjectId(schedule.id)] }, occurrenceAt: 1 } },
        { $sort: { isOwn: 1, occurrenceAt: 1 } },
        { $group: { _id: '$channel', id: { $last: '$_id' } } },
      ],
      inTransaction,
    )
    .toArray()
  const found = await rows.find({ _id: { $in: newest.map(({ id }) => id) } }, inTransaction).toArray()
  const [first] = found

  if (first === undefined) {
    return null
  }

  const { campaign, challenge, collaboration } = first
  const modes = new Map(channels.map((channel) => [String(channel['_id']), channel['mode'] as unknown]))

  return {
    compiled: found.map(({ channel, content, contentHash }): CompiledRow => ({
      channelId: String(channel),
      content,
      contentHash,
      faults: [],
      isRehearsal: modes.get(String(channel)) === 'rehearsal',
      // Made when this content was first compiled.
      link: null,
    })),
    relations: { campaign, challenge, collaboration },
    versionId,
    works: first.works ?? [],
  }
}
