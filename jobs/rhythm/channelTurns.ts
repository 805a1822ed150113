import { setTimeout as wait } from 'node:timers/promises'

import type { ClientSession, Db, ObjectId } from 'mongodb'

import { isTransient } from '../../src/database/inTransaction.ts'
import type { IndexSpecification } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { BusyError } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { CHANNELS, CHANNEL_TURNS, SCHEDULES } from '../../src/domain/slugs.ts'

interface ChannelTurn {
  _id: ObjectId
  takenAt: Date
  turn: number
}

/** They make the collection before anybody needs it, too: to make it in a transaction is a conflict of its own. */
export const CHANNEL_TURN_INDEXES: IndexSpecification[] = [
  { key: { takenAt: 1 }, name: 'forget', expireAfterSeconds: DAY / SECOND },
]

const PATIENCE_MS = 20 * SECOND
const LONGEST_WAIT_MS = 120

export interface TakeTurnsArgs {
  db: Db
  /** Channels or posts. */
  of: readonly ObjectId[]
  session: ClientSession
}

/**
 * Makes transactions that choose a time on the same channel, or for the same post, write the same document, so that of two at once the database lets one
 * through; the other begins anew and sees what the first one took.
 *
 * Without it two saves at one moment read the same times and come nearer than the gap, fill a day twice, or send one post to one place twice.
 */
export async function takeTurns({ db, of, session }: TakeTurnsArgs): Promise<void> {
  // In one order everywhere, and one after the other: a session takes no two at once.
  for (const _id of inOrder(of)) {
    await db
      .collection<ChannelTurn>(CHANNEL_TURNS)
      .updateOne({ _id }, { $currentDate: { takenAt: true }, $inc: { turn: 1 } }, { session, upsert: true })
  }
}

export interface AwaitTurnsArgs extends Omit<TakeTurnsArgs, 'of'> {
  channels: readonly ObjectId[]
  post: ObjectId | null
  /** The one that is being changed. */
  schedule: ObjectId | null
}

/**
 * Waits for the turn of the schedule, of the post and of the channels that keep a distance, before a transaction has read anything: the save that follows
 * sees all that was armed before it, and nobody is told of a conflict that is none of theirs.
 *
 * The schedule itself is written, as the save is going to: a worker that counts what became of it waits until the save is done, where it would have ended it.
 *
 * A transaction that has begun to read is left alone: whoever leads it begins it anew.
 *
 * @throws BusyError when the others do not end.
 */
export async function awaitTurns({ channels, db, post, schedule, session }: AwaitTurnsArgs): Promise<void> {
  if (!session.transaction.isStarting) {
    return
  }

  const of = [...(await findKeeping(db, channels)), ...(post === null ? [] : [post])]
  const { options } = session.transaction
  const giveUpAt = performance.now() + PATIENCE_MS

  while (of.length > 0 || schedule !== null) {
    try {
      if (schedule !== null) {
        await db.collection(SCHEDULES).updateOne({ _id: schedule }, { $currentDate: { updatedAt: true } }, { session })
      }

      return await takeTurns({ db, of, session })
    } catch (error) {
      if (!isTransient(error)) {
        throw error
      }

      await session.abortTransaction()
      session.startTransaction(options)
    }

    if (performance.now() > giveUpAt) {
      throw new BusyError(reason('BUSY').message)
    }

    await wait(Math.random() * LONGEST_WAIT_MS)
  }
}

async function findKeeping(db: Db, channels: readonly ObjectId[]): Promise<ObjectId[]> {
  const found = await db
    .collection<{ _id: ObjectId }>(CHANNELS)
    .find(
      { $or: [{ maxPerDay: { $gt: 0 } }, { minGapMinutes: { $gt: 0 } }], _id: { $in: [...channels] } },
      { projection: { _id: 1 } },
    )
    .toArray()

  return found.map(({ _id }) => _id)
}

const inOrder = (ids: readonly ObjectId[]): ObjectId[] =>
  [...new Map(ids.map((id) => [id.toHexString(), id]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id)
