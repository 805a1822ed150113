import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { readEnv } from '../../src/config/env.ts'
import { findMongod } from '../../src/database/openDatabase.ts'
import { type RunningMongod, startMongod } from '../../src/database/startMongod.ts'
import type { PublicPost } from '../../src/delivery/publicPost.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { aNote, aPublished, contentOf } from '../support/aPublished.ts'
import { anApiClient, type DeliveryInstance, startDelivery } from '../support/deliveryInstance.ts'

const DATABASE = 'delivery-freshness'
const channel = new ObjectId()
const report = () => undefined

let admin: MongoClient
let directory: string
let instances: DeliveryInstance[]
let mongod: RunningMongod

/** This file's own server, because a test takes it down. */
const start = async (port: number): Promise<RunningMongod> =>
  startMongod({
    binary: await findMongod({ env: readEnv(), report }),
    dataDirectory: path.join(directory, 'mongo'),
    isPortFixed: port !== 0,
    logFile: path.join(directory, 'mongod.log'),
    port,
  })

const rows = () => admin.db(DATABASE).collection<PublicationRow<ObjectId>>(PUBLICATIONS)

const publish = (slug: string) =>
  rows().insertOne(aPublished({ _id: slug, channel, content: contentOf(aNote({ slug })) }), {
    writeConcern: { w: 'majority' },
  })

const withdraw = (slug: string) =>
  rows().updateOne({ _id: slug }, [{ $set: { changedAt: '$$NOW', state: 'withdrawn' } }], {
    writeConcern: { w: 'majority' },
  })

async function slugsOf({ call }: DeliveryInstance): Promise<string[]> {
  const { body } = await call<{ items: PublicPost[] }>('/delivery/v1/channels/ours/posts', { authorization: 'ours' })

  return body.items.map(({ slug }) => slug)
}

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-freshness-'))
  mongod = await start(0)
  admin = await MongoClient.connect(mongod.uri)
  await admin.db(DATABASE).collection(CHANNELS).insertOne({ _id: channel, name: '渠道', slug: 'ours' })

  const one = () => startDelivery({ clients: { ours: anApiClient([channel]) }, database: DATABASE, uri: mongod.uri })

  instances = await Promise.all([one(), one()])
})

afterAll(async () => {
  await Promise.all(instances.map(({ stop }) => stop()))
  await admin.close()
  await mongod.stop()
  await rm(directory, { force: true, recursive: true })
})

describe('delivery across processes', () => {
  it('shows what was published and hides what was withdrawn at once, in every process', async () => {
    const delays: number[] = []

    for (let round = 0; round < 20; round += 1) {
      const slug = `round-${round}`

      // Every process holds the old list when the new one is written.
      await Promise.all(instances.map(slugsOf))
      await publish(slug)
      delays.push(...(await Promise.all(instances.map((instance) => delayUntil(instance, slug, true)))))
      await withdraw(slug)
      delays.push(...(await Promise.all(instances.map((instance) => delayUntil(instance, slug, false)))))
    }

    const median = delays.toSorted((a, b) => a - b)[delays.length / 2] ?? Infinity

    expect(median).toBeLessThan(100)
  })

  it('never goes back to an older list, however reads and writes overlap', async () => {
    await rows().deleteMany({})
    await publish('counter')

    const seen: number[][] = instances.map(() => [])
    let isWriting = true
    const readers = instances.map(async (instance, index) => {
      while (isWriting) {
        const { body } = await instance.call<PublicPost>('/delivery/v1/channels/ours/posts/counter', {
          authorization: 'ours',
        })

        seen[index]?.push(Number(body.title.replace(/\D/g, '') || 0))
        // Remembered answers come without waiting; the writer and the change feed need their turn.
        await nextTurn()
      }
    })

    for (let n = 1; n <= 200; n += 1) {
      await rows().updateOne({ _id: 'counter' }, { $set: { 'content.post.locales.zh.title': `第 ${n} 版` } })
    }

    await vi.waitUntil(() => seen.every((values) => values.at(-1) === 200), { timeout: 10_000 })
    isWriting = false
    await Promise.all(readers)

    for (const values of seen) {
      expect(values).toEqual(values.toSorted((a, b) => a - b))
    }
  })

  it('shows a renamed channel at once', async () => {
    await Promise.all(instances.map(slugsOf))
    await admin
      .db(DATABASE)
      .collection(CHANNELS)
      .updateOne({ _id: channel }, { $set: { name: '新名字' } })

    await vi.waitFor(async () => {
      const answers = await Promise.all(
        instances.map(({ call }) => call('/delivery/v1/channels/ours/posts', { authorization: 'ours' })),
      )

      expect(answers.map(({ body }) => (body as { channel: { name: string } }).channel.name)).toEqual([
        '新名字',
        '新名字',
      ])
    })
  })

  it('is right again after the database was killed and came back', async () => {
    await rows().deleteMany({})
    await publish('before')
    await vi.waitFor(async () => expect(await slugsOf(instances[0] as DeliveryInstance)).toEqual(['before']))

    const { port } = mongod
    const exited = mongod.exited

    process.kill(mongod.pid, 'SIGKILL')
    await exited
    await vi.waitUntil(() => instances.every(({ isLive }) => !isLive()), { timeout: 10_000 })

    mongod = await start(port)
    await publish('after')

    await vi.waitFor(
      async () => {
        expect(await Promise.all(instances.map(slugsOf))).toEqual([
          ['after', 'before'],
          ['after', 'before'],
        ])
      },
      { interval: 100, timeout: 30_000 },
    )
    await vi.waitUntil(() => instances.every(({ isLive }) => isLive()), { timeout: 30_000 })
    await withdraw('after')
    await Promise.all(instances.map((instance) => delayUntil(instance, 'after', false)))
  })
})

/** How many milliseconds until a process shows, or no longer shows, a post. */
async function delayUntil(instance: DeliveryInstance, slug: string, isShown: boolean): Promise<number> {
  const since = performance.now()

  await vi.waitUntil(async () => (await slugsOf(instance)).includes(slug) === isShown, { interval: 1, timeout: 5_000 })

  return performance.now() - since
}
