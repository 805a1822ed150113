import { MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'

import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { SyncChange } from '../../src/delivery/resources/sync.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { aNote, aPublished, contentOf } from '../support/aPublished.ts'
import { anApiClient, type DeliveryInstance, startDelivery } from '../support/deliveryInstance.ts'

interface SyncBody {
  changes: SyncChange[]
  hasMore: boolean
  next: string
}

const DATABASE = 'delivery-sync'
const uri = `${inject('mongoUri')}/?directConnection=true`
const channel = new ObjectId()
const day = (n: number) => new Date(Date.UTC(2026, 0, n))

let admin: MongoClient
let instance: DeliveryInstance

const rows = () => admin.db(DATABASE).collection<PublicationRow<ObjectId>>(PUBLICATIONS)

const aRow = (slug: string, given: Partial<PublicationRow<ObjectId>> = {}) =>
  aPublished({ _id: slug, channel, content: contentOf(aNote({ slug })), ...given })

/** One whole sync: all pages until there is no more. */
async function sync(since: string | null, limit = 2): Promise<{ changes: SyncChange[]; next: string }> {
  const changes: SyncChange[] = []
  let next = since

  for (;;) {
    const query = new URLSearchParams({ limit: String(limit), ...(next === null ? {} : { since: next }) })
    const { body } = await instance.call<SyncBody>(`/delivery/v1/channels/ours/sync?${query.toString()}`, {
      authorization: 'ours',
    })

    changes.push(...body.changes)
    next = body.next

    if (!body.hasMore) {
      return { changes, next }
    }
  }
}

const told = (changes: SyncChange[]) => changes.map(({ id, type }) => `${type} ${id}`)

/** Marks rows published or withdrawn as the ledger does, by the server's clock. */
const mark = (id: string, state: 'published' | 'withdrawn') =>
  rows().updateOne({ _id: id }, [{ $set: { changedAt: '$$NOW', state } }])

beforeAll(async () => {
  admin = await MongoClient.connect(uri)
  await admin.db(DATABASE).collection(CHANNELS).insertOne({ _id: channel, name: '渠道', slug: 'ours' })
  await ensureIndexes(admin.db(DATABASE), JOB_INDEXES)
  instance = await startDelivery({ clients: { ours: anApiClient([channel]) }, database: DATABASE, uri })
})

beforeEach(() => rows().deleteMany({}))

afterAll(async () => {
  await instance.stop()
  await admin.close()
})

describe('delivery sync', () => {
  it('brings all that stands at first, page by page, and no old withdrawal', async () => {
    await rows().insertMany([
      aRow('a', { changedAt: day(1) }),
      aRow('b', { changedAt: day(1) }),
      aRow('c', { changedAt: day(2), state: 'withdrawn' }),
      aRow('d', { changedAt: day(3) }),
      aRow('e', { changedAt: day(4), superseded: true }),
      aRow('f', { changedAt: day(5), rehearsal: true }),
      aRow('g', { changedAt: null, state: 'armed' }),
    ])

    expect(told((await sync(null)).changes)).toEqual(['published a', 'published b', 'published d'])
  })

  it('brings nothing again when nothing changed, and then what was published, withdrawn or replaced', async () => {
    await rows().insertMany(['a', 'b', 'c'].map((id) => aRow(id, { changedAt: day(1) })))

    const first = await sync(null)
    const second = await sync(first.next)

    await mark('a', 'withdrawn')
    await rows().insertOne(aRow('d'))
    await rows().updateOne({ _id: 'b' }, [{ $set: { changedAt: '$$NOW', superseded: true } }])

    const third = await sync(second.next)

    expect(second.changes).toEqual([])
    expect(told(third.changes).toSorted()).toEqual(['published d', 'withdrawn a', 'withdrawn b'])
    expect(third.changes.find(({ id }) => id === 'd')).toMatchObject({ post: { slug: 'd' } })
  })

  it('tells a withdrawal that falls between two pages of the first sync', async () => {
    await rows().insertMany(['a', 'b', 'c', 'd'].map((id, n) => aRow(id, { changedAt: day(n + 1) })))

    const { body } = await instance.call<SyncBody>('/delivery/v1/channels/ours/sync?limit=2', { authorization: 'ours' })

    await mark('a', 'withdrawn')

    expect(told((await sync(body.next)).changes)).toEqual(['published c', 'published d', 'withdrawn a'])
  })

  it('misses nothing that commits after a later change was seen', async () => {
    await rows().insertMany(['slow', 'fast'].map((id) => aRow(id, { changedAt: null, state: 'sending' })))

    const start = await sync(null)
    const session = admin.startSession()

    session.startTransaction()
    await rows().updateOne({ _id: 'slow' }, [{ $set: { changedAt: '$$NOW', state: 'published' } }], { session })
    await mark('fast', 'published')

    const between = await sync(start.next)

    await session.commitTransaction()
    await session.endSession()

    const after = await sync(between.next)

    expect(told(between.changes)).toEqual(['published fast'])
    expect(told(after.changes)).toContain('published slow')
  })

  it('misses nothing and invents nothing while many publish and withdraw at once', async () => {
    const ids = Array.from({ length: 300 }, (_, n) => `row-${String(n).padStart(3, '0')}`)

    await rows().insertMany(ids.map((id) => aRow(id, { changedAt: null, state: 'sending' })))

    const copy = new Map<string, SyncChange['type']>()
    let isWriting = true
    let next: string | null = null
    const follow = async () => {
      const step = await sync(next, 50)

      step.changes.forEach(({ id, type }) => copy.set(id, type))
      next = step.next
    }
    const write = async (own: string[]) => {
      for (const id of own) {
        await mark(id, 'published')

        if (Number(id.slice(-1)) % 3 === 0) {
          await mark(id, 'withdrawn')
        }
      }
    }
    const writers = [0, 1, 2, 3, 4].map((lane) => write(ids.filter((_, n) => n % 5 === lane)))
    const follower = (async () => {
      while (isWriting) {
        await follow()
      }
    })()

    await Promise.all(writers)
    isWriting = false
    await follower
    await follow()

    const stored = await rows()
      .find({}, { projection: { state: 1 } })
      .toArray()

    expect(Object.fromEntries(copy)).toEqual(Object.fromEntries(stored.map(({ _id, state }) => [_id, state])))
  })

  it('costs at most three reads once the changes are heard, however many publications there are', async () => {
    await rows().insertMany(Array.from({ length: 50 }, (_, n) => aRow(`row-${n}`, { changedAt: day(1) })))

    // A change that is heard in the middle of a read makes it read again, rightly; so measure when all have been heard.
    await vi.waitFor(async () => {
      instance.commands.length = 0
      await instance.call('/delivery/v1/channels/ours/sync', { authorization: 'ours' })

      expect(instance.commands.filter((name) => name !== 'find')).toEqual(['hello'])
      expect(instance.commands.length).toBeLessThanOrEqual(3)
    })
  })
})
