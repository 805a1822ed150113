import { type Db, MongoClient, ObjectId } from 'mongodb'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import type { StoredRow } from '../../jobs/ledger/rows.ts'
import { deliverWebhooks } from '../../jobs/webhooks/deliverWebhooks.ts'
import { queueDeliveries } from '../../jobs/webhooks/queueDeliveries.ts'
import { WEBHOOK_INDEXES, type WebhookDelivery } from '../../jobs/webhooks/records.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createSecretBox } from '../../src/channels/secretBox.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import { aPublication } from '../support/aPublication.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const secrets = createSecretBox({ secret: 'a secret of the installation' })
const warnings: object[] = []
const log = { error: () => undefined, info: () => undefined, warn: (details: object) => void warnings.push(details) }

let client: MongoClient
let db: Db
let receiver: Receiver

beforeAll(async () => {
  client = await new MongoClient(inject('mongoUri'), { directConnection: true }).connect()
  db = client.db('outgoing_webhooks_test')
  receiver = await startReceiver()
  await ensureIndexes(db, WEBHOOK_INDEXES)
})

beforeEach(async () => {
  receiver.received.length = 0
  receiver.respond((_request, response) => void response.writeHead(204).end())
  await Promise.all([deliveries().deleteMany({}), db.collection('webhooks').deleteMany({})])
})

afterAll(async () => {
  await receiver.close()
  await client.close()
})

const deliveries = () => db.collection<WebhookDelivery>('webhook_deliveries')

const deliverAll = () =>
  deliverWebhooks({
    db,
    fetch: createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 4_096 }),
    log,
    random: () => 0,
    secrets,
  })

async function subscribe(changes: object = {}): Promise<ObjectId> {
  const { insertedId } = await db.collection('webhooks').insertOne({
    channels: [],
    enabled: true,
    events: ['post.published', 'post.withdrawn', 'publication.failed'],
    secret: secrets.seal(SECRET),
    url: receiver.url,
    ...changes,
  })

  return insertedId
}

const channel = new ObjectId()

const anOutcome = (changes: Partial<StoredRow> = {}): StoredRow =>
  aPublication({
    _id: 'f'.repeat(32),
    channel,
    fence: 1,
    receipt: { remoteId: 'r1', url: 'https://example.com/p' },
    state: 'published',
    updatedAt: new Date('2026-11-22T12:00:01Z'),
    ...changes,
  })

/** Makes everything that waits due now. */
const skipWaiting = () => deliveries().updateMany({}, { $set: { nextAt: new Date(0) } })

