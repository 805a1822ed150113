import type { AnyBulkWriteOperation, ClientSession, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { type ScheduleTally, tallySchedule } from '../../src/domain/scheduleTally.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { findComing } from './findComing.ts'

export interface FollowSchedulesArgs {
  clock: () => Date
  payload: Payload
  scheduleIds: readonly ObjectId[]
  /** Of the transaction that is changing the ledger, if one is. */
  session?: ClientSession | undefined
}

/**
 * Writes beside each schedule what became of its publications, and calls an armed one done when none is open any more and none
 * will come.
 *
 * Counted from the ledger each time, so telling it twice or late does no harm.
 */
export async function followSchedules({ clock, payload, scheduleIds, session }: FollowSchedulesArgs): Promise<void> {
  if (scheduleIds.length === 0) {
    return
  }

  const options = session === undefined ? {} : { session }
  const counts = await rawCollection(payload, PUBLICATIONS)
    .aggregate<{ _id: { schedule: ObjectId; state: PublicationState }; count: number }>(
      [
        { $match: { schedule: { $in: [...scheduleIds] } } },
        { $group: { _id: { schedule: '$schedule', state: '$state' }, count: { $sum: 1 } } },
      ],
      options,
    )
    .toArray()
  const countsOf = (id: ObjectId) =>
    Object.fromEntries(counts.filter(({ _id }) => _id.schedule.equals(id)).map(({ _id, count }) => [_id.state, count]))

  const tallies = scheduleIds.map((id) => ({ id, ...tallySchedule(countsOf(id)) }))
  const closed = tallies.filter(({ isOpen }) => !isOpen).map(({ id }) => id)
  const coming = await findComing({ closed, now: clock(), payload, session })

  await rawCollection(payload, SCHEDULES).bulkWrite(
    tallies.map(({ isOpen, ...tally }) =>
      describe({ isDone: !isOpen && !coming.has(String(tally.id)), now: clock(), tally }),
    ),
    { ...options, ordered: false },
  )
}

interface DescribeArgs {
  isDone: boolean
  now: Date
  tally: { id: ObjectId } & ScheduleTally
}

const describe = ({ isDone, now, tally: { id, ...tally } }: DescribeArgs): AnyBulkWriteOperation => {
  const done: Document = {
    state: { $cond: [{ $eq: ['$state', 'armed'] }, 'done', '$state'] },
    updatedAt: { $cond: [{ $eq: ['$state', 'armed'] }, now, '$updatedAt'] },
  }

  return {
    updateOne: { filter: { _id: id }, update: [{ $set: { tally: { $literal: tally }, ...(isDone ? done : {}) } }] },
  }
}
