import { type Db, MongoClient, ObjectId } from 'mongodb'
import { uuidv7 } from 'uuidv7'

import { ensureIndexes } from '../../src/database/indexes.ts'
import type { EngagementFact, EngagementType } from '../../src/domain/engagement.ts'
import { CHANNELS, POSTS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { createEngagement } from '../../src/engagement/engagement.ts'
import { ENGAGEMENT_INDEXES } from '../../src/engagement/indexes.ts'
import { createIngest } from '../../src/engagement/ingest.ts'
import { compareRollups } from '../../src/engagement/recount.ts'
import { type StoredEvent, toStoredEvents } from '../../src/engagement/storedEvent.ts'
import { createSeededRandom } from '../../src/domain/seededRandom.ts'
import { startScratchMongod } from '../support/scratchMongod.ts'
import type { Bench } from './bench.ts'

const BATCH = 1_000
const IN_FLIGHT = 8
const RAW = 'raw'
const SCRATCH = 'ingest'

/**
 * A busy day: 400 posts on 5 channels, the n-th as popular as 1/n^0.9, told in batches of 1,000.
 *
 * The limit stores the same rows, made before the clock starts, by `insertMany` with the same indexes; as many
 * batches in flight. Ours rolls up, removes duplicates, and the clock stops when all sums are in their buckets.
 */
export const ingest: Bench = {
  about: '--events 200000: events stored, rolled up and folded per second, beside a bare insertMany of the same rows',
  async run({ number, say }) {
    const count = number('events', 200_000)
    const mongod = await startScratchMongod()
    const client = await new MongoClient(mongod.uri).connect()
    const db = client.db(SCRATCH)

    try {
      await ensureIndexes(db)
      await db
        .collection(RAW)
        .createIndexes(ENGAGEMENT_INDEXES[0]?.indexes.map(({ key, name }) => ({ key, name })) ?? [])
      const day = await aBusyDay(db)

      // A first round warms up both sides and is thrown away.
      await measureLimit(db, day.facts(count / 10))
      await measureStore(client, db, day.facts(count / 10))

      const insertManyPerSecond = await measureLimit(db, day.facts(count))
      say(`insertMany: ${insertManyPerSecond} events/s`)
      const eventsPerSecond = await measureStore(client, db, day.facts(count))
      say(`stored, rolled up and folded: ${eventsPerSecond} events/s`)
      const httpEventsPerSecond = await measureRoute(client, db, day.facts(count / 4))
      say(`the same through the route, parsed and looked up: ${httpEventsPerSecond} events/s`)

      return {
        differencesToRecount: (await compareRollups({ client, db })).length,
        limit: { insertManyPerSecond },
        ours: { eventsPerSecond, httpEventsPerSecond },
        ratioToLimit: Math.round((eventsPerSecond / insertManyPerSecond) * 100) / 100,
      }
    } finally {
      await client.close()
      await mongod.stop()
    }
  },
}

const TYPES: readonly EngagementType[] = [
  'view',
  'view',
  'view',
  'view',
  'impression',
  'click',
  'like',
  'share',
  'save',
]
const POST_COUNT = 400
const CHANNEL_COUNT = 5

/** Inserts the documents that events are about; makes as many events as are asked for. */
async function aBusyDay(db: Db) {
  const random = createSeededRandom('a busy day')
  const channels = Array.from({ length: CHANNEL_COUNT }, () => new ObjectId())
  const posts = Array.from({ length: POST_COUNT }, () => new ObjectId())
  const rows = posts.flatMap((post) =>
    channels.map((channel, place) => ({ _id: `${post.toHexString()}0000000${place}`, channel, post })),
  )

  await db.collection(CHANNELS).insertMany(channels.map((_id) => ({ _id })))
  await db.collection(POSTS).insertMany(posts.map((_id) => ({ _id })))
  await db.collection<{ _id: string }>(PUBLICATIONS).insertMany(rows)

  const shares: number[] = []

  posts.reduce((sum, _post, place) => (shares[place] = sum + 1 / (place + 1) ** 0.9), 0)
  const whole = shares.at(-1) ?? 1
  const pickPost = (): number => {
    const wanted = random.next() * whole

    return shares.findIndex((share) => share >= wanted)
  }

  return {
    facts: (count: number): EngagementFact[] =>
      Array.from({ length: count }, () => {
        const { _id, channel, post } =
          rows[pickPost() * CHANNEL_COUNT + random.between(0, CHANNEL_COUNT - 1)] ?? rows[0]!

        return {
          id: uuidv7(),
          channel: channel.toHexString(),
          occurredAt: new Date(),
          post: post.toHexString(),
          publication: _id,
          type: random.pick(TYPES),
        }
      }),
  }
}

async function measureLimit(db: Db, facts: EngagementFact[]): Promise<number> {
  const rows = toStoredEvents(facts, new Date())

  return perSecond(facts.length, () =>
    inBatches(rows, async (batch) => {
      await db.collection<StoredEvent>(RAW).insertMany(batch, { ordered: false, writeConcern: { w: 'majority' } })
    }),
  )
}

async function measureStore(client: MongoClient, db: Db, facts: EngagementFact[]): Promise<number> {
  const store = createIngest({ client, clock: () => new Date(), db, onError: fail })

  return perSecond(facts.length, async () => {
    await inBatches(facts, (batch) => store.add(batch))
    await store.close()
  })
}

async function measureRoute(client: MongoClient, db: Db, facts: EngagementFact[]): Promise<number> {
  const clock = () => new Date()
  const engagement = createEngagement({ client, clock, db, onError: fail, timeZone: 'Asia/Shanghai' })
  const shop = { id: 'shop', channels: [], kind: 'api-client' as const, scopes: ['engagement:write' as const] }
  const [route] = engagement.routes(() => Promise.resolve(shop))
  const bodies = Array.from({ length: facts.length / BATCH }, (_, place) => {
    const events = facts
      .slice(place * BATCH, (place + 1) * BATCH)
      .map(({ id, occurredAt, publication, type }) => ({ id, occurredAt, publication, type }))

    return new TextEncoder().encode(JSON.stringify({ events }))
  })

  return perSecond(facts.length, async () => {
    await sideBySide(bodies, async (body) => {
      const answer = await route?.handle({
        body,
        header: () => undefined,
        ip: '127.0.0.1',
        method: 'POST',
        params: {},
        query: new URLSearchParams(),
      })

      if (answer?.status !== 202) {
        fail(answer?.body)
      }
    })
    await engagement.close()
  })
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()

  await work()

  return Math.round(count / ((performance.now() - startedAt) / 1_000))
}

const inBatches = <Item>(items: readonly Item[], work: (batch: Item[]) => Promise<unknown>): Promise<void> =>
  sideBySide(
    Array.from({ length: Math.ceil(items.length / BATCH) }, (_, place) =>
      items.slice(place * BATCH, (place + 1) * BATCH),
    ),
    work,
  )

async function sideBySide<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const queue = [...items]

  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        await work(item)
      }
    }),
  )
}

function fail(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error))
}
