import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

import express, { type Express } from 'express'
import { ObjectId } from 'mongodb'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { makeAhead } from '../../jobs/renditions/makeAhead.ts'
import { renditionRows } from '../../jobs/renditions/records.ts'
import { findAiLabel } from '../../src/domain/aiLabel.ts'
import { DAY, HOUR, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { readPath } from '../../src/domain/rendition/address.ts'
import type { ChannelPreview } from '../../src/domain/writing/channelPreview.ts'
import { closeRoutes } from '../../src/plugin/routes.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { createDrumbeatRouter } from '../../src/server/createRouter.ts'
import { lexicalDocument, paragraph, text } from '../support/lexical.ts'
import { type MailServer, startMailServer } from '../support/mailServer.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { silentLog } from '../support/silentLog.ts'
import { startTestApp, type TestApp } from '../support/testApp.ts'

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const SIDE = 600

interface Shown {
  height: number | null
  mimeType: string
  url: string
  width: number | null
}

let app: TestApp
let channels: Record<'feed' | 'mail' | 'nodebb' | 'slack' | 'webhook', string>
let close: () => Promise<void>
let directory: string
let mails: MailServer
let offer: string
let origin: string
let receiver: Receiver
let token: string
let worker: Sending

/** A real server on a port of its own, opened before the app, which must know its address. */
async function openServer(): Promise<Express> {
  const web = express()
  const server = createServer((incoming, response) => void web(incoming, response))

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))

    server.closeAllConnections()
    await closed
  }

  return web
}

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-fetched-'))
  receiver = await startReceiver((_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"ok":true,"channel":"C1","ts":"1.2"}'),
  )
  mails = await startMailServer()
  const web = await openServer()

  vi.stubEnv('DRUMBEAT_DATA_DIR', directory)
  vi.stubEnv('OUTBOUND_ALLOW', '127.0.0.1')
  vi.stubEnv('PUBLIC_URL', origin)
  app = await startTestApp()
  web.use(createDrumbeatRouter(app.payload))
  web.get('/api/media/file/:name', async (request, response) => {
    const answer = await app.rest('GET', `/media/file/${encodeURIComponent(request.params.name)}`)

    response.status(answer.status).type('image/jpeg').send(Buffer.from(answer.bytes))
  })
  token = String(
    (await app.rest('POST', '/users/first-register', { body: { email: 'a@example.com', password: 'a long password' } }))
      .body['token'],
  )
  channels = await createChannels()
  offer = await create('offers', { codes: ['SUN20'], kind: 'coupon', name: '满减' })
  worker = await startDrumbeatWorker(app.payload, { version: 'test' })
}, 180 * SECOND)

afterAll(async () => {
  await worker.stop()
  await closeRoutes(app.payload)
  await app.stop()
  await Promise.all([close(), receiver.close(), mails.close()])
  await rm(directory, { force: true, recursive: true })
  vi.unstubAllEnvs()
})

