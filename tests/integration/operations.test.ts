import { createServer, type Server } from 'node:http'

import express from 'express'
import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

import { createJobsDashboard, MOST_COUNTED } from '../../jobs/dashboard/createJobsDashboard.ts'
import { findOperationsBoard } from '../../src/admin/data/operationsBoard.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { registerFleetMetrics } from '../../src/server/fleetMetrics.ts'
import { createJobsRouter } from '../../src/server/jobsDashboard.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import { aChannel } from '../support/aChannel.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

const JOBS = 100_000

let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'operations')
})
afterEach(() => stage.sweep())
afterAll(() => stage.close())

describe('the operations board', () => {
  it('shows each worker with its version, clock, claims and lateness, and /metrics says the same', async () => {
    const channel = (await stage.join(aChannel())).id

    await stage.arm(...Array.from({ length: 50 }, () => ({ channel, dueAt: new Date(Date.now() + 3 * SECOND) })))
    await stage.start({ version: '1.2.3' })
    await expect.poll(() => stage.rows.countDocuments({ state: 'published' }), { timeout: 30 * SECOND }).toBe(50)
    await expect
      .poll(async () => (await findOperationsBoard({ db: stage.db, locale: 'zh' })).workers[0], {
        timeout: 30 * SECOND,
      })
      .toMatchObject({ isAlive: true, lateness: { count: 50 }, version: '1.2.3' })

    const [worker] = (await findOperationsBoard({ db: stage.db, locale: 'zh' })).workers

    expect(Math.abs(worker?.clockOffsetMs ?? 9_999)).toBeLessThan(2_000)
    expect(worker?.lateness.p99Ms).toBeGreaterThanOrEqual(worker?.lateness.p50Ms ?? Infinity)

    const { registry } = createMetrics({
      countPublications: () => Promise.resolve({}),
      countRows: () => Promise.resolve(0),
      findOldestDueMs: () => Promise.resolve(0),
    })

    registerFleetMetrics(registry, () => findOperationsBoard({ db: stage.db, locale: 'en' }))
    const text = await registry.metrics()

    expect(text).toContain(`drumbeat_worker_up{version="1.2.3",worker="${worker?.id}"} 1`)
    expect(text).toMatch(/drumbeat_worker_lateness_seconds\{quantile="0.99",worker=".+"\} \d/)
    expect(text).toMatch(/drumbeat_worker_clock_offset_seconds\{worker=".+"\} -?\d/)
  })

  it('shows why a channel rests, and what waits for it', async () => {
    const { id } = await stage.join(aChannel())

    await stage.db.collection('channel_pace').insertOne({
      _id: id,
      breaker: {
        failures: 7,
        lastError: { class: 'retry', code: 'HTTP_503', message: 'busy' },
        opens: 1,
        retryAt: new Date(Date.now() + MINUTE),
        revision: 3,
        state: 'open',
      },
    })
    await stage.arm(
      ...['CATCHING_UP', 'CHANNEL_RATE', 'CHANNEL_RESTING', 'CHANNEL_RESTING', 'BLACKOUT', 'QUIET_HOURS'].map(
        (code) => ({
          channel: id,
          dueAt: new Date(Date.now() + MINUTE),
          error: { class: 'waiting' as const, code, message: '' },
        }),
      ),
    )

    expect((await findOperationsBoard({ db: stage.db, locale: 'zh' })).channels).toMatchObject([
      { breaker: { reason: 'HTTP_503: busy', state: 'open' }, id: id.toHexString(), waiting: 4 },
    ])
  })
})

