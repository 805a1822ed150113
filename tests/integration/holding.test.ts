import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { createHoldFacts } from '../../jobs/holding/holdFacts.ts'
import { releaseHeld } from '../../jobs/holding/releaseHeld.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { aPublication } from '../support/aPublication.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let worker: Sending
let admin: string
let reviewer: string
let analyst: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  admin = String(registered.body['token'])
  reviewer = await personWith('reviewer')
  analyst = await personWith('analyst')
  worker = await startDrumbeatWorker(app.payload, { version: 'test' })
})

afterAll(async () => {
  await worker.stop()
  await app.stop()
})

const ask = (method: string, path: string, body?: unknown, token = admin): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

async function personWith(role: string): Promise<string> {
  const login = { email: `${role}@example.com`, password: 'a long password' }

  await create('users', { ...login, name: role, roles: [role] })

  return String((await app.rest('POST', '/users/login', { body: login })).body['token'])
}

let count = 0

/** A post on a channel of its own, armed for so many milliseconds from now. */
async function arm({ campaign, ...given }: { campaign?: string; inMs?: number; [field: string]: unknown } = {}) {
  const { arm: armIt } = await prepare(campaign === undefined ? {} : { campaign })

  return armIt(given)
}

/** Everything but the arming, which is then one request. */
async function prepare({ campaign }: { campaign?: string }) {
  count += 1

  const channel = await create('channels', { kind: 'feed', mode: 'live', name: `渠道 ${count}`, slug: `held-${count}` })
  const post = await create('posts', { kind: 'note', title: `第 ${count} 篇`, ...(campaign && { campaign }) })

  await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

  return {
    arm: async ({ inMs = 0, ...given }: { inMs?: number; [field: string]: unknown } = {}) => {
      const schedule = await create('schedules', {
        channels: [channel],
        post,
        publishAt: new Date(Date.now() + inMs).toISOString(),
        publishAt_tz: 'Asia/Shanghai',
        state: 'armed',
        ...given,
      })

      return { channel, schedule }
    },
  }
}

const reaches = (schedule: string, expected: object) =>
  vi.waitFor(
    async () => {
      const row = await app.db
        .collection<PublicationRow<ObjectId>>(PUBLICATIONS)
        .findOne({ schedule: new ObjectId(schedule) })

      expect(row).toMatchObject(expected)
    },
    { interval: 100, timeout: 40 * SECOND },
  )

const freeze = (reason = '舆情处理中', token = admin) =>
  ask('POST', '/globals/operations', { frozen: true, reason }, token)
const resume = (token = admin) => ask('POST', '/globals/operations', { frozen: false }, token)

describe('freeze all', () => {
  it('holds what falls due, and at the resume each schedule’s catch-up decides', async () => {
    expect((await freeze()).status).toBe(200)
    const { schedule: published } = await arm()
    const { schedule: asked } = await arm({ catchUp: 'ask', graceMinutes: 0 })
    const { schedule: skipped } = await arm({ catchUp: 'skip', graceMinutes: 0 })

    for (const schedule of [published, asked, skipped]) {
      await reaches(schedule, { error: { class: 'gate', code: 'FROZEN' }, leaseUntil: null, state: 'blocked' })
    }

    expect((await resume()).status).toBe(200)
    await reaches(published, { error: null, state: 'published' })
    await reaches(asked, { error: { code: 'ASK' }, state: 'blocked' })
    await reaches(skipped, { error: { code: 'PAST_GRACE' }, state: 'missed' })
  })

  it('says who froze, when and why, and forgets it at the resume', async () => {
    await freeze('直播间事故')
    expect((await ask('GET', '/globals/operations?depth=0')).body).toMatchObject({
      by: expect.any(String) as string,
      frozen: true,
      reason: '直播间事故',
      since: expect.any(String) as string,
    })
    await resume()
    expect((await ask('GET', '/globals/operations?depth=0')).body).toMatchObject({
      by: null,
      frozen: false,
      reason: null,
    })

    const events = await app.db
      .collection('audit-events')
      .find({ subjectType: 'operations' })
      .sort({ at: -1 })
      .limit(2)
      .toArray()

    expect(events).toMatchObject([
      { action: 'operations.resume', actorName: 'admin', reason: '直播间事故' },
      { action: 'operations.freeze', actorName: 'admin', reason: '直播间事故' },
    ])
  })

  it('may be done by those who see a crisis first, and undone by those who answer for the plan', async () => {
    expect((await freeze('x', analyst)).status).toBe(403)
    expect((await ask('GET', '/globals/operations', undefined, analyst)).status).toBe(200)
    expect((await app.rest('GET', '/globals/operations')).status).toBe(403)
    expect((await freeze('x', reviewer)).status).toBe(200)
    expect((await resume(reviewer)).status).toBe(403)
    expect((await ask('GET', '/globals/operations')).body['frozen']).toBe(true)
    expect((await resume()).status).toBe(200)
  })
})

