import { ObjectId, type Document } from 'mongodb'
import type { Payload, PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../database/handles.ts'
import { findBodyMedia } from '../domain/bodyMedia.ts'
import type { PlanEntry } from '../domain/plan/entry.ts'
import { POSTS } from '../domain/slugs.ts'

/** A row with everything it refers to resolved; ids are hex strings. */
export interface ResolvedEntry {
  body: Record<string, unknown> | null
  collaborationId: string | null
  coverId: string | null
  entry: PlanEntry
  slug: string
}

export interface WritePostsArgs {
  now: Date
  payload: Payload
  req: PayloadRequest
  resolved: readonly ResolvedEntry[]
}

const VERSIONS = `_${POSTS}_versions`

/**
 * Writes new posts, each with its first version, in two inserts; gives their ids in order.
 *
 * Payload's own create takes 18 ms a post and an import may have 2,000. What is stored is what Payload stores.
 */
export async function insertPosts({ now, payload, req, resolved }: WritePostsArgs): Promise<string[]> {
  if (resolved.length === 0) {
    return []
  }

  const session = await sessionOf(req)
  const options = session === undefined ? {} : { session }
  const posts = resolved.map((one) => ({ _id: new ObjectId(), ...describePost(one), createdAt: now, updatedAt: now }))

  await rawCollection(payload, POSTS).insertMany(
    posts.map((post) => ({ ...post, __v: 0 })),
    options,
  )
  await rawCollection(payload, VERSIONS).insertMany(
    posts.map(({ _id, ...version }) => describeVersion({ now, parent: _id, version })),
    options,
  )

  return posts.map(({ _id }) => String(_id))
}

export interface RewritePostArgs extends Omit<WritePostsArgs, 'resolved'> {
  postId: string
  resolved: ResolvedEntry
}

/** Gives a post that nothing has sent yet its new words, as a version of its own. */
export async function rewritePost({ now, payload, postId, req, resolved }: RewritePostArgs): Promise<void> {
  const session = await sessionOf(req)
  const options = session === undefined ? {} : { session }
  const _id = new ObjectId(postId)
  const versions = rawCollection(payload, VERSIONS)
  const newest = await versions.findOne({ latest: true, parent: _id }, { ...options, sort: { updatedAt: -1 } })
  const { slug: _slug, ...said } = describePost(resolved)
  const version = { ...(newest?.['version'] as Document | undefined), ...said, updatedAt: now }

  await versions.updateMany({ latest: true, parent: _id }, { $unset: { latest: 1 } }, options)
  await versions.insertOne(describeVersion({ now, parent: _id, version }), options)
  await rawCollection(payload, POSTS).updateOne(
    { _id, _status: { $ne: 'published' } },
    { $set: { ...said, updatedAt: now } },
    options,
  )
  // A published post keeps its words; only where they came from is noted.
  await rawCollection(payload, POSTS).updateOne(
    { _id },
    { $set: { importFingerprint: resolved.entry.fingerprint } },
    options,
  )
}

/** A post as Payload stores it: localised fields by locale, relations as ObjectIds, nothing for what is empty. */
function describePost({ body, collaborationId, coverId, entry, slug }: ResolvedEntry): Document {
  return {
    _status: 'draft',
    ...(body === null ? {} : { body: { zh: body } }),
    bodyMedia: { zh: findBodyMedia(body) },
    ...(entry.campaignId === null ? {} : { campaign: new ObjectId(entry.campaignId) }),
    ...(collaborationId === null ? {} : { collaboration: new ObjectId(collaborationId) }),
    ...(coverId === null ? {} : { cover: new ObjectId(coverId) }),
    ...(entry.excerpt === '' ? {} : { excerpt: { zh: entry.excerpt } }),
    importFingerprint: entry.fingerprint,
    importKey: entry.importKey,
    kind: entry.kind,
    slug,
    stage: entry.state === 'armed' ? 'approved' : 'draft',
    title: { zh: entry.title },
    topics: [...entry.topics],
  }
}

const describeVersion = ({ now, parent, version }: { now: Date; parent: ObjectId; version: Document }): Document => ({
  __v: 0,
  autosave: false,
  createdAt: now,
  latest: true,
  parent,
  updatedAt: now,
  version,
})
