import type { Collection, Db } from 'mongodb'

import type { CollectionIndexes } from '../../src/domain/collectionIndexes.ts'
import type { RenditionAddress } from '../../src/domain/rendition/address.ts'
import type { RenditionNote } from '../../src/domain/rendition/renditions.ts'

const RENDITIONS = 'rendition_files'
const AHEAD = 'rendition_ahead'
const RUNS = 'rendition_runs'

/** What is known of a finished picture. */
export interface MadeFile {
  bytes: number
  etag: string
  height: number
  mimeType: string
  notes: RenditionNote[]
  width: number
}

/** One rendition: being made by the holder of `token`, made, or not to be made. `_id` is its key. */
export interface RenditionRow {
  _id: string
  address: RenditionAddress
  /** Why it cannot be made. */
  error: string | null
  leaseUntil: Date
  made: MadeFile | null
  state: 'failed' | 'made' | 'making'
  token: string
}

/** A publication whose pictures lie ready; `contentHash` says of which content. */
export interface AheadRow {
  _id: string
  contentHash: string
  doneAt: Date
}

/** One order of a person to make the renditions of some media anew. */
export interface RunRow {
  _id: string
  by: string
  failed: { id: string; message: string }[]
  finishedAt: Date | null
  /** Ids of media that are still to be done. */
  pending: string[]
  startedAt: Date
  total: number
}

export const renditionRows = (db: Db): Collection<RenditionRow> => db.collection<RenditionRow>(RENDITIONS)
export const aheadRows = (db: Db): Collection<AheadRow> => db.collection<AheadRow>(AHEAD)
export const runRows = (db: Db): Collection<RunRow> => db.collection<RunRow>(RUNS)

const KEPT_SECONDS = 30 * 24 * 60 * 60

export const RENDITION_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: RENDITIONS,
    indexes: [
      { key: { 'address.media': 1 }, name: 'of-media' },
      { key: { leaseUntil: 1 }, name: 'wanted', partialFilterExpression: { state: 'making' } },
    ],
  },
  { collection: AHEAD, indexes: [{ expireAfterSeconds: KEPT_SECONDS, key: { doneAt: 1 }, name: 'forgotten' }] },
  {
    collection: RUNS,
    indexes: [
      { key: { finishedAt: 1, startedAt: 1 }, name: 'unfinished' },
      { expireAfterSeconds: KEPT_SECONDS, key: { startedAt: 1 }, name: 'forgotten' },
    ],
  },
]
