import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { createHubPings } from '../../jobs/hubs/createHubPings.ts'
import type { HubPing } from '../../jobs/hubs/records.ts'
import type { StoredRow } from '../../jobs/ledger/rows.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { aPublication } from '../support/aPublication.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { until } from '../support/until.ts'

const log = { error: () => undefined, info: () => undefined, warn: () => undefined }
const channel = new ObjectId()

let client: MongoClient
let db: Db
let hub: Receiver

beforeAll(async () => {
  client = await new MongoClient(inject('mongoUri'), { directConnection: true }).connect()
  db = client.db('hub_pings_test')
  hub = await startReceiver()
})

beforeEach(async () => {
  hub.received.length = 0
  hub.respond((_request, response) => void response.writeHead(204).end())
  await Promise.all([pings().deleteMany({}), db.collection('channels').deleteMany({})])
})

afterAll(async () => {
  await hub.close()
  await db.dropDatabase()
  await client.close()
})

const pings = () => db.collection<HubPing>('hub_pings')

const createPings = (allow = '127.0.0.1') =>
  createHubPings({
    db,
    fetch: createSafeFetch({ allow, maxAnswerBytes: 4_096 }),
    log,
    publicUrl: 'https://beat.example',
  })

const aFeed = (changes: object = {}) =>
  db.collection('channels').insertOne({
    _id: channel,
    deletedAt: null,
    kind: 'feed',
    settings: { hubUrl: hub.url, public: true },
    slug: 'our feed',
    ...changes,
  })

const anOutcome = (changes: Partial<StoredRow> = {}): StoredRow =>
  aPublication({ channel, state: 'published', ...changes })

const health = async () =>
  (await db.collection<{ health?: Record<string, unknown> }>('channels').findOne({ _id: channel }))?.health

describe('hubs of open feeds', () => {
  it('are told of each form of the feed, once for many publications', async () => {
    await aFeed()
    await createPings().observer.settled([anOutcome(), anOutcome({ _id: 'f'.repeat(32) })])
    await until('the hub has heard', async () => (await pings().countDocuments()) === 0)

    const told = hub.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))

    expect(told).toEqual(
      ['feed.json', 'rss.xml', 'atom.xml'].map((file) => ({
        'hub.mode': 'publish',
        'hub.url': `https://beat.example/delivery/v1/channels/our%20feed/${file}`,
      })),
    )
    expect(await health()).toMatchObject({ hubError: null, hubToldAt: expect.any(Date) as Date })
  })

  it.each([
    ['feeds with a key', { settings: { hubUrl: 'http://127.0.0.1:9', public: false } }, {}],
    ['feeds without a hub', { settings: { public: true } }, {}],
    ['other kinds', { kind: 'webhook' }, {}],
    ['rehearsals', {}, { rehearsal: true }],
    ['failures', {}, { state: 'failed' as const }],
  ])('hear nothing of %s', async (_title, feed, outcome) => {
    await aFeed(feed)
    await createPings().observer.settled([anOutcome(outcome)])
    expect(await pings().countDocuments()).toBe(0)
  })

  it('are told again when they did not answer, and what they said is shown', async () => {
    await aFeed()
    hub.respond((_request, response) => void response.writeHead(503).end())
    await createPings().observer.settled([anOutcome()])
    await until('the hub was tried', async () => (await pings().countDocuments({ attempts: 1 })) === 1)
    expect(await health()).toMatchObject({ hubError: expect.stringContaining('503') as string })

    hub.respond((_request, response) => void response.writeHead(204).end())
    await createPings().job.run()
    // Not before its time.
    expect(await pings().countDocuments()).toBe(1)

    await pings().updateMany({}, { $set: { nextAt: new Date() } })
    await createPings().job.run()
    expect(await pings().countDocuments()).toBe(0)
    expect(await health()).toMatchObject({ hubError: null })
  })

  it('are told once more of what came while they were being told', async () => {
    await aFeed()

    const { job, observer } = createPings()

    hub.respond((_request, response) => {
      hub.respond((_next, answer) => void answer.writeHead(204).end())
      void observer.settled([anOutcome({ _id: 'e'.repeat(32) })]).then(() => response.writeHead(204).end())
    })
    await observer.settled([anOutcome()])
    await until('the hub has heard once', () => Promise.resolve(hub.received.length >= 3))
    await job.run()
    await until('the hub has heard', async () => (await pings().countDocuments()) === 0)
    expect(hub.received).toHaveLength(6)
  })

  it('are not called at a private address that nobody named', async () => {
    await aFeed()
    await createPings('').observer.settled([anOutcome()])
    await until('the hub was tried', async () => (await pings().countDocuments({ attempts: 1 })) === 1)
    expect(hub.received).toEqual([])
    expect(await health()).toMatchObject({ hubError: expect.stringContaining('OUTBOUND_ALLOW') as string })
  })
})
