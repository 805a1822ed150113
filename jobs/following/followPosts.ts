import type { AnyBulkWriteOperation, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { POSTS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type StoredRow, type StoredVersion, toObjectId } from '../arming/sources.ts'

/** What the ledger says stands of one post: newest first. */
interface Standing {
  channels: ObjectId[]
  newest: { publishedAt: Date; versionId: string } | null
}

export interface FollowPostsArgs {
  clock: () => Date
  payload: Payload
  postIds: readonly ObjectId[]
}

/**
 * Makes posts say what the ledger says: the published version's content, where it stands, and `_status`.
 *
 * Derived from the ledger each time, so telling it twice or late does no harm. It writes by the driver:
 * Payload's own update would take the newest draft, not the version that was approved (and manages 57 a second).
 */
export async function followPosts({ clock, payload, postIds }: FollowPostsArgs): Promise<void> {
  if (postIds.length === 0) {
    return
  }

  const standings = await findStandings(payload, postIds)
  const versions = await findVersions(payload, standings)
  const posts: AnyBulkWriteOperation[] = []
  const marks: AnyBulkWriteOperation[] = []

  for (const postId of postIds) {
    const standing = standings.get(String(postId)) ?? { channels: [], newest: null }
    const version = standing.newest === null ? undefined : versions.get(standing.newest.versionId)

    posts.push(describeStanding({ now: clock(), postId, standing, version }))
    marks.push(...markVersions({ postId, version }))
  }

  await rawCollection(payload, POSTS).bulkWrite(posts, { ordered: false })
  await rawCollection(payload, `_${POSTS}_versions`).bulkWrite(marks, { ordered: true })
}

async function findStandings(payload: Payload, postIds: readonly ObjectId[]): Promise<Map<string, Standing>> {
  const rows = await rawCollection<StoredRow>(payload, PUBLICATIONS)
    .find({ post: { $in: [...postIds] }, state: 'published', superseded: { $ne: true } })
    .project<Pick<StoredRow, 'channel' | 'post' | 'receipt' | 'updatedAt' | 'versionId'>>({
      channel: 1,
      post: 1,
      receipt: 1,
      updatedAt: 1,
      versionId: 1,
    })
    .toArray()
  const standings = new Map<string, Standing>()

  for (const row of rows) {
    const standing = standings.get(String(row.post)) ?? { channels: [], newest: null }
    const publishedAt = row.receipt?.publishedAt === undefined ? row.updatedAt : new Date(row.receipt.publishedAt)

    if (!standing.channels.some((channel) => channel.equals(row.channel))) {
      standing.channels.push(row.channel)
    }

    if (standing.newest === null || publishedAt > standing.newest.publishedAt) {
      standing.newest = { publishedAt, versionId: row.versionId }
    }

    standings.set(String(row.post), standing)
  }

  return standings
}

async function findVersions(payload: Payload, standings: Map<string, Standing>): Promise<Map<string, StoredVersion>> {
  const ids = [...standings.values()].map(({ newest }) => toObjectId(newest?.versionId)).filter((id) => id !== null)
  const versions = await rawCollection<StoredVersion>(payload, `_${POSTS}_versions`)
    .find({ _id: { $in: ids } })
    .toArray()

  return new Map(versions.map((version) => [String(version._id), version]))
}

interface DescribeStandingArgs {
  now: Date
  postId: ObjectId
  standing: Standing
  version: StoredVersion | undefined
}

function describeStanding({ now, postId, standing, version }: DescribeStandingArgs): AnyBulkWriteOperation {
  const { channels, newest } = standing
  const state: Document =
    newest === null
      ? { _status: 'draft', publishedAt: null, publishedOn: [], updatedAt: now }
      : { _status: 'published', publishedAt: newest.publishedAt, publishedOn: channels, updatedAt: now }

  return { updateOne: { filter: { _id: postId }, update: { $set: { ...readContent(version), ...state } } } }
}

/** The content of a version; what the main document keeps for itself is left out. */
function readContent(version: StoredVersion | undefined): Document {
  const { _id: _ownId, createdAt: _createdAt, deletedAt: _deletedAt, id: _id, ...content } = version?.version ?? {}

  return content
}

/** The published version says so in place: a copy would look like an edit after arming. */
function markVersions({
  postId,
  version,
}: {
  postId: ObjectId
  version: StoredVersion | undefined
}): AnyBulkWriteOperation[] {
  const others: Document = { parent: postId, 'version._status': 'published' }

  if (version === undefined) {
    return [{ updateMany: { filter: others, update: { $set: { 'version._status': 'draft' } } } }]
  }

  return [
    {
      updateMany: {
        filter: { ...others, _id: { $ne: version._id } },
        update: { $set: { 'version._status': 'draft' } },
      },
    },
    { updateOne: { filter: { _id: version._id }, update: { $set: { 'version._status': 'published' } } } },
  ]
}
