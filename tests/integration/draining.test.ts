import { fork } from 'node:child_process'
import { once } from 'node:events'

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { registerPeriodicJobs } from '../../jobs/clock/periodicJob.ts'
import { paceCollection } from '../../jobs/pacing/records.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { CHANNELS, WORKERS } from '../../src/domain/slugs.ts'
import type { WorkerOrders } from '../faults/worker.ts'
import { aChannel } from '../support/aChannel.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

let receiver: Receiver
let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'draining')
})
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(async () => {
  await stage.sweep()
  await receiver.close()
})
afterAll(() => stage.close())

const leftovers = async () => ({
  leases: await stage.rows.countDocuments({ leaseUntil: { $ne: null } }),
  locks: await stage.db.collection('agenda_jobs').countDocuments({ lockedAt: { $ne: null } }),
  permits: await paceCollection(stage.db).countDocuments({ 'permits.holders.0': { $exists: true } }),
  workers: await stage.db.collection(WORKERS).countDocuments(),
})

const NOTHING = { leases: 0, locks: 0, permits: 0, workers: 0 }

describe('a worker that stops under load', () => {
  it('breaks off what a hanging channel holds, in time, and leaves neither lease, lock nor permit', async () => {
    receiver.respond(() => undefined)
    const hanging = (await stage.webhook(receiver.url, { concurrency: 4 })).id
    const quick = (await stage.join(aChannel())).id

    await stage.arm(...Array.from({ length: 300 }, () => ({ channel: hanging })))
    await stage.arm(...Array.from({ length: 300 }, () => ({ channel: quick })))
    const sending = await stage.start({ limits: { stopMs: SECOND } })

    await expect.poll(() => receiver.received.length, { timeout: 30 * SECOND }).toBeGreaterThan(2)
    await sending.stop()

    expect(await leftovers()).toEqual(NOTHING)
    // Sent and unanswered is unknown; everything else is out or armed again.
    expect(await stage.rows.countDocuments({ channel: hanging, state: 'unconfirmed' })).toBe(receiver.received.length)
    expect(await stage.rows.countDocuments({ state: { $in: ['armed', 'published', 'unconfirmed'] } })).toBe(600)
  })

  it('breaks off a withdrawal that hangs, and gives its row back', async () => {
    let isAsked = false
    const channel = (
      await stage.join(
        aChannel({
          withdraw() {
            isAsked = true

            return new Promise(() => undefined)
          },
        }),
      )
    ).id
    const [id] = await stage.arm({ channel, receipt: { remoteId: '1' }, state: 'published', unpublishAt: new Date() })
    const sending = await stage.start()

    await expect.poll(() => isAsked, { timeout: 30 * SECOND }).toBe(true)
    await sending.stop()

    expect(await leftovers()).toEqual(NOTHING)
    expect(await stage.find(id)).toMatchObject({ state: 'published' })
  })

  it('ends within thirty seconds of SIGTERM, as a process, with a channel that never answers', async () => {
    receiver.respond(() => undefined)
    const {
      account: { credentials, settings },
      id: channel,
    } = await stage.webhook(receiver.url)

    await stage.db
      .collection(CHANNELS)
      .updateOne({ _id: channel }, { $set: { credentials, deduplication: 'none', kind: 'webhook', settings } })
    await stage.arm(...Array.from({ length: 200 }, () => ({ channel })))

    const child = fork(
      new URL('../faults/worker.ts', import.meta.url),
      [
        JSON.stringify({
          database: 'draining',
          uri: `${inject('mongoUri')}/?directConnection=true`,
        } satisfies WorkerOrders),
      ],
      { execArgv: ['--import', 'tsx'] },
    )

    await once(child, 'message')
    await expect.poll(() => receiver.received.length, { timeout: 60 * SECOND }).toBeGreaterThan(10)
    const askedAt = performance.now()

    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number]

    expect(code).toBe(0)
    expect(performance.now() - askedAt).toBeLessThan(30 * SECOND)
    expect(await leftovers()).toEqual(NOTHING)
  })
})

describe('versions side by side', () => {
  it('share the work and hand it over without a loss or a double', async () => {
    const channel = (await stage.webhook(receiver.url)).id
    const versions = () => stage.db.collection(WORKERS).distinct('version')

    const old = await stage.start({ version: '0.1.0' })

    await stage.start({ version: '0.2.0' })
    await expect.poll(versions, { timeout: 30 * SECOND }).toEqual(['0.1.0', '0.2.0'])
    await stage.arm(...Array.from({ length: 600 }, () => ({ channel })))
    await expect.poll(() => receiver.received.length, { timeout: 60 * SECOND }).toBeGreaterThan(50)
    await old.stop()
    await expect.poll(() => stage.rows.countDocuments({ state: 'published' }), { timeout: 90 * SECOND }).toBe(600)

    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(600)
    expect(receiver.received).toHaveLength(600)
    expect(await versions()).toEqual(['0.2.0'])
  })
})

describe('recurring jobs', () => {
  it('stand once however many workers start, and a deploy leaves a run under way its lock', async () => {
    const jobs = stage.db.collection('agenda_jobs')
    const job = { name: 'pull-metrics', everyMs: MINUTE, run: () => Promise.resolve() }

    await Promise.all(Array.from({ length: 8 }, () => registerPeriodicJobs(stage.db, [job])))
    const lockedAt = new Date()

    await jobs.updateOne({ name: 'pull-metrics' }, { $set: { lockedAt } })
    await registerPeriodicJobs(stage.db, [{ ...job, everyMs: 2 * MINUTE }])

    expect(await jobs.find({ name: 'pull-metrics' }).toArray()).toMatchObject([
      { lockedAt, repeatInterval: String(2 * MINUTE) },
    ])
  })
})