const ask = (method: string, where: string, body?: unknown) => app.rest(method, where, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

async function createChannels(): Promise<typeof channels> {
  const make = (kind: string, settings: object, credentials: object, more: object = {}): Promise<string> =>
    create('channels', { credentials, kind, mode: 'live', name: kind, settings, slug: kind, ...more })

  return {
    feed: await make('feed', { public: true }, {}),
    mail: await make('email', { from: 'news@brand.example', to: 'list@brand.example' }, { smtpUrl: mails.url }),
    nodebb: await make('nodebb', { baseUrl: receiver.url, categoryId: '1' }, { token: 'forum-token' }),
    slack: await make('slack', { baseUrl: `${receiver.url}/api`, channel: 'C1' }, { botToken: 'xoxb-1' }),
    webhook: await make('webhook', { url: `${receiver.url}/hook` }, { secret: SECRET }),
  }
}

let count = 0

async function upload(fields: object = {}, side = SIDE): Promise<string> {
  const data = await sharp({ create: { background: '#e8c39e', channels: 3, height: side, width: side } })
    .jpeg()
    .toBuffer()
  const file = { data, mimetype: 'image/jpeg', name: `sun-${(count += 1)}.jpg`, size: data.length }
  const { id } = await app.payload.create({ collection: 'media', data: { alt: '防晒乳', ...fields }, file })

  return String(id)
}

async function aPost(given: Record<string, unknown>): Promise<string> {
  const post = await create('posts', { excerpt: '两指量。', kind: 'note', title: '夏日防晒攻略', ...given })

  await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

  return post
}

/** What sells, and says so. */
const selling = (given: Record<string, unknown>): Promise<string> =>
  aPost({ excerpt: '下单：https://shop.example/sun', offers: [offer], title: '【广告】夏日防晒攻略', ...given })

async function arm(post: string, channel: string, inMs: number): Promise<PublicationRow<ObjectId>> {
  const schedule = await create('schedules', {
    channels: [channel],
    post,
    publishAt: new Date(Date.now() + inMs).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })

  return (await app.db
    .collection<PublicationRow<ObjectId>>('publications')
    .findOne({ schedule: new ObjectId(schedule) })) as PublicationRow<ObjectId>
}

const reaches = (id: string, expected: object) =>
  vi.waitFor(
    async () =>
      expect(await app.db.collection<PublicationRow>('publications').findOne({ _id: id })).toMatchObject(expected),
    { interval: 100, timeout: 30 * SECOND },
  )

/** Arms a post for now and waits until it is out. */
async function publish(post: string, channel: string): Promise<PublicationRow<ObjectId>> {
  const row = await arm(post, channel, 2 * SECOND)

  await reaches(row._id, { state: 'published' })

  return row
}

const deliveryOf = ({ _id }: Pick<PublicationRow, '_id'>): { html: string; media: Shown[] } => {
  const request = receiver.received.find(({ headers }) => headers['webhook-id'] === _id)

  return (JSON.parse(request?.body ?? '{}') as { data: { html: string; media: Shown[] } }).data
}

/** The darkest value in a corner of what an address gives: that of a label is near black, that of the picture is not. */
async function darkestAt(url: string, corner: 'bottom-left' | 'bottom-right'): Promise<number> {
  const answer = await fetch(url)

  expect(answer.status, url).toBe(200)

  const data = Buffer.from(await answer.arrayBuffer())
  const { height, width } = await sharp(data).metadata()
  const [wide, high] = [Math.round(width / 4), Math.round(height / 8)]
  const pixels = await sharp(data)
    .extract({ height: high, left: corner === 'bottom-left' ? 0 : width - wide, top: height - high, width: wide })
    .raw()
    .toBuffer()

  return Math.min(...pixels)
}

const isLabelled = async (url: string, corner: 'bottom-left' | 'bottom-right' = 'bottom-left'): Promise<boolean> =>
  (await darkestAt(url, corner)) < 110

const originalOf = async (id: string): Promise<string> => {
  const { body } = await ask('GET', `/media/${id}`)

  return `${origin}${String(body['url'])}`
}

/** The names of what was made of a medium. */
const madeOf = async (media: string) =>
  (await renditionRows(app.db).find({ 'address.media': media, state: 'made' }).toArray()).map(
    ({ address }) => `${address.preset}/${address.treatment}`,
  )

describe('a picture that a webhook’s receiver fetches', () => {
  it('shows 广告 in cover, gallery and text where the post sells, and the original does not', async () => {
    const [cover, inText] = [await upload(), await upload()]
    const body = lexicalDocument(paragraph(text('下单：https://shop.example/sun')), {
      fields: {},
      format: '',
      relationTo: 'media',
      type: 'upload',
      value: inText,
      version: 3,
    })
    const row = await publish(await selling({ body, cover, gallery: [cover] }), channels.webhook)
    const { html, media } = deliveryOf(row)
    const inHtml = /src="([^"]+)"/.exec(html)?.[1] ?? ''

    expect(media).toHaveLength(2)
    expect(media[0]).toMatchObject({ height: SIDE, mimeType: 'image/jpeg', width: SIDE })

    for (const url of [...media.map((one) => one.url), inHtml]) {
      expect(url).toMatch(new RegExp(`^${origin}/renditions/v1/`))
      expect(await isLabelled(url)).toBe(true)
    }

    expect(await isLabelled(await originalOf(cover))).toBe(false)
  })

  it('shows that it was made with AI, whatever the post is', async () => {
    const row = await publish(await aPost({ cover: await upload({ aiGenerated: true }) }), channels.webhook)
    const [shown] = deliveryOf(row).media

    expect(await isLabelled(shown?.url ?? '', 'bottom-right')).toBe(true)
    expect(await isLabelled(shown?.url ?? '', 'bottom-left')).toBe(false)
  })

  it('is the file as it was uploaded where nothing need be seen on it', async () => {
    const cover = await upload()
    const row = await publish(await aPost({ cover }), channels.webhook)

    expect(deliveryOf(row).media.map(({ url }) => url)).toEqual([await originalOf(cover)])
    expect(row.content.pictures).toBeUndefined()
    expect(await madeOf(cover)).toEqual([])
  })

  it('carries the label of AI where the file was stored without it', async () => {
    const cover = await upload({ aiGenerated: true, hasVisibleLabel: true })

    await app.db.collection('media').updateOne({ _id: new ObjectId(cover) }, { $set: { hasAiLabel: false } })

    const row = await publish(await aPost({ cover }), channels.webhook)
    const url = deliveryOf(row).media[0]?.url ?? ''
    const { xmpAsString } = await sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata()

    expect(url).toMatch(new RegExp(`^${origin}/renditions/v1/`))
    expect(findAiLabel(xmpAsString)).toBe('2')
  })

  it('is made before its address leaves', async () => {
    const cover = await upload()
    const row = await arm(await selling({ cover }), channels.webhook, 2 * SECOND)
    const before = receiver.received.length
    const madeAtArrival: Promise<string[]>[] = []

    receiver.respond((request, response) => {
      madeAtArrival.push(madeOf(cover))
      response.setHeader('content-type', 'application/json').end(request.url === '/hook' ? 'ok' : '{"ok":true}')
    })
    await reaches(row._id, { state: 'published' })

    expect(receiver.received.length).toBeGreaterThan(before)
    expect(await Promise.all(madeAtArrival)).toEqual([['web-picture/ad']])
  })

  it('is made soon after arming, however far ahead', async () => {
    const cover = await upload()

    await arm(await selling({ cover }), channels.webhook, 20 * DAY)

    const { channels: kinds, renditions } = servicesOf(app.payload)

    await makeAhead({ channels: kinds, clock: () => new Date(), db: app.db, log: silentLog, renditions })
    expect(await madeOf(cover)).toEqual(['web-picture/ad'])
  })

  it('is the one that the preview showed', async () => {
    const post = await selling({ cover: await upload() })
    const { body } = await ask('POST', `/posts/${post}/preview`, { channels: [channels.webhook] })
    const [preview] = body['previews'] as ChannelPreview[]
    const row = await publish(post, channels.webhook)
    const [shown] = (preview?.rendered as { media: Shown[] }).media

    expect(deliveryOf(row).media).toEqual([expect.objectContaining({ url: shown?.url })])
    expect(await isLabelled(shown?.url ?? '')).toBe(true)
  })
})

