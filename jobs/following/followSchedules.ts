import type { ClientSession, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { databaseOf, rawCollection } from '../../src/database/handles.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { type ScheduleTally, tallySchedule } from '../../src/domain/scheduleTally.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { entryOf } from '../ledger/rows.ts'
import { freeSlotsOfDone } from '../rhythm/slotClaims.ts'
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
 * will come. A slot of the queue ahead of one that is done comes free.
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

  const isDone = closed.filter((id) => !coming.has(String(id)))

  await rawCollection(payload, SCHEDULES).updateMany(
    { _id: { $in: [...scheduleIds] } },
    describe({
      entries: tallies.map(({ id, isOpen, ...tally }) => ({ isDone: !isOpen && !coming.has(String(id)), tally })),
      now: clock(),
      scheduleIds,
    }),
    options,
  )

  if (isDone.length > 0) {
    await freeSlotsOfDone({ db: databaseOf(payload), now: clock(), schedules: isDone, session })
  }
}

interface DescribeArgs {
  /** One for each schedule, in the order of their ids. */
  entries: readonly { isDone: boolean; tally: ScheduleTally }[]
  now: Date
  scheduleIds: readonly ObjectId[]
}

/** One statement for all schedules, each with values of its own. */
function describe({ entries, now, scheduleIds }: DescribeArgs): Document[] {
  const ends = { $and: ['$__followed.isDone', { $eq: ['$state', 'armed'] }] }

  return [
    { $set: { __followed: entryOf(scheduleIds, entries) } },
    {
      $set: {
        state: { $cond: [ends, 'done', '$state'] },
        tally: '$__followed.tally',
        updatedAt: { $cond: [ends, now, '$updatedAt'] },
      },
    },
    { $unset: ['__followed'] },
  ]
}
