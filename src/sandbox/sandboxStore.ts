import { type Db, MongoServerError, ObjectId, type WithId } from 'mongodb'

import type { Fault } from './fault.ts'
import { SANDBOX_FAULTS, SANDBOX_POSTS, type SandboxDraft, type SandboxFault, type SandboxPost } from './records.ts'

export type StoredPost = WithId<SandboxPost>

export interface TakeArgs {
  account: string
  bodyHash: string
  draft: SandboxDraft
  key: string
  now: Date
}

export type SandboxStore = ReturnType<typeof createSandboxStore>

/** What the stand-in platforms remember. */
export function createSandboxStore(db: Db) {
  const posts = db.collection<SandboxPost>(SANDBOX_POSTS)
  const faults = db.collection<SandboxFault>(SANDBOX_FAULTS)

  return {
    find: (account: string, key: string): Promise<StoredPost | null> =>
      posts.findOne({ account, key, withdrawnAt: null }),

    findById: (account: string, id: string): Promise<StoredPost | null> =>
      ObjectId.isValid(id) ? posts.findOne({ _id: new ObjectId(id), account }) : Promise.resolve(null),

    /** The fault of an account, counted as met. */
    async meetFault(account: string): Promise<Fault> {
      const found = await faults.findOneAndUpdate({ _id: account, fault: { $ne: 'off' } }, { $inc: { hits: 1 } })

      return found?.fault ?? 'off'
    },

    readFaults: async (): Promise<Map<string, SandboxFault>> =>
      new Map((await faults.find().toArray()).map((fault) => [fault._id, fault])),

    newest: (account: string, limit: number): Promise<StoredPost[]> =>
      posts.find({ account }).sort({ receivedAt: -1, _id: -1 }).limit(limit).toArray(),

    async switchFault({ account, fault, now }: { account: string; fault: Fault; now: Date }): Promise<void> {
      await faults.updateOne({ _id: account }, { $set: { changedAt: now, fault, hits: 0 } }, { upsert: true })
    },

    /** Takes a post once per key: gives the one that stands, whether it came now or before. */
    async take({ account, bodyHash, draft, key, now }: TakeArgs): Promise<StoredPost> {
      const write = () =>
        posts.findOneAndUpdate(
          { account, key },
          {
            $inc: { requests: 1 },
            $setOnInsert: { ...draft, bodyHash, receivedAt: now, withdrawnAt: null },
          },
          { returnDocument: 'after', upsert: true },
        )
      // Two requests of one key at once: the unique index lets one insert, the other finds it.
      const post = await write().catch((error: unknown) => {
        if (error instanceof MongoServerError && error.code === 11_000) {
          return write()
        }

        throw error
      })

      if (post === null) {
        throw new Error('an upsert gave nothing back')
      }

      return post
    },

    /** True when there was something to withdraw. */
    async withdraw({ account, key, now }: { account: string; key: string; now: Date }): Promise<boolean> {
      const { matchedCount } = await posts.updateOne(
        { account, key, withdrawnAt: null },
        { $set: { withdrawnAt: now } },
      )

      return matchedCount > 0
    },
  }
}
