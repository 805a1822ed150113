import { type Document, ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SlotClaim } from '../../jobs/rhythm/slotClaims.ts'
import { DAY, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { slotId, slotInstant } from '../../src/domain/rhythm/slots.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { PUBLICATIONS, SLOT_CLAIMS } from '../../src/domain/slugs.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let admin: string
let analyst: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  admin = String(registered.body['token'])

  const login = { email: 'analyst@example.com', password: 'a long password' }

  await create('users', { ...login, name: 'analyst', roles: ['analyst'] })
  analyst = String((await app.rest('POST', '/users/login', { body: login })).body['token'])
})

afterAll(() => app.stop())

const ask = (method: string, path: string, body?: unknown, token = admin): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

let count = 0

const aChannel = (given: Record<string, unknown> = {}): Promise<string> => {
  count += 1

  return create('channels', {
    kind: 'feed',
    mode: 'live',
    name: `渠道 ${count}`,
    slots: [{ time: '12:10' }, { time: '20:30' }],
    slug: `queue-${count}`,
    ...given,
  })
}

async function aPost({ stage = 'approved', ...given }: Record<string, unknown> = {}): Promise<string> {
  const post = await create('posts', { kind: 'note', title: `第 ${(count += 1)} 篇`, ...given })

  await ask('PATCH', `/posts/${post}`, { stage })

  return post
}

interface Added {
  docs: { id: string; publishAt: string; publishAt_tz: string; slot: string; state: string }[]
  slots: { at: string; localTime: string; timeZone: string }[]
}

const add = async (body: Record<string, unknown>): Promise<Added & { status: number }> => {
  const answer = await ask('POST', '/schedules/queue', body)

  return { ...(answer.body as unknown as Added), status: answer.status }
}

interface View {
  entries: { at: string; localTime: string; post: { id: string; title: string }; schedule: string; state: string }[]
  nextFree: { localTime: string } | null
}

const view = async (channel: string) => (await ask('GET', `/channels/${channel}/queue`)).body as unknown as View
const claimsOf = (channel: string) => app.db.collection(SLOT_CLAIMS).countDocuments({ channel: new ObjectId(channel) })

