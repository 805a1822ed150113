import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { DAY, HOUR, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { sayReason } from '../../src/domain/reasons/reason.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let worker: Sending
let token: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
  worker = await startDrumbeatWorker(app.payload, { version: 'test' })
})

afterAll(async () => {
  await worker.stop()
  await app.stop()
})

const ask = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

let count = 0

const aChannel = (given: Record<string, unknown> = {}): Promise<string> => {
  count += 1

  return create('channels', { kind: 'feed', mode: 'live', name: `渠道 ${count}`, slug: `rights-${count}`, ...given })
}

async function aPost(given: Record<string, unknown>): Promise<string> {
  const post = await create('posts', { kind: 'note', title: `第 ${(count += 1)} 篇`, ...given })

  await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

  return post
}

const anAsset = (licence: Record<string, unknown>) =>
  create('brand-assets', { kind: 'character', licence, name: '小露' })

async function aWatermark(asset: object = {}, picture: object = {}): Promise<string> {
  const file = await app.payload.create({
    collection: 'media',
    data: { alt: '水印', ...picture },
    file: { data: PIXEL, mimetype: 'image/png', name: `mark-${(count += 1)}.png`, size: PIXEL.length },
  })

  return create('brand-assets', { files: [file.id], kind: 'logo', name: '角标', ...asset })
}

/** A day of Shanghai. */
const dayAhead = (days: number): string => new Date(Date.now() + 8 * HOUR + days * DAY).toISOString().slice(0, 10)
const noon = (days: number): string => `${dayAhead(days)}T04:00:00.000Z`

const arm = (channel: string, post: string, publishAt: string, given: Record<string, unknown> = {}) =>
  ask('POST', '/schedules', {
    channels: [channel],
    post,
    publishAt,
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
    ...given,
  })

const soon = (): string => new Date(Date.now() + 6 * SECOND).toISOString()

const codesOf = ({ body }: RestAnswer): string[] =>
  (body['errors'] as { data?: { errors?: { code: string }[] } }[])
    .flatMap(({ data }) => data?.errors ?? [])
    .map(({ code }) => code)

const idOf = (answer: RestAnswer): ObjectId => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return new ObjectId((answer.body['doc'] as { id: string }).id)
}

const rowsOf = (schedule: ObjectId) =>
  app.db.collection<PublicationRow<ObjectId>>(PUBLICATIONS).find({ schedule }).sort({ occurrenceAt: 1 }).toArray()

const reaches = (schedule: ObjectId, expected: object) =>
  vi.waitFor(async () => expect((await rowsOf(schedule))[0]).toMatchObject(expected), {
    interval: 100,
    timeout: 40 * SECOND,
  })

/** Two collaborations of one partner who promises to be alone for a week. */
async function twoCollaborations(): Promise<[string, string]> {
  const partner = await create('kol-partners', {
    name: '小鹿',
    rateCards: [
      {
        exclusivityDays: 7,
        format: '图文',
        platform: 'xiaohongshu',
        price: { amountMinor: 1, currency: 'CNY' },
        validFrom: '2026-01-01',
      },
    ],
    type: 'kol',
  })

  return [
    await create('collaborations', { partner, title: '春日' }),
    await create('collaborations', { partner, title: '夏日' }),
  ]
}

describe('arming', () => {
  it.each([
    ['a licence that has ended', { validUntil: dayAhead(2) }, 'LICENCE_ENDED'],
    ['a licence that has not begun', { validFrom: dayAhead(9) }, 'LICENCE_NOT_BEGUN'],
    ['a licence for other territories', { territories: ['hk'] }, 'LICENCE_TERRITORY'],
  ])('is refused for %s', async (_title, licence, code) => {
    const channel = await aChannel({ territories: ['CN'] })
    const refused = await arm(channel, await aPost({ brandAssets: [await anAsset(licence)] }), noon(3))

    expect(refused.status).toBe(400)
    expect(codesOf(refused)).toEqual([code])
  })

  it('is refused for a licence of other channels, and not for those it names', async () => {
    const channel = await aChannel()
    const post = await aPost({ brandAssets: [await anAsset({ channels: [channel] })] })

    expect(codesOf(await arm(await aChannel(), post, noon(3)))).toEqual(['LICENCE_CHANNEL'])
    expect((await arm(channel, post, noon(3))).status).toBe(201)
  })

  it('counts the licence of a picture as well', async () => {
    const { id } = await app.payload.create({
      collection: 'media',
      data: { alt: '模特', licence: { validUntil: dayAhead(1) } },
      file: { data: PIXEL, mimetype: 'image/png', name: 'model.png', size: PIXEL.length },
    })

    const refused = await arm(await aChannel(), await aPost({ cover: id }), noon(3))

    expect(codesOf(refused)).toEqual(['LICENCE_ENDED'])
    expect(JSON.stringify(refused.body)).toContain('“模特”')
  })

  it('calls a picture without a description by its file', async () => {
    const { filename, id } = await app.payload.create({
      collection: 'media',
      data: { alt: '', licence: { validUntil: dayAhead(1) } },
      file: { data: PIXEL, mimetype: 'image/png', name: 'unnamed.png', size: PIXEL.length },
    })

    expect(JSON.stringify((await arm(await aChannel(), await aPost({ cover: id }), noon(3))).body)).toContain(
      `“${filename}”`,
    )
  })

  it.each([
    ['asset', { licence: { validUntil: dayAhead(1) } }, {}],
    ['picture', {}, { licence: { validUntil: dayAhead(1) } }],
  ])('counts the licence of the %s that the channel lays over every picture', async (_title, asset, picture) => {
    const watermark = await aWatermark(asset, picture)

    expect(codesOf(await arm(await aChannel({ watermark }), await aPost({}), noon(3)))).toEqual(['LICENCE_ENDED'])
  })

  it('of a repeat blocks the occurrences that the licence does not reach', async () => {
    const post = await aPost({ brandAssets: [await anAsset({ validUntil: dayAhead(4) })] })
    const schedule = idOf(await arm(await aChannel(), post, noon(3), { recurrence: 'FREQ=DAILY;COUNT=3' }))

    expect((await rowsOf(schedule)).map(({ error, state }) => [state, error?.code ?? null])).toEqual([
      ['armed', null],
      ['armed', null],
      ['blocked', 'LICENCE_ENDED'],
    ])
  })

  it('is refused within the days that the partner promised another collaboration', async () => {
    const [first, second] = await twoCollaborations()

    idOf(await arm(await aChannel(), await aPost({ collaboration: first }), noon(3)))
    expect(codesOf(await arm(await aChannel(), await aPost({ collaboration: second }), noon(9)))).toEqual([
      'EXCLUSIVITY',
    ])
    idOf(await arm(await aChannel(), await aPost({ collaboration: second }), noon(10)))
    idOf(await arm(await aChannel(), await aPost({ collaboration: first }), noon(3)))
  })
})

