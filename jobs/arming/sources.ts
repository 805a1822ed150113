import { type ClientSession, type Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { PAST_TOLERANCE_MS } from '../../src/domain/arming.ts'
import { DAY } from '../../src/domain/duration.ts'
import type { PublicationRow, PublicationState } from '../../src/domain/publication.ts'
import {
  CAMPAIGNS,
  CHANNELS,
  COLLABORATIONS,
  KOL_PARTNERS,
  LINKS,
  MEDIA,
  OFFERS,
  POSTS,
  PUBLICATIONS,
} from '../../src/domain/slugs.ts'

export type StoredRow = PublicationRow<ObjectId>

/** A row as planning reads it: without what it carries. */
export type HeldRow = Omit<StoredRow, 'content'>

/** A version of a post as Payload stores it. */
export interface StoredVersion {
  _id: ObjectId
  parent: ObjectId
  version: Document
}

export interface Sources {
  findCampaign(id: unknown): Promise<Document | null>
  findChannels(ids: readonly string[]): Promise<Document[]>
  findCollaboration(id: unknown): Promise<Document | null>
  /** The oldest tracking link that people made for a collaboration, or for a campaign as a whole. */
  findLinkOf(subject: { campaign: unknown } | { collaboration: unknown }): Promise<Document | null>
  findMedia(ids: readonly unknown[]): Promise<Document[]>
  findNewestApproved(postId: string): Promise<StoredVersion | null>
  findNewestVersion(postId: string): Promise<StoredVersion | null>
  findOffers(ids: readonly unknown[]): Promise<Document[]>
  findPartner(id: unknown): Promise<Document | null>
  findPost(id: string): Promise<Document | null>
  /** What a repeat still has to do with: what is open, and what lies ahead or just behind. */
  findOpenRowsOf(scheduleId: string, now: Date): Promise<HeldRow[]>
  findRowsAt(postId: string, dueAt: readonly Date[]): Promise<HeldRow[]>
  findRowsOf(scheduleId: string): Promise<HeldRow[]>
  findVersion(id: string): Promise<StoredVersion | null>
}

/** States in which something may still happen by itself or by a person's answer. */
export const OPEN: readonly PublicationState[] = [
  'armed',
  'awaiting-operator',
  'blocked',
  'claimed',
  'sending',
  'unconfirmed',
]

const LOOK_BACK_MS = DAY

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
  const withoutContent = { ...inTransaction, projection: { content: 0 } }
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
    findCollaboration: (id) => findById(COLLABORATIONS, id),
    findLinkOf(subject) {
      const [campaign, collaboration] = [
        'campaign' in subject ? toObjectId(subject.campaign) : null,
        'collaboration' in subject ? toObjectId(subject.collaboration) : null,
      ]

      return campaign === null && collaboration === null
        ? Promise.resolve(null)
        : rawCollection(payload, LINKS).findOne(
            {
              collaboration,
              enabled: { $ne: false },
              post: null,
              publication: null,
              ...(campaign !== null && { campaign }),
            },
            { ...inTransaction, sort: { createdAt: 1 } },
          )
    },
    findMedia: (ids) => findAllById(MEDIA, ids),
    findNewestApproved: (postId) =>
      versions.findOne(
        { parent: new ObjectId(postId), 'version.stage': 'approved' },
        { ...inTransaction, sort: { updatedAt: -1 } },
      ),
    findNewestVersion: (postId) =>
      versions.findOne({ latest: true, parent: new ObjectId(postId) }, { ...inTransaction, sort: { updatedAt: -1 } }),
    findOffers: (ids) => findAllById(OFFERS, ids),
    findPartner: (id) => findById(KOL_PARTNERS, id),
    findPost: (id) => findById(POSTS, id),
    findOpenRowsOf: (scheduleId, now) =>
      rows
        .find<HeldRow>(
          {
            $or: [
              { occurrenceAt: { $gte: new Date(now.getTime() - PAST_TOLERANCE_MS - LOOK_BACK_MS) } },
              { state: { $in: [...OPEN] } },
            ],
            schedule: new ObjectId(scheduleId),
          },
          withoutContent,
        )
        .toArray(),
    findRowsAt: (postId, dueAt) =>
      rows.find<HeldRow>({ dueAt: { $in: [...dueAt] }, post: new ObjectId(postId) }, withoutContent).toArray(),
    findRowsOf: (scheduleId) => rows.find<HeldRow>({ schedule: new ObjectId(scheduleId) }, withoutContent).toArray(),
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