describe('add to queue', () => {
  it('takes the next free slots of a channel one after the other, armed and with their publications', async () => {
    const channel = await aChannel()
    const first = await add({ channels: [channel], post: await aPost() })
    const second = await add({ channel, post: await aPost() })

    expect(first).toMatchObject({ docs: [{ publishAt_tz: 'Asia/Shanghai', state: 'armed' }], status: 201 })
    expect(first.slots[0]?.localTime).toMatch(/T(12:10|20:30)$/)
    expect(String(second.slots[0]?.at) > String(first.slots[0]?.at)).toBe(true)

    const rows = await app.db
      .collection('publications')
      .find({ channel: new ObjectId(channel) })
      .sort({ dueAt: 1 })
      .toArray()

    expect(rows.map(({ dueAt }) => (dueAt as Date).toISOString())).toEqual([first.slots[0]?.at, second.slots[0]?.at])
  })

  it('gives twenty editors at once twenty different slots', async () => {
    const channel = await aChannel()
    const posts = await Promise.all(Array.from({ length: 20 }, () => aPost()))
    const added = await Promise.all(posts.map((post) => add({ channels: [channel], post })))

    expect(added.map(({ status }) => status)).toEqual(posts.map(() => 201))
    expect(new Set(added.map(({ docs }) => docs[0]?.publishAt)).size).toBe(20)
    expect(await claimsOf(channel)).toBe(20)

    const { entries } = await view(channel)

    // The next twenty, with no hole: each second one a day later.
    expect(entries.slice(2).map(({ at }, index) => Date.parse(at) - Date.parse(entries[index]?.at ?? ''))).toEqual(
      entries.slice(2).map(() => DAY),
    )
  })

  it('takes no slot within a gap of days after what went out', async () => {
    const wentOutAt = new Date(Date.now() - 3 * DAY)
    const channel = await aChannel({ minGapMinutes: (4 * DAY) / MINUTE })

    await app.db.collection<Document & { _id: string }>(PUBLICATIONS).insertOne({
      _id: `${channel}-went-out`,
      channel: new ObjectId(channel),
      dueAt: wentOutAt,
      occurrenceAt: wentOutAt,
      post: new ObjectId(),
      state: 'published',
    })

    const { slots, status } = await add({ channels: [channel], post: await aPost() })

    expect(status).toBe(201)
    expect(Date.parse(slots[0]?.at ?? '') - wentOutAt.getTime()).toBeGreaterThanOrEqual(4 * DAY)
  })

  it('puts one post on several channels, each at its own slot, or on none of them', async () => {
    const channels = [await aChannel(), await aChannel({ slots: [{ time: '09:00' }], timeZone: 'Europe/Berlin' })]
    const post = await aPost()
    const { docs, slots } = await add({ channels, post })

    expect(slots.map(({ timeZone }) => timeZone)).toEqual(['Asia/Shanghai', 'Europe/Berlin'])
    expect(docs).toHaveLength(2)

    const silent = await aChannel({ slots: [] })
    const fine = await aChannel()

    expect(await add({ channels: [fine, silent], post })).toMatchObject({ errors: [{ code: 'NO_SLOTS' }], status: 400 })
    expect(await claimsOf(fine)).toBe(0)
    expect((await ask('GET', `/schedules?where[channels][in]=${fine}`)).body['totalDocs']).toBe(0)
  })

  it('refuses what is not approved with its reasons, and leaves the slot free', async () => {
    const channel = await aChannel()
    const answer = await ask('POST', '/schedules/queue', { channels: [channel], post: await aPost({ stage: 'draft' }) })

    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain('only an approved one can be armed')
    expect(await claimsOf(channel)).toBe(0)
    expect((await add({ channels: [channel], post: await aPost({ stage: 'draft' }), state: 'planned' })).status).toBe(
      201,
    )
  })

  it.each([
    ['no post', { channels: ['x'] }, 400],
    ['no channel', { post: 'x' }, 400],
    ['an unknown channel', { channels: ['64b000000000000000000000'], post: '64b000000000000000000000' }, 400],
    ['a state that takes no slot', { channels: ['x'], post: 'x', state: 'done' }, 400],
  ])('refuses %s', async (_title, body, status) => {
    expect((await ask('POST', '/schedules/queue', body)).status).toBe(status)
  })

  it('is for people who may plan', async () => {
    const body = { channels: [await aChannel()], post: await aPost() }

    expect((await ask('POST', '/schedules/queue', body, analyst)).status).toBe(403)
    expect((await app.rest('POST', '/schedules/queue', { body })).status).toBe(401)
  })
})

describe('a claimed slot', () => {
  it.each([
    ['is given back by a cancel', (id: string) => ask('PATCH', `/schedules/${id}`, { state: 'cancelled' })],
    [
      'is given back by a move',
      (id: string) => ask('PATCH', `/schedules/${id}`, { publishAt: '2031-01-01T03:03:00.000Z' }),
    ],
    ['is given back by a deletion', (id: string) => ask('DELETE', `/schedules/${id}`)],
  ])('%s', async (_title, act) => {
    const channel = await aChannel()
    const { docs, slots } = await add({ channels: [channel], post: await aPost() })

    expect((await act(String(docs[0]?.id))).status).toBe(200)
    expect(await claimsOf(channel)).toBe(0)
    expect((await add({ channels: [channel], post: await aPost() })).slots[0]?.localTime).toBe(slots[0]?.localTime)
  })

  it('is kept through a pause', async () => {
    const channel = await aChannel()
    const { docs } = await add({ channels: [channel], post: await aPost() })

    await ask('PATCH', `/schedules/${docs[0]?.id}`, { state: 'paused' })
    expect(await claimsOf(channel)).toBe(1)
    expect((await view(channel)).entries).toMatchObject([{ state: 'paused' }])
  })
})