describe('the list of jobs at 100,000', () => {
  const fill = () =>
    stage.db.collection('agenda_jobs').insertMany(
      Array.from({ length: JOBS }, (_, index) => ({
        name: index % 1_000 === 0 ? 'materialise-occurrences' : 'publish-due',
        data: { large: 'x'.repeat(50) },
        lockedAt: null,
        nextRunAt: new Date(Date.now() + HOUR + index * SECOND),
        priority: 0,
        type: 'normal',
      })),
      { ordered: false },
    )

  it('examines a bounded part of them and gives a bounded answer', async () => {
    await fill()
    const dashboard = createJobsDashboard(stage.db)

    await stage.db.command({ profile: 2 })
    const overview = await dashboard.getJobsOverview()
    const stats = await dashboard.getRunningStats()
    const all = await dashboard.queryJobs({ limit: 5_000, skip: 90_000 })
    const scheduled = await dashboard.queryJobs({ limit: 50, name: 'publish-due', state: 'scheduled' })
    const searched = await dashboard.queryJobs({ search: 'Materialise' })

    await stage.db.command({ profile: 0 })
    const asked = await stage.db
      .collection('system.profile')
      .find({ ns: 'operations.agenda_jobs' })
      .project<{ docsExamined?: number; hasSortStage?: boolean; keysExamined?: number }>({
        docsExamined: 1,
        hasSortStage: 1,
        keysExamined: 1,
      })
      .toArray()

    expect(asked.length).toBeGreaterThan(10)
    expect(Math.max(...asked.map(({ docsExamined = 0 }) => docsExamined))).toBeLessThanOrEqual(MOST_COUNTED + 100)
    expect(Math.max(...asked.map(({ keysExamined = 0 }) => keysExamined))).toBeLessThanOrEqual(2 * MOST_COUNTED)
    expect(asked.some(({ hasSortStage }) => hasSortStage === true)).toBe(false)
    expect(overview).toMatchObject([
      { name: 'materialise-occurrences', scheduled: 100, total: 100 },
      { name: 'publish-due', scheduled: MOST_COUNTED, total: MOST_COUNTED },
    ])
    expect(stats).toMatchObject({ lockedJobs: 0, queuedJobs: 0, runningJobs: 0, totalQueueSizeDB: 0 })
    expect([all.jobs.length, scheduled.jobs.length, searched.jobs.length]).toEqual([100, 50, 100])
    expect(JSON.stringify(all.jobs)).not.toContain('xxxx')
  })
})

describe('/ops/jobs', () => {
  let server: Server
  let isAdmin: boolean

  const open = async (): Promise<string> => {
    const app = express()

    app.use('/ops/jobs', createJobsRouter({ db: stage.db, isAdmin: () => Promise.resolve(isAdmin) }))
    server = createServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()

    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/ops/jobs`
  }

  afterEach(() => server.close())

  it('serves its page and its list to admins, and to nobody else', async () => {
    isAdmin = true
    const url = await open()
    const _id = new ObjectId()

    await stage.db
      .collection('agenda_jobs')
      .insertOne({ _id, name: 'pull-metrics', nextRunAt: new Date(), type: 'normal' })

    expect(await (await fetch(`${url}/`)).text()).toContain('Agendash')
    expect((await fetch(url)).url).toBe(`${url}/`)
    expect(await (await fetch(`${url}/api?limit=10`)).json()).toMatchObject({
      jobs: [{ job: { _id: _id.toHexString(), name: 'pull-metrics' } }],
      total: 1,
    })

    isAdmin = false
    expect((await fetch(`${url}/`)).status).toBe(403)
    expect((await fetch(`${url}/api`)).status).toBe(403)
  })

  it('lets its own page act, no other site, and lets nobody make a job', async () => {
    isAdmin = true
    const url = await open()
    const jobs = stage.db.collection('agenda_jobs')
    const _id = new ObjectId()
    const locked = new ObjectId()
    const nextRunAt = new Date(Date.now() + HOUR)

    await jobs.insertMany([
      { _id, name: 'pull-metrics', lockedAt: null, nextRunAt },
      { _id: locked, name: 'pull-metrics', lockedAt: new Date(), nextRunAt },
    ])
    const act = (path: string, site: string, body: object) =>
      fetch(`${url}/api/jobs/${path}`, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'sec-fetch-site': site },
        method: 'POST',
      })
    const which = { jobIds: [_id.toHexString(), locked.toHexString()] }

    expect((await act('delete', 'cross-site', which)).status).toBe(403)
    expect((await fetch(`${url}/api/jobs/delete`, { method: 'POST' })).status).toBe(403)
    expect((await act('create', 'same-origin', { jobName: 'x', jobRepeatEvery: '1 second' })).status).toBe(403)
    expect((await act('requeue', 'same-origin', which)).status).toBe(403)
    expect(await jobs.countDocuments()).toBe(2)
    expect((await act('retry', 'same-origin', which)).status).toBe(200)
    expect((await jobs.findOne({ _id }))?.['nextRunAt'] as Date).not.toEqual(nextRunAt)
    // A job that runs keeps its lock and its time.
    expect(await jobs.findOne({ _id: locked })).toMatchObject({ lockedAt: expect.any(Date) as Date, nextRunAt })
    expect((await act('delete', 'same-origin', { jobIds: [_id.toHexString(), { $ne: null }] })).status).toBe(200)
    expect(await jobs.countDocuments()).toBe(1)
  })
})