describe('an address that went out', () => {
  it('shows the same picture although the focal point moved and the file was replaced since', async () => {
    const cover = await upload()
    const [shown] = deliveryOf(await publish(await selling({ cover }), channels.webhook)).media
    const bytesAt = async () => Buffer.from(await (await fetch(shown?.url ?? '')).arrayBuffer())
    const before = await bytesAt()
    const data = await sharp({ create: { background: '#123', channels: 3, height: 50, width: 50 } })
      .png()
      .toBuffer()

    await ask('PATCH', `/media/${cover}`, { focalX: 10, focalY: 10 })
    await app.payload.update({
      id: cover,
      collection: 'media',
      data: {},
      file: { data, mimetype: 'image/png', name: 'other.png', size: data.length },
    })

    expect((await bytesAt()).equals(before)).toBe(true)
  })

  it('is kept for a year by whoever fetches it, or until the licence ends, and not shown after that', async () => {
    const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10)
    const cover = await upload({ licence: { validUntil: tomorrow } })
    const [shown] = deliveryOf(await publish(await selling({ cover }), channels.webhook)).media
    const url = shown?.url ?? ''
    const secondsOf = (answer: Response): number =>
      Number(/max-age=(\d+)/.exec(answer.headers.get('cache-control') ?? '')?.[1])

    expect(secondsOf(await fetch(url))).toBeLessThanOrEqual((2 * DAY) / SECOND)
    await ask('PATCH', `/media/${cover}`, { licence: { validUntil: null } })
    expect(secondsOf(await fetch(url))).toBe((365 * DAY) / SECOND)

    await ask('PATCH', `/media/${cover}`, { licence: { validUntil: '2026-01-31' } })
    expect((await fetch(url)).status).toBe(410)
  })

  it('of a file as it is ends with its licence too', async () => {
    const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10)
    const cover = await upload({ licence: { validUntil: tomorrow } })
    const [shown] = deliveryOf(await publish(await aPost({ cover }), channels.webhook)).media

    expect(shown?.url).toBe(await originalOf(cover))
    expect((await fetch(shown?.url ?? '')).status).toBe(200)
    await ask('PATCH', `/media/${cover}`, { licence: { validUntil: '2026-01-31' } })
    expect((await fetch(shown?.url ?? '')).status).toBe(403)
  })

  it('is gone with its medium', async () => {
    const cover = await upload()
    const [shown] = deliveryOf(await publish(await selling({ cover }), channels.webhook)).media

    // Payload refuses to delete what a post shows; whoever takes the post away may.
    await app.db.collection('media').deleteOne({ _id: new ObjectId(cover) })
    expect((await fetch(shown?.url ?? '')).status).toBe(410)
  })

  it('fails the publication with its reason where the picture was replaced before it could be made', async () => {
    const cover = await upload()
    const row = await arm(await selling({ cover }), channels.webhook, HOUR)
    const data = await sharp({ create: { background: '#123', channels: 3, height: 50, width: 50 } })
      .png()
      .toBuffer()

    await app.payload.update({
      id: cover,
      collection: 'media',
      data: {},
      file: { data, mimetype: 'image/png', name: 'replaced.png', size: data.length },
    })
    await renditionRows(app.db).deleteMany({ 'address.media': cover })
    await ask('POST', `/publications/${row._id}/publish-now`)
    await reaches(row._id, { error: { class: 'invalid-payload', code: 'MEDIA_UNUSABLE' }, state: 'failed' })
    expect(receiver.received.filter(({ headers }) => headers['webhook-id'] === row._id)).toEqual([])
  })
})

