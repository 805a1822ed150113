import { randomBytes } from 'node:crypto'

import { ObjectId } from 'mongodb'

import type { ChannelContent } from '../../src/domain/content.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'

export const aContent = (title = '早安面膜'): ChannelContent => ({
  post: {
    campaign: null,
    cover: null,
    gallery: [],
    id: 'post',
    kind: 'note',
    locales: { zh: { excerpt: '', html: '', text: '', title } },
    slug: 'post',
    topics: [],
    versionId: 'version',
  },
  rendered: { title },
  schemaVersion: 1,
  variant: null,
})

/** A row of the ledger, armed and due now unless told otherwise. */
export const aPublication = (given: Partial<PublicationRow<ObjectId>> = {}): PublicationRow<ObjectId> => {
  const now = new Date()

  return {
    _id: randomBytes(16).toString('hex'),
    attempts: 0,
    catchUp: 'publish',
    channel: new ObjectId(),
    content: aContent(),
    contentHash: 'hash',
    createdAt: now,
    dueAt: now,
    fence: 0,
    graceMinutes: 15,
    leaseUntil: null,
    occurrenceAt: given.dueAt ?? now,
    post: new ObjectId(),
    rehearsal: false,
    schedule: new ObjectId(),
    state: 'armed',
    token: null,
    updatedAt: now,
    versionId: new ObjectId().toHexString(),
    ...given,
  }
}
