// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'

import { MIB } from '../../src/domain/duration.ts'
import { factId } from '../../src/domain/factId.ts'
import { ENGAGEMENT_EVENTS, LINKS } from '../../src/domain/slugs.ts'
import { publicationFacts } from '../../src/engagement/publicationFacts.ts'
import { compareRollups, rebuildRollups } from '../../src/engagement/recount.ts'
import type { CallArgs } from '../support/openEngagement.ts'
import { openEngagement } from '../support/openEngagement.ts'
import { aPublished } from '../support/aPublished.ts'

const EVENTS = '/engagement/v1/events'
const CRAWLER = 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)'
const KEY = { authorization: 'api-clients API-Key shop' }

let running: Awaited<ReturnType<typeof openEngagement>>

const anEvent = (given: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  occurredAt: new Date().toISOString(),
  publication: running.fixture.publications[0],
  type: 'view',
  ...given,
})

async function send(events: unknown[], { headers = {}, ...args }: CallArgs = {}) {
  const response = await running.call(EVENTS, { body: JSON.stringify({ events }), headers, method: 'POST', ...args })

  return {
    body: JSON.parse(response.body as string) as Record<string, unknown>,
    headers: response.headers,
    status: response.status,
  }
}

const figures = (kind: 'campaign' | 'channel' | 'post', id: string) =>
  running.engagement.figures.forSubject({ id, days: 7, kind })
const everything = () => running.engagement.figures.overview({ days: 7 })
const countEvents = () => running.db.collection(ENGAGEMENT_EVENTS).countDocuments()

beforeEach(async () => {
  running = await openEngagement(inject('mongoUri'))
})

afterEach(async () => {
  expect(await compareRollups(running)).toEqual([])
  await running.close()
  expect(running.errors).toEqual([])
})

