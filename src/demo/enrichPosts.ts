import { ObjectId, type AnyBulkWriteOperation, type Document } from 'mongodb'
import type { Payload } from 'payload'

import { databaseOf } from '../database/handles.ts'
import { POSTS } from '../domain/slugs.ts'
import { createMarkdownConverter } from '../import/markdown.ts'
import type { PlannedDemoPost } from './calendar.ts'
import type { CommunityIds } from './seedCommunity.ts'
import type { SettingIds } from './seedSetting.ts'

export interface EnrichPostsArgs {
  assets: readonly string[]
  calendar: readonly PlannedDemoPost[]
  community: CommunityIds
  payload: Payload
  /** Ids of posts by the key of their row. */
  posts: ReadonlyMap<string, string>
  setting: SettingIds
}

/**
 * Adds what a spreadsheet cannot hold: English, variants, offers, challenges, brand assets, and the reviewer's word.
 *
 * Posts have one version yet; it and the document are kept equal.
 */
export async function enrichPosts(args: EnrichPostsArgs): Promise<void> {
  const { calendar, payload, posts } = args
  const toBody = await createMarkdownConverter(payload)
  const db = databaseOf(payload)
  const operations = calendar.map((planned, index) => {
    const extra = describeExtra({ ...args, index, planned, toBody })
    const version = Object.fromEntries(Object.entries(extra).map(([path, value]) => [`version.${path}`, value]))

    return { extra, id: new ObjectId(posts.get(planned.key)), version }
  })

  await db.collection(POSTS).bulkWrite(
    operations.map(({ extra, id }): AnyBulkWriteOperation => ({
      updateOne: { filter: { _id: id }, update: { $set: extra } },
    })),
  )
  await db.collection(`_${POSTS}_versions`).bulkWrite(
    operations.map(({ id, version }): AnyBulkWriteOperation => ({
      updateOne: { filter: { latest: true, parent: id }, update: { $set: version } },
    })),
  )
}

type DescribeExtraArgs = EnrichPostsArgs & {
  index: number
  planned: PlannedDemoPost
  toBody: (markdown: string) => Document
}

function describeExtra({
  assets,
  community,
  index,
  planned: { fate, post },
  setting,
  toBody,
}: DescribeExtraArgs): Document {
  const challenge = community.challenges[post.topics.includes('空瓶大赛') ? 1 : 0]
  const isChallenge = post.topics.includes('挑战赛') && challenge !== undefined
  const offers = post.topics.includes('双十二') ? community.offers.slice(0, 2) : []

  return {
    brandAssets: assets.slice(index % 3, (index % 3) + 1).map((id) => new ObjectId(id)),
    stage: fate === 'planned' ? (index % 2 === 0 ? 'in-review' : 'draft') : 'approved',
    ...(isChallenge ? { challenge: new ObjectId(challenge) } : {}),
    ...(offers.length > 0 ? { offers: offers.map(({ id }) => new ObjectId(id)) } : {}),
    ...(post.en === undefined
      ? {}
      : { 'body.en': toBody(post.en.body), 'excerpt.en': post.en.excerpt, 'title.en': post.en.title }),
    ...(post.short === undefined
      ? {}
      : {
          variants: [
            { channel: new ObjectId(setting.channels.microblog), id: new ObjectId().toHexString(), text: post.short },
          ],
        }),
  }
}
