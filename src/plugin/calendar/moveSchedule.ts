import { ObjectId } from 'mongodb'
import { commitTransaction, initTransaction, killTransaction, type PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../../database/handles.ts'
import { isTransient } from '../../database/inTransaction.ts'
import { decideMove, type Movement, type Placement } from '../../domain/calendar/movement.ts'
import { InvalidInputError, NotFoundError } from '../../domain/errors.ts'
import { OUT } from '../../domain/ledgerPlan.ts'
import { withdrawalFor } from '../../domain/movedWithdrawal.ts'
import type { PublicationRow } from '../../domain/publication.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { PUBLICATIONS, SCHEDULES } from '../../domain/slugs.ts'
import type { Schedule } from '../../payload-types.ts'
import { takeAsSeen } from './takeAsSeen.ts'

export interface MoveScheduleArgs {
  id: string
  movement: Movement
  req: PayloadRequest
}

export interface Moved {
  doc: Schedule
  /** Where it stood: what takes it back. */
  previous: Placement
}

const TRIES = 40

/**
 * Moves a schedule and its publications in one transaction, through the hooks of any other save.
 *
 * The schedule as the person saw it is taken first, by compare-and-set: of two moves at once one waits for the other, finds
 * that the schedule has changed, and is refused with a `ConflictError`.
 */
export async function moveSchedule({ id, movement, req }: MoveScheduleArgs): Promise<Moved> {
  const expected = movement.expectedUpdatedAt ?? (await readUpdatedAt({ id, req }))

  for (let left = TRIES; ; left -= 1) {
    try {
      return await tryToMove({ expected, id, movement, req })
    } catch (error) {
      if (left === 0 || !isTransient(error)) {
        throw error
      }

      // Another move holds the schedule; once it is through, it is seen that this one comes too late.
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

const RETRY_MS = 25

async function tryToMove({ expected, id, movement, req }: MoveScheduleArgs & { expected: Date }): Promise<Moved> {
  await initTransaction(req)

  try {
    await takeAsSeen({ expected, id, req })

    const before = await readSchedule({ id, req })
    const previous = placementOf(before)
    const decision = decideMove({
      movement,
      schedule: {
        ...previous,
        isRepeating: (before.recurrence ?? '') !== '',
        reached: await findReached({ id, req }),
        state: before.state,
      },
    })

    if (decision.kind === 'refuse') {
      throw new InvalidInputError(decision.reason.message, [decision.reason])
    }

    const { channels, publishAt, timeZone } = decision.placement
    const doc = await req.payload.update({
      id,
      collection: SCHEDULES,
      data: {
        channels: [...channels],
        publishAt: publishAt.toISOString(),
        publishAt_tz: timeZone,
        unpublishAt: withdrawalAt(before, publishAt),
      },
      depth: 0,
      overrideAccess: false,
      req,
    })

    await commitTransaction(req)

    return { doc, previous }
  } catch (error) {
    await killTransaction(req)

    throw error
  }
}

/** Ids of the channels on which something of a schedule is out, or was. */
async function findReached({ id, req }: { id: string; req: PayloadRequest }): Promise<string[]> {
  const channels = await rawCollection<PublicationRow<ObjectId>>(req.payload, PUBLICATIONS).distinct(
    'channel',
    { schedule: new ObjectId(id), state: { $in: [...OUT] } },
    await sessionOptions(req),
  )

  return channels.map(String)
}

async function readUpdatedAt({ id, req }: { id: string; req: PayloadRequest }): Promise<Date> {
  return new Date((await readSchedule({ id, req })).updatedAt)
}

/**
 * The schedule as the person may see it.
 *
 * @throws NotFoundError when there is none for them.
 */
export async function readSchedule({ id, req }: { id: string; req: PayloadRequest }): Promise<Schedule> {
  const found = /^[\da-f]{24}$/.test(id)
    ? await req.payload.findByID({
        id,
        collection: SCHEDULES,
        depth: 0,
        disableErrors: true,
        joins: false,
        overrideAccess: false,
        req,
      })
    : null

  if (found === null) {
    throw new NotFoundError(reason('SCHEDULE_UNKNOWN').message)
  }

  return found
}

/** When a schedule, or a copy of it, comes down where it is published then: it stands as long. */
export const withdrawalAt = ({ publishAt, unpublishAt }: Schedule, movedTo: Date): string | null => {
  const standing = {
    publishAt: new Date(publishAt),
    unpublishAt: typeof unpublishAt === 'string' ? new Date(unpublishAt) : null,
  }

  return withdrawalFor(standing, movedTo)?.toISOString() ?? null
}

const placementOf = ({ channels, publishAt, publishAt_tz: timeZone }: Schedule): Placement => ({
  channels: channels.map((channel) => (typeof channel === 'object' ? channel.id : channel)),
  publishAt: new Date(publishAt),
  timeZone,
})