describe('a channel whose zone moved west', () => {
  it('has no second claim of a slot that passed where the channel was', async () => {
    const timeZone = 'Etc/GMT+12'
    const channel = await aChannel({ quietHours: [{ from: '03:00', until: '04:00' }], timeZone })
    const localTime = String((await view(channel)).nextFree?.localTime)
    const at = slotInstant(localTime, 'Pacific/Kiritimati')

    expect(at < new Date()).toBe(true)
    await app.db.collection<SlotClaim>(SLOT_CLAIMS).insertOne({
      _id: slotId(channel, localTime),
      at,
      channel: new ObjectId(channel),
      localTime,
      schedule: new ObjectId(),
      timeZone: 'Pacific/Kiritimati',
    })

    const free = (await view(channel)).nextFree?.localTime
    const post = await aPost()
    const quiet = slotInstant(
      localTimeAt({ at: new Date(Date.now() + 2 * DAY), timeZone }).slice(0, 11) + '03:30:00',
      timeZone,
    )
    const { body } = await ask('POST', '/schedules/check', {
      channels: [channel],
      post,
      publishAt: quiet.toISOString(),
      publishAt_tz: timeZone,
    })

    // What is offered in stead of a time that cannot be had is free as well.
    expect(body).toMatchObject({
      conflicts: [
        { fixes: [{ action: 'move' }, { action: 'queue', at: slotInstant(String(free), timeZone).toISOString() }] },
      ],
    })

    const added = await add({ channels: [channel], post })

    expect(added).toMatchObject({ slots: [{ localTime: free }], status: 201 })
    expect(String(free) > localTime).toBe(true)
  })
})

describe('a queued post that is sent at once', () => {
  it('leaves its slot to others, and the queue can be put in another order', async () => {
    const channel = await aChannel()
    const ids: string[] = []
    const slots: string[] = []

    for (let place = 0; place < 3; place += 1) {
      const added = await add({ channels: [channel], post: await aPost() })

      ids.push(String(added.docs[0]?.id))
      slots.push(String(added.slots[0]?.localTime))
    }

    const row = await app.db.collection<{ _id: string }>('publications').findOne({ schedule: new ObjectId(ids[0]) })
    const worker = await startDrumbeatWorker(app.payload, { version: 'test' })

    try {
      expect((await ask('POST', `/publications/${row?._id}/publish-now`)).status).toBe(200)
      await expect
        .poll(() => app.db.collection('schedules').findOne({ _id: new ObjectId(ids[0]) }), { timeout: 30 * SECOND })
        .toMatchObject({ slot: null, state: 'done' })
    } finally {
      await worker.stop()
    }

    const queue = await view(channel)

    expect(queue.entries.map(({ schedule }) => schedule)).toEqual(ids.slice(1))
    expect(queue.nextFree?.localTime).toBe(slots[0])

    const moved = await ask('POST', `/channels/${channel}/queue/reorder`, { order: [ids[2], ids[1]] })

    expect(moved.status, JSON.stringify(moved.body)).toBe(200)
    expect((await add({ channels: [channel], post: await aPost() })).slots[0]?.localTime).toBe(slots[0])
  })

  it('stands in no queue although nobody gave its slot back', async () => {
    const channel = await aChannel()
    const [one, other] = [
      await add({ channels: [channel], post: await aPost() }),
      await add({ channels: [channel], post: await aPost() }),
    ]

    await app.db.collection('schedules').updateOne({ _id: new ObjectId(one.docs[0]?.id) }, { $set: { state: 'done' } })

    expect((await view(channel)).entries.map(({ schedule }) => schedule)).toEqual([other.docs[0]?.id])
    expect((await ask('POST', `/channels/${channel}/queue/reorder`, { order: [other.docs[0]?.id] })).status).toBe(200)
  })
})