describe('a pause', () => {
  it('of a channel holds what falls due on it until it is resumed', async () => {
    const { channel, schedule } = await arm({ inMs: 2 * SECOND })

    await ask('PATCH', `/channels/${channel}`, { mode: 'paused' })
    await reaches(schedule, { error: { code: 'CHANNEL_PAUSED' }, state: 'blocked' })
    await ask('PATCH', `/channels/${channel}`, { mode: 'live' })
    await reaches(schedule, { error: null, state: 'published' })
  })

  it('of a campaign holds its posts and no others', async () => {
    const campaign = await create('campaigns', { name: '双十二' })
    const { schedule: other } = await arm()
    const { arm: armNow } = await prepare({ campaign })

    // The gate has just asked what is paused; what is paused since must hold all the same.
    await reaches(other, { state: 'published' })
    await ask('PATCH', `/campaigns/${campaign}`, { paused: true })
    const { schedule } = await armNow()

    await reaches(schedule, { error: { code: 'CAMPAIGN_PAUSED' }, state: 'blocked' })
    await ask('PATCH', `/campaigns/${campaign}`, { paused: false })
    await reaches(schedule, { error: null, state: 'published' })
  })
})

describe('createHoldFacts', () => {
  it('answers by what is paused once it was asked, not by what it knew', async () => {
    const findHolds = createHoldFacts({ clock: { floorMs: Date.now }, db: app.db })
    const campaign = await create('campaigns', { name: '双十二' })
    const channel = await create('channels', { kind: 'feed', mode: 'live', name: '停用', slug: 'just-paused' })
    const look = async () => {
      const { isChannelPaused, isFrozen, ofCampaign } = await findHolds()

      return [isChannelPaused(new ObjectId(channel)), ofCampaign(campaign)?.isPaused === true, isFrozen]
    }

    expect(await look()).toEqual([false, false, false])
    await ask('PATCH', `/channels/${channel}`, { mode: 'paused' })
    await ask('PATCH', `/campaigns/${campaign}`, { paused: true })
    await freeze()
    expect(await look()).toEqual([true, true, true])
    await ask('PATCH', `/channels/${channel}`, { mode: 'live' })
    await ask('PATCH', `/campaigns/${campaign}`, { paused: false })
    await resume()
    expect(await look()).toEqual([false, false, false])
  })
})

describe('releaseHeld', () => {
  const held = (code: string, given: Partial<PublicationRow<ObjectId>> = {}) =>
    aPublication({
      dueAt: new Date(Date.now() + 3600 * SECOND),
      error: { class: 'gate', code, message: '' },
      fence: 4,
      state: 'blocked',
      ...given,
    })

  it('arms what was held after the resume was heard of, raises the fence, and leaves other reasons alone', async () => {
    const rows = app.db.collection<PublicationRow<ObjectId>>(PUBLICATIONS)
    const late = held('FROZEN')
    const gate = held('ASK')

    await rows.insertMany([late, gate])
    await releaseHeld(app.db)

    expect(await rows.findOne({ _id: late._id })).toMatchObject({ error: null, fence: 5, state: 'armed' })
    expect(await rows.findOne({ _id: gate._id })).toMatchObject({ fence: 4, state: 'blocked' })
  })

  it('releases nothing of a channel that is paused still', async () => {
    const rows = app.db.collection<PublicationRow<ObjectId>>(PUBLICATIONS)
    const channel = await create('channels', { kind: 'feed', mode: 'paused', name: '停用', slug: 'still-paused' })
    const row = held('CHANNEL_PAUSED', { channel: new ObjectId(channel) })

    await rows.insertOne(row)
    await releaseHeld(app.db)

    expect(await rows.findOne({ _id: row._id })).toMatchObject({ state: 'blocked' })
  })
})