describe('the dashboard', () => {
  it('names a licence that ends within fourteen days and before its campaign', async () => {
    const campaign = (days: number) => create('campaigns', { endAt: noon(days), name: '双十二', startAt: noon(0) })
    const ending = await anAsset({ validUntil: dayAhead(10) })
    const later = await anAsset({ validUntil: dayAhead(20) })
    const open = await campaign(30)

    await aPost({ brandAssets: [ending, later], campaign: open })
    await aPost({ brandAssets: [ending], campaign: await campaign(9) })

    expect((await ask('GET', '/drumbeat/overview?language=zh')).body['endingLicences']).toMatchObject([
      { campaign: { id: open, name: '双十二' }, validUntil: dayAhead(10), work: { id: ending, name: '小露' } },
    ])
  })
})

describe('just before sending', () => {
  it('blocks what has lost its licence since it was armed, and says why in both languages', async () => {
    const asset = await anAsset({ validUntil: dayAhead(30) })
    const schedule = idOf(await arm(await aChannel(), await aPost({ brandAssets: [asset] }), soon()))

    expect((await ask('PATCH', `/brand-assets/${asset}`, { licence: { validUntil: dayAhead(-1) } })).status).toBe(200)
    await reaches(schedule, { error: { class: 'gate', code: 'LICENCE_ENDED' }, leaseUntil: null, state: 'blocked' })

    const [row] = await rowsOf(schedule)

    expect(sayReason(row?.error ?? { code: '', message: '' }, 'zh')).toMatch(/小露.*到期/)
    expect(sayReason(row?.error ?? { code: '', message: '' }, 'en')).toMatch(/licence of “小露” ends/)
  })

  it('blocks a film that was found to be made with AI since it was armed', async () => {
    const data = Buffer.concat([
      Buffer.from([0, 0, 0, 0x18]),
      Buffer.from('ftypisom\0\0\0\0isomiso2'),
      Buffer.alloc(64),
    ])
    const film = await app.payload.create({
      collection: 'media',
      data: { alt: '夏日短片' },
      file: { data, mimetype: 'video/mp4', name: 'sun.mp4', size: data.length },
    })
    const schedule = idOf(await arm(await aChannel(), await aPost({ gallery: [film.id] }), soon()))

    expect((await ask('PATCH', `/media/${film.id}`, { aiGenerated: true })).status).toBe(200)
    await reaches(schedule, {
      error: { class: 'gate', code: 'AI_FILM_UNLABELLED', values: { film: '夏日短片' } },
      state: 'blocked',
    })
  })

  it('blocks what would carry a watermark without a licence', async () => {
    const schedule = idOf(await arm(await aChannel({ watermark: await aWatermark() }), await aPost({}), soon()))
    const [row] = await rowsOf(schedule)
    const channel = await app.db.collection('channels').findOne({ _id: row?.channel as ObjectId })

    expect(
      (await ask('PATCH', `/brand-assets/${String(channel?.['watermark'])}`, { licence: { validUntil: dayAhead(-1) } }))
        .status,
    ).toBe(200)
    await reaches(schedule, { error: { class: 'gate', code: 'LICENCE_ENDED' }, state: 'blocked' })
  })

  it('lets out what is licensed', async () => {
    const post = await aPost({ brandAssets: [await anAsset({ validUntil: dayAhead(0) })] })

    await reaches(idOf(await arm(await aChannel(), post, soon())), { state: 'published' })
  })

  it('lets the first of two rivals out and blocks the second', async () => {
    const [first, second] = await twoCollaborations()
    const out = idOf(await arm(await aChannel(), await aPost({ collaboration: first }), soon()))

    await reaches(out, { state: 'published' })

    const schedule = idOf(await arm(await aChannel(), await aPost({ collaboration: second }), noon(20)))

    // As if the promise had been made after both were armed.
    await app.db
      .collection(PUBLICATIONS)
      .updateOne({ schedule }, { $set: { dueAt: new Date(), occurrenceAt: new Date() } })
    await reaches(schedule, { error: { class: 'gate', code: 'EXCLUSIVITY' }, state: 'blocked' })
  })
})

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
