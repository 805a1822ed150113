import { randomUUID } from 'node:crypto'

import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { CHANNEL_METRICS, pullMetrics } from '../../jobs/channels/pullMetrics.ts'
import { rowsOf } from '../../jobs/ledger/rows.ts'
import { createSecretBox } from '../../src/channels/secretBox.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { ChannelAdapter, MetricPoint, MetricsArgs } from '../../src/domain/channelAdapter.ts'
import { DAY, HOUR } from '../../src/domain/duration.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { createEngagement, type Engagement } from '../../src/engagement/engagement.ts'
import { compareRollups } from '../../src/engagement/recount.ts'
import { aChannel, type AChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

// 10:00 in Shanghai, so that the day before is over there.
const NOW = new Date('2026-11-26T02:00:00.000Z')
let client: MongoClient
let engagement: Engagement
let channel: AChannel
let publication: string
let asked: MetricsArgs[]
let answer: (args: MetricsArgs) => Promise<MetricPoint[]>

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?replicaSet=drumbeat`).connect()
})

beforeEach(async () => {
  await db().dropDatabase()
  await ensureIndexes(db())
  asked = []
  channel = aChannel({
    metrics: (args) => {
      asked.push(args)

      return answer(args)
    },
  } satisfies Partial<ChannelAdapter>)
  engagement = createEngagement({
    client,
    clock: () => NOW,
    db: db(),
    onError: (error) => {
      throw error
    },
    timeZone: 'Asia/Shanghai',
  })
  await db()
    .collection(CHANNELS)
    .insertOne({ _id: channel.id, kind: 'test', mode: 'live', name: 'x', timeZone: 'Asia/Shanghai' })

  const row = aPublication({
    changedAt: new Date('2026-11-24T03:00:00.000Z'),
    channel: channel.id,
    handles: { contentHash: 'hash', values: { msgDataId: 'd1' } },
    receipt: { remoteId: 'r1' },
    state: 'published',
  })

  publication = row._id
  await rowsOf(db()).insertOne(row)
})

// It folds behind the answers.
afterEach(() => engagement.close())

afterAll(async () => {
  await db().dropDatabase()
  await client.close()
})

const name = `metrics_${randomUUID().slice(0, 8)}`
const db = () => client.db(name)

const pull = (now = NOW, record: Engagement['record'] = (facts) => engagement.record(facts)) =>
  pullMetrics({
    clock: () => now,
    db,
    log: silentLog,
    record,
    registry: {
      adapterFor: () => channel.adapter,
      check: () => [],
      find: () => ({ create: () => channel.adapter, manifest: channel.adapter.manifest }),
      kinds: () => [],
      publicUrl: '',
    },
    secrets: createSecretBox({ secret: 'a-secret-for-tests-only' }),
  })

/** Sums by day, from the raw events, after the roll-ups were found to be the same. */
const counted = async (): Promise<Record<string, number>> => {
  expect(await compareRollups({ client, db: db() })).toEqual([])

  const events = await db().collection('engagement_events').find({ publication }).toArray()

  return Object.fromEntries(
    events.map(({ count, occurredAt, type }) => [
      `${(occurredAt as Date).toISOString().slice(0, 10)} ${String(type)}`,
      Number(count),
    ]),
  )
}

const total = (value: number): MetricPoint => ({ isTotal: true, type: 'view', value })

describe('figures of a platform', () => {
  it('are asked for per day that is over in the channel’s zone, with all that is known', async () => {
    answer = () => Promise.resolve([{ isTotal: false, type: 'like', value: 3 }])
    await pull()

    expect(asked).toMatchObject([
      { day: '2026-11-24', handles: { msgDataId: 'd1' }, publicationId: publication, receipt: { remoteId: 'r1' } },
      { day: '2026-11-25' },
    ])
    expect(await counted()).toEqual({ '2026-11-24 like': 3, '2026-11-25 like': 3 })
  })

  it('count once, however often the job runs', async () => {
    answer = () => Promise.resolve([{ isTotal: false, type: 'like', value: 3 }])
    await pull()
    await pull()
    await pull()

    expect(asked).toHaveLength(2)
    expect(await counted()).toEqual({ '2026-11-24 like': 3, '2026-11-25 like': 3 })
  })

  it('count by their growth where the platform tells totals', async () => {
    answer = ({ day }) => Promise.resolve([total(day === '2026-11-24' ? 100 : 140)])
    await pull()

    answer = () => Promise.resolve([total(130)])
    await pull(new Date(NOW.getTime() + DAY))

    answer = () => Promise.resolve([total(150)])
    await pull(new Date(NOW.getTime() + 2 * DAY))

    // A total that shrank and grew again counts only what is more than ever.
    expect(await counted()).toEqual({ '2026-11-24 view': 100, '2026-11-25 view': 40, '2026-11-27 view': 10 })
  })

  it('count once when a worker dies between storing and counting, even if the platform says more by then', async () => {
    answer = ({ day }) => Promise.resolve(day === '2026-11-24' ? [total(100)] : [])
    await pull(NOW, async (facts) => {
      await engagement.record(facts)
      throw new Error('killed before it could note that')
    })
    answer = () => Promise.resolve([total(500)])
    await pull()

    expect(await counted()).toMatchObject({ '2026-11-24 view': 100 })
    expect((await db().collection(CHANNEL_METRICS).find().toArray()).every(({ isCounted }) => isCounted)).toBe(true)
  })

  it('are asked for again while the platform has none yet', async () => {
    answer = () => Promise.reject(new Error('not ready'))
    await pull()
    answer = () => Promise.resolve([total(7)])
    await pull(new Date(NOW.getTime() + HOUR))

    expect(await counted()).toEqual({ '2026-11-24 view': 7 })
  })
})
