import type { Collection, Db, Filter, ObjectId } from 'mongodb'

import type { PostKind } from '../domain/content.ts'
import { SECOND } from '../domain/duration.ts'
import type { PublicationRow } from '../domain/publication.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'
import type { Position } from './position.ts'
import type { PublishedRow } from './publicPost.ts'

/** A published row, or one that was withdrawn or replaced and must be forgotten. */
export type ChangedRow = PublishedRow & Pick<PublicationRow<ObjectId>, 'state' | 'superseded'>

export interface ListArgs {
  channelId: ObjectId
  cursor: Position | null
  kind: PostKind | null
  limit: number
  topic: string | null
}

export interface Page<Row> {
  hasMore: boolean
  rows: Row[]
}

type StoredPublication = PublicationRow<ObjectId>

export type PublicationReader = ReturnType<typeof createPublicationReader>

/** What stands on a channel now; what was rehearsed went to the sandbox and never stood there. */
const STANDING = { rehearsal: { $ne: true }, state: 'published', superseded: { $ne: true } } as const

const PROJECTION = {
  campaign: 1,
  changedAt: 1,
  channel: 1,
  'content.post': 1,
  'content.variant': 1,
  post: 1,
  'receipt.publishedAt': 1,
  'receipt.url': 1,
  startedAt: 1,
  state: 1,
  superseded: 1,
} as const

/** Said in every query, because the index on it holds only rows of which this is true. */
const DATED = { $type: 'date' } as const

/** The latest instant of a Date. */
const END_OF_TIME = new Date(8.64e15)

/** Reads snapshots of the ledger past the Local API; each call is one indexed query. */
export const createPublicationReader = ({ db }: { db: Db }) => {
  const publications: Collection<StoredPublication> = db.collection(PUBLICATIONS, { timeoutMS: 5 * SECOND })

  return {
    /** Channels of the given publications; fewer than asked for when some are gone. */
    async channelsOf(ids: string[]): Promise<ObjectId[]> {
      const rows = await publications.find({ _id: { $in: ids } }, { projection: { channel: 1 } }).toArray()

      return rows.map(({ channel }) => channel)
    },

    /** Newest first, from behind the cursor. */
    async list({ channelId, cursor, kind, limit, topic }: ListArgs): Promise<Page<PublishedRow>> {
      const filter: Filter<StoredPublication> = {
        ...STANDING,
        ...(kind === null ? {} : { 'content.post.kind': kind }),
        ...(topic === null ? {} : { 'content.post.topics': topic }),
        changedAt: { ...DATED, $lte: cursor?.at ?? END_OF_TIME },
        channel: channelId,
        ...(cursor === null ? {} : { $or: [{ changedAt: { $lt: cursor.at } }, { _id: { $lt: cursor.id } }] }),
      }

      return pageOf(
        await publications
          .find<PublishedRow>(filter, { projection: PROJECTION })
          .sort({ changedAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
        limit,
      )
    },

    findBySlug: ({ channelId, slug }: { channelId: ObjectId; slug: string }): Promise<PublishedRow | null> =>
      publications.findOne<PublishedRow>(
        { ...STANDING, changedAt: DATED, channel: channelId, 'content.post.slug': slug },
        { projection: PROJECTION, sort: { changedAt: -1, _id: -1 } },
      ),

    /** What was published, withdrawn or replaced behind a position, oldest first. */
    async changes({ after, channelId, limit, withdrawnSince }: ChangesArgs): Promise<Page<ChangedRow>> {
      const filter: Filter<StoredPublication> = {
        $and: [
          { $or: [{ changedAt: { $gt: after.at } }, { _id: { $gt: after.id } }] },
          { $or: [STANDING, { changedAt: { $gte: withdrawnSince } }] },
        ],
        changedAt: { ...DATED, $gte: after.at },
        channel: channelId,
        rehearsal: { $ne: true },
        state: { $in: ['published', 'withdrawn'] },
      }

      return pageOf(
        await publications
          .find<ChangedRow>(filter, { projection: PROJECTION })
          .sort({ changedAt: 1, _id: 1 })
          .limit(limit + 1)
          .toArray(),
        limit,
      )
    },

    /** The database's clock, by which `changedAt` is written. */
    async now(): Promise<Date> {
      const { localTime } = await db.command({ hello: 1 }, { timeoutMS: 5 * SECOND })

      return localTime as Date
    },
  }
}

export interface ChangesArgs {
  after: Position
  channelId: ObjectId
  limit: number
  withdrawnSince: Date
}

const pageOf = <Row>(rows: Row[], limit: number): Page<Row> => ({
  hasMore: rows.length > limit,
  rows: rows.slice(0, limit),
})
