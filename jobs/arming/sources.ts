import { type ClientSession, type Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { CAMPAIGNS, CHANNELS, MEDIA, POSTS, PUBLICATIONS } from '../../src/domain/slugs.ts'

export type StoredRow = PublicationRow<ObjectId>

/** A version of a post as Payload stores it. */
export interface StoredVersion {
  _id: ObjectId
  parent: ObjectId
  version: Document
}

export interface Sources {
  findCampaign(id: unknown): Promise<Document | null>
  findChannels(ids: readonly string[]): Promise<Document[]>
  findMedia(ids: readonly unknown[]): Promise<Document[]>
  findNewestVersion(postId: string): Promise<StoredVersion | null>
  findPost(id: string): Promise<Document | null>
  findRowsAt(postId: string, dueAt: Date): Promise<StoredRow[]>
  findRowsOf(scheduleId: string): Promise<StoredRow[]>
  findVersion(id: string): Promise<StoredVersion | null>
}

const VERSIONS = `_${POSTS}_versions`

/** Reads what arming needs, inside the transaction of the save; every read is by id or index. */
export function createSources({
  payload,
  session,
}: {
  payload: Payload
  session?: ClientSession | undefined
}): Sources {
  const inTransaction = session === undefined ? {} : { session }
  const rows = rawCollection<StoredRow>(payload, PUBLICATIONS)
  const versions = rawCollection<StoredVersion>(payload, VERSIONS)
  const findById = (name: string, id: unknown) =>
    toObjectId(id) === null
      ? Promise.resolve(null)
      : rawCollection(payload, name).findOne({ _id: toObjectId(id) as ObjectId }, inTransaction)
  const findAllById = (name: string, ids: readonly unknown[]) =>
    rawCollection(payload, name)
      .find({ _id: { $in: ids.map(toObjectId).filter((id) => id !== null) } }, inTransaction)
      .toArray()

  return {
    findCampaign: (id) => findById(CAMPAIGNS, id),
    findChannels: (ids) => findAllById(CHANNELS, ids),
    findMedia: (ids) => findAllById(MEDIA, ids),
    findNewestVersion: (postId) =>
      versions.findOne({ latest: true, parent: new ObjectId(postId) }, { ...inTransaction, sort: { updatedAt: -1 } }),
    findPost: (id) => findById(POSTS, id),
    findRowsAt: (postId, dueAt) => rows.find({ dueAt, post: new ObjectId(postId) }, inTransaction).toArray(),
    findRowsOf: (scheduleId) => rows.find({ schedule: new ObjectId(scheduleId) }, inTransaction).toArray(),
    findVersion: (id) =>
      ObjectId.isValid(id) ? versions.findOne({ _id: new ObjectId(id) }, inTransaction) : Promise.resolve(null),
  }
}

/** An id as stored, from whatever form it arrives in; null when it is none. */
export function toObjectId(id: unknown): ObjectId | null {
  if (id instanceof ObjectId) {
    return id
  }

  return typeof id === 'string' && ObjectId.isValid(id) ? new ObjectId(id) : null
}
