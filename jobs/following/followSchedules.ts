import type { ClientSession, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { databaseOf, rawCollection } from '../../src/database/handles.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { type ScheduleTally, tallySchedule } from '../../src/domain/scheduleTally.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { entryOf } from '../ledger/rows.ts'
import { freeSlotsOfDone } from '../rhythm/slotClaims.ts'
import { readArmed } from './readArmed.ts'

export interface FollowSchedulesArgs {
  clock: () => Date
  payload: Payload
  scheduleIds: readonly ObjectId[]
  /** Of the transaction that is changing the ledger, if one is. */
  session?: ClientSession | undefined
}

/** What became of a schedule's publications, and how it stood before they were counted. */
interface Followed {
  id: ObjectId
  isDone: boolean
  /** When it was last changed; null where it was not armed. */
  seenAt: Date | null
  tally: ScheduleTally
}

/**
 * Writes beside each schedule what became of its publications, and calls an armed one done when none is open any more and none
 * will come. A slot of the queue ahead of one that is done comes free.
 *
 * Counted from the ledger each time, so telling it twice or late does no harm.
 */
export async function followSchedules(args: FollowSchedulesArgs): Promise<void> {
  let { scheduleIds } = args

  for (let left = MAX_ROUNDS; scheduleIds.length > 0 && left > 0; left -= 1) {
    scheduleIds = await writeTallies(args, await countPublications({ ...args, scheduleIds }))
  }
}

/** Each round but the first needs somebody who saves the schedule in the moment between its count and the write. */
const MAX_ROUNDS = 5

/** Counts what became of the publications of each schedule. */
export async function countPublications({
  clock,
  payload,
  scheduleIds,
  session,
}: FollowSchedulesArgs): Promise<Followed[]> {
  // Before the count: who changes it in between arms more than was counted.
  const armed = await readArmed({ payload, scheduleIds, session })
  const counts = await rawCollection(payload, PUBLICATIONS)
    .aggregate<{ _id: { schedule: ObjectId; state: PublicationState }; count: number }>(
      [
        { $match: { schedule: { $in: [...scheduleIds] } } },
        { $group: { _id: { schedule: '$schedule', state: '$state' }, count: { $sum: 1 } } },
      ],
      session === undefined ? {} : { session },
    )
    .toArray()
  const countsOf = (id: ObjectId) =>
    Object.fromEntries(counts.filter(({ _id }) => _id.schedule.equals(id)).map(({ _id, count }) => [_id.state, count]))

  return scheduleIds.map((id) => {
    const schedule = armed.get(String(id))
    const { isOpen, ...tally } = tallySchedule(countsOf(id))

    return {
      id,
      isDone: !isOpen && schedule?.comesAgain(clock()) !== true,
      seenAt: schedule?.updatedAt ?? null,
      tally,
    }
  })
}

/** Writes what was counted; what would end and was changed since is left alone, and given back to be counted anew. */
export async function writeTallies(
  { clock, payload, session }: Omit<FollowSchedulesArgs, 'scheduleIds'>,
  followed: readonly Followed[],
): Promise<ObjectId[]> {
  const ids = followed.map(({ id }) => id)
  const done = followed.filter(({ isDone }) => isDone).map(({ id }) => id)

  const options = session === undefined ? {} : { session }
  const schedules = rawCollection(payload, SCHEDULES)

  await schedules.updateMany(
    { _id: { $in: ids } },
    describe({ entries: followed.map(({ id: _id, ...entry }) => entry), now: clock(), scheduleIds: ids }),
    options,
  )

  if (done.length === 0) {
    return []
  }

  await freeSlotsOfDone({ db: databaseOf(payload), now: clock(), schedules: done, session })

  const changed = await schedules
    .find({ _id: { $in: done }, state: 'armed' }, { ...options, projection: { _id: 1 } })
    .toArray()

  return changed.map(({ _id }) => _id)
}

interface DescribeArgs {
  /** One for each schedule, in the order of their ids. */
  entries: readonly Omit<Followed, 'id'>[]
  now: Date
  scheduleIds: readonly ObjectId[]
}

/** One statement for all schedules, each with values of its own. */
function describe({ entries, now, scheduleIds }: DescribeArgs): Document[] {
  const wouldEnd = { $and: ['$__followed.isDone', { $eq: ['$state', 'armed'] }] }
  const isAsSeen = { $eq: ['$updatedAt', '$__followed.seenAt'] }
  const ends = { $and: [wouldEnd, isAsSeen] }

  return [
    { $set: { __followed: entryOf(scheduleIds, entries) } },
    {
      $set: {
        state: { $cond: [ends, 'done', '$state'] },
        tally: { $cond: [{ $and: [wouldEnd, { $not: isAsSeen }] }, '$tally', '$__followed.tally'] },
        updatedAt: { $cond: [ends, now, '$updatedAt'] },
      },
    },
    { $unset: ['__followed'] },
  ]
}