describe('POST /engagement/v1/events', () => {
  it('stores an event once committed and counts it for its publication, post, channel, campaign and challenge', async () => {
    const { fixture } = running
    const id = randomUUID()

    expect(await send([anEvent({ id })])).toMatchObject({
      body: { accepted: 1, duplicates: 0, rejected: [] },
      status: 202,
    })

    for (const [kind, subject] of [
      ['post', fixture.post],
      ['channel', fixture.channels[0]],
      ['campaign', fixture.campaign],
    ] as const) {
      expect(await figures(kind, subject)).toMatchObject({ totals: { view: 1 } })
    }

    expect(await running.db.collection(ENGAGEMENT_EVENTS).findOne({})).toMatchObject({ _id: { sub_type: 4 } })
  })

  it('takes the good ones and names the bad ones by place', async () => {
    const { body, status } = await send([
      anEvent(),
      anEvent({ id: 'x' }),
      anEvent({ type: 'x' }),
      anEvent({ occurredAt: 1 }),
      anEvent({ publication: 'f'.repeat(32) }),
      anEvent({ link: 'f'.repeat(24) }),
      anEvent({ occurredAt: '2999-01-01T00:00:00Z' }),
      anEvent({ type: 'order' }),
      anEvent(),
    ])

    expect(status).toBe(202)
    expect(body).toMatchObject({
      accepted: 2,
      rejected: [
        { code: 'BAD_ID', index: 1 },
        { code: 'BAD_TYPE', index: 2 },
        { code: 'BAD_TIME', index: 3 },
        { code: 'UNKNOWN_PUBLICATION', index: 4 },
        { code: 'UNKNOWN_LINK', index: 5 },
        { code: 'IN_FUTURE', index: 6 },
        { code: 'KEY_REQUIRED', index: 7 },
      ],
    })
    expect(await countEvents()).toBe(2)
  })

  it('refuses more than 1,000 events and more than 1 MiB, and stores nothing of them', async () => {
    expect(await send(Array.from({ length: 1_001 }, () => anEvent()))).toMatchObject({
      body: { code: 'TOO_MANY_EVENTS' },
      status: 400,
    })
    expect(await send([anEvent({ padding: 'x'.repeat(MIB) })])).toMatchObject({ status: 413 })
    expect(await send([], { body: '{"events":[' })).toMatchObject({ body: { code: 'BAD_BODY' }, status: 400 })
    expect(await countEvents()).toBe(0)
  })

  it('counts an id once within a batch and across batches', async () => {
    const again = anEvent()

    expect(await send([again, anEvent(), again])).toMatchObject({ body: { accepted: 2, duplicates: 1 } })
    expect(await send([anEvent(), again])).toMatchObject({ body: { accepted: 1, duplicates: 1 } })
    expect(await everything()).toMatchObject({ totals: { view: 3 } })
  })

  it('counts an id once when several processes take the same ids at once', async () => {
    const ids = Array.from({ length: 300 }, () => randomUUID())
    const facts = ids.map((id) => ({ id, occurredAt: new Date(), post: running.fixture.post, type: 'view' as const }))
    const others = Array.from({ length: 4 }, () => running.open())
    const shuffled = () => [...facts].sort(() => Math.random() - 0.5)

    await Promise.all(others.flatMap((other) => [other.record(shuffled()), other.record(shuffled())]))
    await Promise.all(others.map((other) => other.close()))

    expect(await countEvents()).toBe(300)
    expect(await figures('post', running.fixture.post)).toMatchObject({ totals: { view: 300 } })
  })

  it('adds money by currency for those who have a key', async () => {
    const order = (amountMinor: number, currency: string) =>
      anEvent({ type: 'order', value: { amountMinor, currency } })
    const { body } = await send([order(12_900, 'CNY'), order(5_000_000_000, 'CNY'), order(7, 'USD')], { headers: KEY })

    expect(body).toMatchObject({ accepted: 3 })
    expect((await figures('campaign', running.fixture.campaign)).money).toEqual({
      order: { CNY: 5_000_012_900, USD: 7 },
    })
  })

  it('tells a missing key, a missing scope and a wrong key apart', async () => {
    const order = anEvent({ type: 'order' })
    const as = (key: string) => send([order], { headers: { authorization: `api-clients API-Key ${key}` } })

    expect(await send([order])).toMatchObject({ body: { code: 'KEY_REQUIRED' }, status: 401 })
    expect(await as('site')).toMatchObject({ body: { accepted: 0, rejected: [{ code: 'SCOPE_REQUIRED' }] } })
    expect(await as('stolen')).toMatchObject({ body: { code: 'UNAUTHORIZED' }, status: 401 })
    expect(await as('shop')).toMatchObject({ body: { accepted: 1 }, status: 202 })
  })

  it('keeps crawlers apart, but not a program that reports for people', async () => {
    await send([anEvent()], { headers: { 'user-agent': CRAWLER } })
    await send([anEvent()], { headers: { 'user-agent': 'node' } })
    await send([anEvent()], { headers: { ...KEY, 'user-agent': CRAWLER } })

    expect(await everything()).toMatchObject({ bots: { view: 1 }, totals: { view: 2 } })
  })

  it('takes a beacon, and answers browsers of any site', async () => {
    const headers = { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://shop.example' }

    expect(await send([anEvent()], { headers })).toMatchObject({
      headers: { 'access-control-allow-origin': '*' },
      status: 202,
    })
    expect(await running.call(EVENTS, { method: 'OPTIONS' })).toMatchObject({
      headers: { 'access-control-allow-headers': 'authorization, content-type' },
      status: 204,
    })
  })

  it('limits what one address may send without a key', async () => {
    const batch = () => Array.from({ length: 1_000 }, () => ({}))
    const from = (ip: string, headers = {}) => send(batch(), { headers, ip })

    for (let n = 0; n < 60; n++) {
      await from('192.0.2.7')
    }

    expect(await from('192.0.2.7')).toMatchObject({
      headers: { 'retry-after': expect.any(String) as string },
      status: 429,
    })
    expect(await from('192.0.2.8')).toMatchObject({ status: 202 })
    expect(await from('192.0.2.7', KEY)).toMatchObject({ status: 202 })
  })

  it('asks the database for as much for 1,000 events as for one', async () => {
    const commandsFor = async (count: number): Promise<string[]> => {
      running.commands.length = 0
      await send(Array.from({ length: count }, () => anEvent({ link: running.fixture.link })))

      return running.commands.filter((name) => name !== 'endSessions')
    }

    expect(await commandsFor(1_000)).toEqual(['find', 'find', 'find', 'insert', 'insert', 'commitTransaction'])
    expect(await commandsFor(1)).toEqual(['insert', 'insert', 'commitTransaction'])
  })

  it('flags what comes late and counts it in the hour in which it happened', async () => {
    const occurredAt = new Date(Date.now() - 8 * 86_400_000)

    await send([anEvent({ occurredAt: occurredAt.toISOString() })])

    expect(await running.db.collection(ENGAGEMENT_EVENTS).findOne({})).toMatchObject({ late: true, occurredAt })
    expect(await running.engagement.figures.overview({ days: 10 })).toMatchObject({ totals: { view: 1 } })
  })
})

describe('GET /engagement/v1/pixel.gif', () => {
  it('answers with a picture that nobody keeps, and counts a view', async () => {
    const [publication] = running.fixture.publications
    const response = await running.call(`/engagement/v1/pixel.gif?p=${publication}`)

    expect(response).toMatchObject({ headers: { 'content-type': 'image/gif' }, status: 200 })
    expect(response.headers['cache-control']).toContain('no-store')
    await vi.waitFor(async () => expect(await everything()).toMatchObject({ totals: { view: 1 } }))
  })

  it('answers with the same picture whatever it is asked, and counts nothing unknown', async () => {
    for (const query of ['', '?p=', '?p=x', `?p=${'f'.repeat(32)}`, '?p[$ne]=1']) {
      expect(await running.call(`/engagement/v1/pixel.gif${query}`)).toMatchObject({ status: 200 })
    }

    await running.engagement.close()
    expect(await countEvents()).toBe(0)
  })

  it('keeps programs apart', async () => {
    const [publication] = running.fixture.publications

    await running.call(`/engagement/v1/pixel.gif?p=${publication}`, { headers: { 'user-agent': 'curl/8.5.0' } })
    await vi.waitFor(async () => expect(await everything()).toMatchObject({ bots: { view: 1 }, totals: {} }))
  })
})

describe('GET /r/:code', () => {
  it('leads on and counts a click for all that the link belongs to', async () => {
    expect(await running.call('/r/spring')).toMatchObject({
      headers: { location: 'https://shop.example/lipstick?utm_source=wechat' },
      status: 302,
    })
    await vi.waitFor(async () => {
      expect(await figures('post', running.fixture.post)).toMatchObject({ totals: { click: 1 } })
      expect(await figures('channel', running.fixture.channels[0])).toMatchObject({ totals: { click: 1 } })
    })
  })

  it('counts neither HEAD nor a prefetch', async () => {
    await running.call('/r/spring', { method: 'HEAD' })
    await running.call('/r/spring', { headers: { 'sec-purpose': 'prefetch;prerender' } })
    await running.engagement.close()

    expect(await countEvents()).toBe(0)
  })

  it('says why a link leads nowhere', async () => {
    const links = running.db.collection(LINKS)

    await links.insertMany([
      { code: 'off', enabled: false, url: 'https://shop.example' },
      { code: 'over', enabled: true, expiresAt: new Date(0), url: 'https://shop.example' },
      { code: 'script', enabled: true, url: 'javascript:alert(1)' },
    ])

    for (const [code, status, title] of [
      ['nowhere', 404, '链接不存在'],
      ['off', 410, '链接已停用'],
      ['over', 410, '链接已过期'],
      ['script', 410, '链接无法打开'],
      ['%24ne', 404, '链接不存在'],
    ] as const) {
      const page = await running.call(`/r/${code}`, { headers: { accept: 'text/html' } })

      expect(page).toMatchObject({ status })
      expect(page.body).toContain(title)
      expect(await running.call(`/r/${code}`)).toMatchObject({
        headers: { 'content-type': 'application/problem+json; charset=utf-8' },
        status,
      })
    }
  })

  it('remembers a link until it is told that links changed', async () => {
    await running.call('/r/spring')
    await running.db.collection(LINKS).updateOne({ code: 'spring' }, { $set: { enabled: false } })

    expect(await running.call('/r/spring')).toMatchObject({ status: 302 })
    running.engagement.forgetLinks()
    expect(await running.call('/r/spring')).toMatchObject({ status: 410 })
  })
})

describe('what our own code tells', () => {
  it('counts a publication once, however often it is told', async () => {
    const { channels, post, publications } = running.fixture
    const facts = [{ ...anEventFact(), id: factId('published', publications[0]) }]

    function anEventFact() {
      return {
        channel: channels[0],
        occurredAt: new Date(),
        post,
        publication: publications[0],
        type: 'published' as const,
      }
    }

    await running.engagement.record(facts)
    await running.engagement.record(facts)

    expect(await figures('post', post)).toMatchObject({ totals: { published: 1 } })
  })

  it('knows published and withdrawn rows, and no others', () => {
    const row = aPublished()

    expect(publicationFacts([row, { ...row, state: 'withdrawn' }, { ...row, state: 'failed' }])).toMatchObject([
      { id: factId('published', row._id), publication: row._id, type: 'published' },
      { id: factId('withdrawn', row._id), publication: row._id, type: 'withdrawn' },
    ])
  })

  it('counts a view of delivery, and a crawler apart', async () => {
    const { campaign, channels, post, publications } = running.fixture
    const viewed = { campaign, channel: channels[0], post, publication: publications[0] }

    running.engagement.countView({ ...viewed, userAgent: 'node' })
    running.engagement.countView({ ...viewed, userAgent: CRAWLER })

    await vi.waitFor(async () => expect(await everything()).toMatchObject({ bots: { view: 1 }, totals: { view: 1 } }))
  })
})

describe('figures', () => {
  it('are the same before and after pending sums are folded', async () => {
    await send([anEvent(), anEvent({ type: 'like' }), anEvent({ publication: running.fixture.publications[1] })])
    const before = await everything()

    await running.engagement.close()

    expect(await everything()).toEqual(before)
    expect(before).toMatchObject({
      topPosts: [{ count: 2, id: running.fixture.post, title: '春日口红', totals: { like: 1, view: 2 } }],
    })
  })

  it('name each publication of a post', async () => {
    const { channels, post, publications } = running.fixture

    await send([anEvent(), anEvent(), anEvent({ publication: publications[1] })])
    const { publications: byPublication, totals } = await running.engagement.figures.forPost({ days: 7, id: post })

    expect(totals).toEqual({ view: 3 })
    expect(byPublication).toHaveLength(2)
    expect(byPublication).toEqual(
      expect.arrayContaining([
        { channel: channels[0], id: publications[0], totals: { view: 2 } },
        { channel: channels[1], id: publications[1], totals: { view: 1 } },
      ]),
    )
  })

  it('take a fixed number of queries and read no events', async () => {
    await send([anEvent()])
    running.commands.length = 0
    await running.engagement.figures.forSubject({ id: running.fixture.post, days: 90, kind: 'post' })
    expect(running.commands).toEqual(['aggregate'])

    running.commands.length = 0
    await running.engagement.figures.overview({ days: 7 })
    expect([...running.commands].sort()).toEqual(['aggregate', 'aggregate', 'aggregate', 'find'])
  })
})

describe('rebuildRollups', () => {
  it('mends roll-ups that were damaged', async () => {
    await send([anEvent(), anEvent({ type: 'like' })])
    await running.engagement.close()
    await running.db.collection('engagement_rollups').updateMany({}, { $inc: { 'total.view': 5 } })

    expect(await compareRollups(running)).not.toEqual([])
    await rebuildRollups(running)
    expect(await compareRollups(running)).toEqual([])
  })
})