describe('reordering a queue', () => {
  it('lets two entries of one post change places', async () => {
    const channel = await aChannel()
    const post = await aPost()
    const first = await add({ channels: [channel], post })
    const second = await add({ channels: [channel], post })
    const order = [second.docs[0]?.id, first.docs[0]?.id]
    const answer = await ask('POST', `/channels/${channel}/queue/reorder`, { order })

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect((await view(channel)).entries.map(({ schedule }) => schedule)).toEqual(order)

    const rows = await app.db
      .collection('publications')
      .find({ channel: new ObjectId(channel), state: 'armed' })
      .sort({ dueAt: 1 })
      .toArray()

    expect(rows.map(({ dueAt, schedule }) => [String(schedule), (dueAt as Date).toISOString()])).toEqual([
      [order[0], first.slots[0]?.at],
      [order[1], second.slots[0]?.at],
    ])
  })

  it('keeps slots of before and after the zone of the channel was changed', async () => {
    const channel = await aChannel()
    const first = await add({ channels: [channel], post: await aPost() })

    expect((await ask('PATCH', `/channels/${channel}`, { timeZone: 'Europe/Berlin' })).status).toBe(200)
    await add({ channels: [channel], post: await aPost() })

    const before = (await view(channel)).entries
    const order = before.map(({ schedule }) => schedule).reverse()
    const answer = await ask('POST', `/channels/${channel}/queue/reorder`, { order })

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect((await view(channel)).entries.map(({ at, schedule }) => [at, schedule])).toEqual(
      before.map(({ at }, place) => [at, order[place]]),
    )
    expect(await claimsOf(channel)).toBe(2)
    expect((await ask('GET', `/schedules/${first.docs[0]?.id}?depth=0`)).body).toMatchObject({
      publishAt_tz: 'Europe/Berlin',
      state: 'armed',
    })
  })

  it('takes the time of withdrawal along', async () => {
    const channel = await aChannel()
    const withdrawn = '2031-01-01T00:00:00.000Z'
    const first = await add({ channels: [channel], post: await aPost(), unpublishAt: withdrawn })
    const second = await add({ channels: [channel], post: await aPost() })
    const order = [second.docs[0]?.id, first.docs[0]?.id]
    const laterMs = Date.parse(second.slots[0]?.at ?? '') - Date.parse(first.slots[0]?.at ?? '')

    expect((await ask('POST', `/channels/${channel}/queue/reorder`, { order })).status).toBe(200)
    expect((await ask('GET', `/schedules/${first.docs[0]?.id}?depth=0`)).body['unpublishAt']).toBe(
      new Date(Date.parse(withdrawn) + laterMs).toISOString(),
    )
  })

  it('moves schedules, publications and claims together', async () => {
    const channel = await aChannel()
    const ids: string[] = []

    for (let place = 0; place < 3; place += 1) {
      ids.push(String((await add({ channels: [channel], post: await aPost() })).docs[0]?.id))
    }

    const before = (await view(channel)).entries
    const order = [ids[2], ids[0], ids[1]]
    const answer = await ask('POST', `/channels/${channel}/queue/reorder`, { order })

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)

    const after = (await view(channel)).entries

    expect(after.map(({ schedule }) => schedule)).toEqual(order)
    expect(after.map(({ at }) => at)).toEqual(before.map(({ at }) => at))

    for (const { at, schedule } of after) {
      expect((await ask('GET', `/schedules/${schedule}?depth=0`)).body['publishAt']).toBe(at)

      const armed = await app.db
        .collection('publications')
        .find({ schedule: new ObjectId(schedule), state: 'armed' })
        .toArray()

      expect(armed.map(({ dueAt }) => (dueAt as Date).toISOString())).toEqual([at])
    }

    // Still theirs: a cancel gives back the slot that it holds now.
    await ask('PATCH', `/schedules/${String(order[0])}`, { state: 'cancelled' })
    expect((await view(channel)).nextFree?.localTime).toBe(before[0]?.localTime)
  })

  it('refuses an order of another queue and changes nothing', async () => {
    const channel = await aChannel()
    const { docs } = await add({ channels: [channel], post: await aPost() })

    await add({ channels: [channel], post: await aPost() })
    const before = await view(channel)

    expect((await ask('POST', `/channels/${channel}/queue/reorder`, { order: [docs[0]?.id] })).status).toBe(409)
    expect(await view(channel)).toEqual(before)
  })

  it('is for people who may plan', async () => {
    const channel = await aChannel()
    const { docs } = await add({ channels: [channel], post: await aPost() })
    const second = await add({ channels: [channel], post: await aPost() })
    const order = [second.docs[0]?.id, docs[0]?.id]

    expect((await ask('POST', `/channels/${channel}/queue/reorder`, { order }, analyst)).status).toBe(403)
    expect((await view(channel)).entries[0]?.schedule).toBe(docs[0]?.id)
  })
})
