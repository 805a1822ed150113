import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'

import { Binary, type Db } from 'mongodb'

import { MIB } from '../domain/duration.ts'
import { SANDBOX_COUNTERS, SANDBOX_FILES, SANDBOX_OBJECTS, type SandboxFile, type SandboxObject } from './records.ts'
import type { SandboxStore } from './sandboxStore.ts'
import type { StandInContext } from './standIn.ts'

export interface StandInContextOptions {
  clock: () => Date
  db: Db
  kind: string
  store: SandboxStore
  token: string
  wait: (ms: number) => Promise<void>
}

/** Larger files are taken and forgotten; their posts show without them. */
const MAX_KEPT_BYTES = 4 * MIB

/** What stand-ins remember, in MongoDB. */
export function createStandInContext({ clock, db, kind, store, token, wait }: StandInContextOptions): StandInContext {
  const objects = db.collection<SandboxObject>(SANDBOX_OBJECTS)
  const files = db.collection<SandboxFile>(SANDBOX_FILES)
  const counters = db.collection<{ _id: string; count: number }>(SANDBOX_COUNTERS)
  const idOf = (account: string, type: string, id: string): string => `${kind}/${account}/${type}/${id}`

  return {
    clock,
    isToken: (text) => timingSafeEqual(digest(text), digest(token)),
    meetFault: (account) => store.meetFault(account),
    async nextNumber(account, name) {
      const counter = await counters.findOneAndUpdate(
        { _id: idOf(account, name, '') },
        { $inc: { count: 1 } },
        { returnDocument: 'after', upsert: true },
      )

      return counter?.count ?? 1
    },
    objects: {
      async find(account, type, id) {
        return (await objects.findOne({ _id: idOf(account, type, id) }))?.value ?? null
      },
      async list(account, type) {
        const found = await objects.find({ account, kind, type }).sort({ at: -1 }).limit(MAX_LISTED).toArray()

        return found.map(({ id, value }) => ({ id, value }))
      },
      async put(account, type, id, value) {
        await objects.updateOne(
          { _id: idOf(account, type, id) },
          { $set: { account, at: clock(), id, kind, type, value } },
          { upsert: true },
        )
      },
      async remove(account, type, id) {
        return (await objects.deleteOne({ _id: idOf(account, type, id) })).deletedCount > 0
      },
    },
    async publish({ account, draft, key = randomUUID() }) {
      const now = clock()
      const post = await store.take({
        account,
        bodyHash: createHash('sha256').update(JSON.stringify(draft)).digest('hex'),
        draft: { ...draft, accountKind: kind, accountName: account },
        key,
        now,
      })

      return { at: post.receivedAt, isNew: post.requests === 1, key }
    },
    async storeFile({ bytes, mimeType }) {
      const id = randomUUID()

      if (bytes.length <= MAX_KEPT_BYTES) {
        await files.insertOne({ _id: id, at: clock(), bytes: new Binary(bytes), mimeType })
      }

      return `/sandbox/files/${id}`
    },
    wait,
    withdraw: (account, key) => store.withdraw({ account, key, now: clock() }),
  }
}

const MAX_LISTED = 100

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
