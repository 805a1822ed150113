import type { ObjectId } from 'mongodb'

import type { ChannelContent, PostSnapshot } from '../../src/domain/content.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { aPublication } from './aPublication.ts'

/** A short post in Chinese alone; `slug` names it and stands in its texts. */
export const aNote = (given: Partial<PostSnapshot> & { slug: string }): PostSnapshot => ({
  id: '650000000000000000000004',
  campaign: null,
  cover: null,
  gallery: [],
  kind: 'note',
  locales: {
    zh: {
      excerpt: `摘要 ${given.slug}`,
      html: `<p>正文 ${given.slug}</p>`,
      text: `正文 ${given.slug}`,
      title: `标题 ${given.slug}`,
    },
  },
  topics: [],
  versionId: '650000000000000000000005',
  ...given,
})

export const contentOf = (post: PostSnapshot, given: Partial<ChannelContent> = {}): ChannelContent => ({
  post,
  rendered: {},
  schemaVersion: 1,
  variant: null,
  ...given,
})

/** A row that went out; `changedAt` says when, now unless given. */
export const aPublished = (given: Partial<PublicationRow<ObjectId>> = {}): PublicationRow<ObjectId> => {
  const changedAt = given.changedAt ?? new Date()

  return aPublication({
    attempts: 1,
    changedAt,
    receipt: { publishedAt: changedAt.toISOString(), remoteId: 'remote-1' },
    startedAt: changedAt,
    state: 'published',
    ...given,
  })
}
