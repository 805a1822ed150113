import type { Db, ObjectId } from 'mongodb'

import type { PostStage } from '../../src/domain/content.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { GateFacts } from '../../src/domain/sendingGate.ts'
import { POSTS } from '../../src/domain/slugs.ts'

export type PostFacts = GateFacts['post']

/** Tells, for many posts at once, whether they may still go out; not older than five seconds. */
export interface FindPostFacts {
  (ids: readonly ObjectId[]): Promise<Map<string, PostFacts>>
}

const KEPT_MS = 5 * SECOND
const MOST_KEPT = 50_000

interface StoredPost {
  _id: ObjectId
  deletedAt?: Date | null
  stage?: PostStage
}

/**
 * Reads the stage of each post's newest version: a rejection is a draft until the post is published.
 *
 * Two queries for a batch, however many rows it has.
 */
export function createPostFacts({ db }: { db: Db }): FindPostFacts {
  const known = new Map<string, { facts: PostFacts; readAt: number }>()

  return async (ids) => {
    const isFresh = (key: string) => performance.now() - (known.get(key)?.readAt ?? -Infinity) < KEPT_MS
    const wanted = new Map(ids.map((id) => [id.toHexString(), id]))
    const stale = [...wanted].filter(([key]) => !isFresh(key)).map(([, id]) => id)

    if (stale.length > 0) {
      if (known.size > MOST_KEPT) {
        known.clear()
      }

      for (const [key, facts] of await readFacts(db, stale)) {
        known.set(key, { facts, readAt: performance.now() })
      }
    }

    return new Map([...wanted.keys()].map((key) => [key, known.get(key)?.facts ?? null]))
  }
}

async function readFacts(db: Db, ids: readonly ObjectId[]): Promise<Map<string, PostFacts>> {
  const [posts, versions] = await Promise.all([
    db
      .collection<StoredPost>(POSTS)
      .find({ _id: { $in: [...ids] } }, { projection: { deletedAt: 1, stage: 1 } })
      .toArray(),
    db
      .collection<{ parent: ObjectId; version: { stage?: PostStage } }>(`_${POSTS}_versions`)
      .find({ latest: true, parent: { $in: [...ids] } }, { projection: { parent: 1, 'version.stage': 1 } })
      .toArray(),
  ])
  const newest = new Map(versions.map(({ parent, version }) => [String(parent), version.stage]))
  const facts = new Map<string, PostFacts>(ids.map((id) => [id.toHexString(), null]))

  for (const { _id, deletedAt, stage } of posts) {
    const key = _id.toHexString()

    facts.set(key, { stage: newest.get(key) ?? stage ?? null, trashed: deletedAt !== null && deletedAt !== undefined })
  }

  return facts
}
