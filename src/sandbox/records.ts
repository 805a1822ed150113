import type { Binary } from 'mongodb'

import type { CollectionIndexes } from '../domain/collectionIndexes.ts'
import type { Fault } from './fault.ts'

export const SANDBOX_POSTS = 'sandbox_posts'
export const SANDBOX_FAULTS = 'sandbox_faults'
export const SANDBOX_COUNTERS = 'sandbox_counters'
export const SANDBOX_FILES = 'sandbox_files'
export const SANDBOX_OBJECTS = 'sandbox_objects'

export interface SandboxMedia {
  alt: string
  height: number | null
  mimeType: string
  url: string
  width: number | null
}

/** What the adapter tells of a post; anything else it sends is kept out. */
export interface SandboxDraft {
  accountKind: string
  accountName: string
  firstComment: string | null
  media: SandboxMedia[]
  text: string
  title: string
  topics: string[]
}

/** One post that a stand-in platform took. */
export interface SandboxPost extends SandboxDraft {
  account: string
  /** Of the request's body; another body under the same key is refused. */
  bodyHash: string
  key: string
  receivedAt: Date
  /** How often it was asked to take this very post; it shows it once. */
  requests: number
  withdrawnAt: Date | null
}

/** The fault that is switched on for one account; absent means none. */
export interface SandboxFault {
  _id: string
  changedAt: Date
  fault: Fault
  /** Requests that met it since it was switched on. */
  hits: number
}

/** Something that a stand-in platform remembers; `_id` is `kind/account/type/id`. */
export interface SandboxObject {
  _id: string
  account: string
  at: Date
  id: string
  kind: string
  type: string
  value: Record<string, unknown>
}

/** A file that was uploaded to a stand-in platform. */
export interface SandboxFile {
  _id: string
  at: Date
  bytes: Binary
  mimeType: string
}

const WEEK_SECONDS = 7 * 24 * 60 * 60

export const SANDBOX_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: SANDBOX_FILES,
    indexes: [{ key: { at: 1 }, name: 'kept_a_week', expireAfterSeconds: WEEK_SECONDS }],
  },
  {
    collection: SANDBOX_OBJECTS,
    indexes: [
      { key: { at: 1 }, name: 'kept_a_week', expireAfterSeconds: WEEK_SECONDS },
      { key: { kind: 1, account: 1, type: 1, at: -1 }, name: 'newest_of_type' },
    ],
  },
  {
    collection: SANDBOX_POSTS,
    indexes: [
      { key: { account: 1, key: 1 }, name: 'one_per_key', unique: true },
      { key: { account: 1, receivedAt: -1 }, name: 'newest_of_account' },
    ],
  },
]