describe('outgoing webhooks', () => {
  it('tell a subscriber of a publication, signed', async () => {
    await subscribe()
    await queueDeliveries({ db, rows: [anOutcome()] })
    await deliverAll()

    const [request] = receiver.received

    expect(new Webhook(SECRET).verify(request?.body ?? '', request?.headers ?? {})).toMatchObject({
      data: { post: { title: '早安面膜' }, publication: 'f'.repeat(32), receipt: { remoteId: 'r1' } },
      timestamp: '2026-11-22T12:00:01.000Z',
      type: 'post.published',
    })
    expect(await deliveries().findOne()).toMatchObject({ attempts: 1, state: 'delivered' })
  })

  it('tell once although the outcome is told twice by two workers at once', async () => {
    await subscribe()

    const row = anOutcome()

    await Promise.all([1, 2, 3].map(() => queueDeliveries({ db, rows: [row] })))
    await Promise.all([deliverAll(), deliverAll()])
    await queueDeliveries({ db, rows: [row] })
    await deliverAll()

    expect(receiver.received).toHaveLength(1)
  })

  it('tell of a withdrawal and of each new failure on its own', async () => {
    await subscribe()

    const row = anOutcome()

    await queueDeliveries({
      db,
      rows: [
        row,
        { ...row, state: 'withdrawn' },
        { ...row, fence: 2, state: 'failed' },
        { ...row, fence: 3, state: 'failed' },
        { ...row, fence: 3, state: 'failed' },
      ],
    })
    await deliverAll()

    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(4)
    expect(receiver.received).toHaveLength(4)
  })

  it.each([
    ['who did not ask for the event', { events: ['publication.blocked'] }],
    ['who is switched off', { enabled: false }],
    ['who wants another channel', { channels: [new ObjectId()] }],
    ['who was thrown away', { deletedAt: new Date() }],
  ])('leave alone a subscriber %s', async (_title, changes) => {
    await subscribe(changes)

    expect(await queueDeliveries({ db, rows: [anOutcome()] })).toBe(0)
  })

  it('tell of a channel that the subscriber chose, and of no state between outcomes', async () => {
    await subscribe({ channels: [channel] })

    expect(await queueDeliveries({ db, rows: [anOutcome(), anOutcome({ _id: 'other', state: 'armed' })] })).toBe(1)
  })

  it('come again under the same id and with the same body until they are taken', async () => {
    receiver.respond((_request, response) => void response.writeHead(500).end())
    await subscribe()
    await queueDeliveries({ db, rows: [anOutcome()] })
    await deliverAll()
    await deliverAll()

    expect(receiver.received).toHaveLength(1)
    expect(await deliveries().findOne()).toMatchObject({ lastError: 'HTTP_500', state: 'pending' })

    receiver.respond((_request, response) => void response.writeHead(200).end())
    await skipWaiting()
    await deliverAll()

    const [first, second] = receiver.received

    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.body).toBe(first?.body)
    expect(await deliveries().findOne()).toMatchObject({ attempts: 2, lastError: null, state: 'delivered' })
  })

  it('wait as long as the receiver asks', async () => {
    receiver.respond((_request, response) => void response.writeHead(429, { 'retry-after': '3600' }).end())
    await subscribe()
    await queueDeliveries({ db, rows: [anOutcome()] })
    await deliverAll()

    const waitMs = (await deliveries().findOne())!.nextAt.getTime() - Date.now()

    expect(waitMs).toBeGreaterThan(3_500_000)
  })

  it('are dead after ten attempts, and stay to be seen', async () => {
    receiver.respond((_request, response) => void response.writeHead(500).end())
    await subscribe()
    await queueDeliveries({ db, rows: [anOutcome()] })

    for (let attempt = 0; attempt < 12; attempt += 1) {
      await skipWaiting()
      await deliverAll()
    }

    expect(receiver.received).toHaveLength(10)
    expect(await deliveries().findOne()).toMatchObject({ attempts: 10, lastError: 'HTTP_500', state: 'dead' })
    expect(warnings).toHaveLength(1)
  })

  it('never come again to a receiver that is gone for good', async () => {
    receiver.respond((_request, response) => void response.writeHead(410).end())

    const id = await subscribe()

    await queueDeliveries({ db, rows: [anOutcome()] })
    await deliverAll()

    expect(await deliveries().findOne()).toMatchObject({ state: 'dead' })
    expect(await db.collection('webhooks').findOne({ _id: id })).toMatchObject({ enabled: false })
  })

  it('are taken over from a worker that died in the middle', async () => {
    await subscribe()
    await queueDeliveries({ db, rows: [anOutcome()] })
    await deliveries().updateMany({}, { $set: { leaseUntil: new Date(Date.now() + 60_000), token: 'dead-worker' } })
    await deliverAll()

    expect(receiver.received).toEqual([])

    await deliveries().updateMany({}, { $set: { leaseUntil: new Date(Date.now() - 1) } })
    await deliverAll()

    expect(receiver.received).toHaveLength(1)
  })

  it('keep the secret out of what is stored and said', async () => {
    await subscribe({ secret: 'not a secret that opens' })
    await queueDeliveries({ db, rows: [anOutcome()] })
    await deliverAll()

    expect(await deliveries().findOne()).toMatchObject({ lastError: 'BAD_SECRET', state: 'pending' })
    expect(JSON.stringify([await deliveries().find().toArray(), warnings])).not.toContain('not a secret')
  })
})
