import { type Document, type Filter, ObjectId } from 'mongodb'
import type { CollectionSlug, PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import {
  BRAND_ASSETS,
  CHALLENGES,
  CHANNELS,
  KOL_PARTNERS,
  MEDIA,
  POSTS,
  PUBLICATIONS,
  SUBMISSIONS,
} from '../../src/domain/slugs.ts'

/** A document that shows a medium or a brand asset. */
export interface Use {
  id: string
  slug: CollectionSlug
}

export interface FindUsesArgs {
  id: string
  req: PayloadRequest
}

/** More of them tell nobody more. */
const SHOWN = 50

/** Publications that still have something to send; what is out is kept by its post. */
const UNSENT = ['armed', 'claimed', 'sending', 'blocked', 'awaiting-operator', 'unconfirmed']

interface Place {
  /** The collection to look in, where it is not the one of `slug`. */
  collection?: string
  filter: Filter<Document>
  /** The field that holds the document's id, where it is not `_id`. */
  idField?: string
  slug: CollectionSlug
}

/**
 * Where a medium is used: in posts and their newest drafts, inside their bodies, in publications that are not out yet
 * (they may carry an older version), in brand assets, challenges, submissions and partners' files.
 */
export async function findMediaUses({ id, req }: FindUsesArgs): Promise<Use[]> {
  const given = new ObjectId(id)
  const inPost = (at: string): Filter<Document> => ({
    $or: [
      ...['cover', 'gallery', 'variants.media'].map((field) => ({ [`${at}${field}`]: given })),
      ...['zh', 'en'].map((locale) => ({ [`${at}bodyMedia.${locale}`]: id })),
    ],
  })

  return findIn(req, [
    { filter: inPost(''), slug: POSTS },
    draftsWith(inPost('version.')),
    unsentWith(given),
    { filter: { poster: given }, slug: MEDIA },
    { filter: { files: given }, slug: BRAND_ASSETS },
    { filter: { cover: given }, slug: CHALLENGES },
    { filter: { media: given }, slug: SUBMISSIONS },
    { filter: { $or: [{ avatar: given }, { 'contracts.file': given }] }, slug: KOL_PARTNERS },
  ])
}

/** Where a brand asset is used: in posts and their newest drafts, in publications that are not out yet, and as the watermark of channels. */
export async function findBrandAssetUses({ id, req }: FindUsesArgs): Promise<Use[]> {
  const given = new ObjectId(id)

  return findIn(req, [
    { filter: { brandAssets: given }, slug: POSTS },
    draftsWith({ 'version.brandAssets': given }),
    unsentWith(given),
    { filter: { watermark: given }, slug: CHANNELS },
  ])
}

const draftsWith = (filter: Filter<Document>): Place => ({
  collection: `_${POSTS}_versions`,
  filter: { $and: [{ latest: true }, filter] },
  idField: 'parent',
  slug: POSTS,
})

/** A row names every work that its version shows, those inside the body too. */
const unsentWith = (work: ObjectId): Place => ({ filter: { state: { $in: UNSENT }, works: work }, slug: PUBLICATIONS })

async function findIn(req: PayloadRequest, places: readonly Place[]): Promise<Use[]> {
  const options = await sessionOptions(req)
  const uses: Use[] = []

  // One after another: a transaction takes one command at a time.
  for (const { collection, filter, idField = '_id', slug } of places) {
    const found = await rawCollection(req.payload, collection ?? slug)
      .find(filter, { ...options, limit: SHOWN, projection: { [idField]: 1 } })
      .toArray()

    uses.push(...found.map((document) => ({ id: String(document[idField]), slug })))
  }

  return [...new Map(uses.map((use) => [`${use.slug}/${use.id}`, use])).values()]
}
