import { type Db, MongoServerError, type ObjectId } from 'mongodb'

import type { ChannelEvent } from '../../src/domain/channelCallback.ts'
import type { IndexSpecification } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { isChannelError } from '../../src/domain/errors.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import type { Published } from '../../src/domain/receipt.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { describeFailure } from '../sending/describeFailure.ts'

export const CHANNEL_EVENTS = 'channel_events'

/** What a platform told of a publication that it works on. */
export type Told = { error: PublicationError; state: 'failed' } | Published

interface EventRow {
  at: Date
  channel: ObjectId
  eventId: string
  remoteId: string
  told: Told
}

/** Far longer than a platform's signature is good for, so a replay is known for one or is too old. */
const KEPT_SECONDS = (30 * DAY) / SECOND

export const CHANNEL_EVENT_INDEXES: IndexSpecification[] = [
  { key: { channel: 1, eventId: 1 }, name: 'once', unique: true },
  { key: { channel: 1, remoteId: 1, at: -1 }, name: 'of-publication' },
  { key: { at: 1 }, name: 'forget', expireAfterSeconds: KEPT_SECONDS },
]

export interface RecordEventArgs {
  channel: ObjectId
  event: ChannelEvent
}

/**
 * Remembers what a platform told, once per event; false when it was told before.
 *
 * The worker that looks after the publication settles it, so that only a holder of its lease ever writes an outcome; here it is only
 * made to look at once. An event that overtakes the answer to its own publication is found when that answer is written.
 */
export async function recordChannelEvent(db: Db, { channel, event }: RecordEventArgs): Promise<boolean> {
  const { id: eventId, remoteId, result } = event
  const told: Told = isChannelError(result)
    ? { error: describeFailure(result, 'commit').error, state: 'failed' }
    : result

  try {
    await db.collection<EventRow>(CHANNEL_EVENTS).insertOne({ at: new Date(), channel, eventId, remoteId, told })
  } catch (error) {
    if (error instanceof MongoServerError && error.code === 11_000) {
      return false
    }

    throw error
  }

  await db
    .collection(PUBLICATIONS)
    .updateOne({ channel, 'pending.pollAt': { $type: 'date' }, 'pending.remoteId': remoteId }, [
      { $set: { 'pending.pollAt': '$$NOW' } },
    ])

  return true
}

/** Under which publication an event was recorded; null for one that nobody recorded. */
export async function findFinder(
  db: Db,
  { channel, eventId }: { channel: ObjectId; eventId: string },
): Promise<string | null> {
  const row = await db
    .collection<EventRow>(CHANNEL_EVENTS)
    .findOne({ channel, eventId }, { projection: { remoteId: 1 } })

  return row?.remoteId ?? null
}

/** The newest word of the platform on what it works on; null when it said nothing. */
export type FindTold = (channel: ObjectId, remoteId: string) => Promise<Told | null>

export const createFindTold =
  ({ db }: { db: Db }): FindTold =>
  async (channel, remoteId) => {
    const row = await db
      .collection<EventRow>(CHANNEL_EVENTS)
      .findOne({ channel, remoteId }, { projection: { told: 1 }, sort: { at: -1 } })

    return row?.told ?? null
  }