describe('pictures in other places', () => {
  it('of a feed and the delivery API show the label in every size that is named', async () => {
    const cover = await upload({}, 900)
    const row = await publish(await selling({ cover, gallery: [cover] }), channels.feed)
    const answer = await fetch(`${origin}/delivery/v1/channels/feed/feed.json`)
    const feed = (await answer.json()) as { items: { attachments: { url: string }[]; id: string; image: string }[] }
    const item = feed.items.find(({ id }) => id.includes(row._id))
    const rss = await (await fetch(`${origin}/delivery/v1/channels/feed/rss.xml`)).text()
    const { body } = await app.rest('GET', `/publications/${row._id}`, { token })
    const { cover: sent } = (body['content'] as PublicationRow['content']).post
    const sizes = sent?.renditions ?? {}

    expect(await isLabelled(item?.image ?? '')).toBe(true)
    expect(await isLabelled(item?.attachments[0]?.url ?? '')).toBe(true)
    expect(rss).toContain(`<enclosure length="0" type="image/jpeg" url="${item?.image ?? ''}"/>`)
    expect(Object.keys(sizes)).toContain('card')

    for (const { height, url, width } of Object.values(sizes)) {
      expect(await isLabelled(origin + url)).toBe(true)
      expect(await sharp(Buffer.from(await (await fetch(origin + url)).arrayBuffer())).metadata()).toMatchObject({
        height,
        width,
      })
    }
  })

  it.each(['mail', 'nodebb', 'slack'] as const)('on %s are in the form of their preset, and labelled', async (kind) => {
    const cover = await upload()
    const row = await arm(await selling({ cover }), channels[kind], HOUR)
    const paths = row.content.pictures ?? []

    expect(paths).toHaveLength(1)
    expect(JSON.stringify(row.content.rendered)).toContain(`${origin}${String(paths[0])}`)
    expect(readPath(paths[0] ?? '', [app.payload.secret])).toMatchObject({
      preset: { mail: 'email', nodebb: 'forum', slack: 'slack' }[kind],
      treatment: 'ad',
    })
    expect(await isLabelled(`${origin}${String(paths[0])}`)).toBe(true)
  })

  it('carry the channel’s logo', async () => {
    const data = await sharp({ create: { background: '#0000ff', channels: 3, height: 90, width: 90 } })
      .png()
      .toBuffer()
    const file = { data, mimetype: 'image/png', name: 'logo.png', size: data.length }
    const logo = String((await app.payload.create({ collection: 'media', data: { alt: '标志' }, file })).id)
    const mark = await create('brand-assets', {
      files: [logo],
      kind: 'logo',
      mark: { marginPercent: 0, opacityPercent: 100, position: 'top-left', widthPercent: 20 },
      name: 'Logo',
    })
    const marked = await create('channels', {
      credentials: { secret: SECRET },
      kind: 'webhook',
      mode: 'live',
      name: 'marked',
      settings: { url: `${receiver.url}/hook` },
      slug: 'marked',
      watermark: mark,
    })
    const [shown] = deliveryOf(await publish(await aPost({ cover: await upload() }), marked)).media
    const picture = Buffer.from(await (await fetch(shown?.url ?? '')).arrayBuffer())
    const pixel = await sharp(picture).extract({ height: 1, left: 40, top: 40, width: 1 }).raw().toBuffer()

    expect(pixel[2]).toBeGreaterThan(240)
    expect(pixel[0]).toBeLessThan(30)
  })
})
