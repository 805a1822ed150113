import { access } from 'node:fs/promises'
import path from 'node:path'

import { MongoClient, ObjectId } from 'mongodb'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { createRenditions, type RenditionMaker } from '../../jobs/renditions/createRenditions.ts'
import { makeAhead } from '../../jobs/renditions/makeAhead.ts'
import { aheadRows, renditionRows } from '../../jobs/renditions/records.ts'
import { rerender } from '../../jobs/renditions/rerender.ts'
import { createLocalStore } from '../../media/stores/localStore.ts'
import type { RenditionStore } from '../../media/stores/renditionStore.ts'
import { findAiLabel } from '../../src/domain/aiLabel.ts'
import { databaseOf, rawCollection } from '../../src/database/handles.ts'
import { DAY, HOUR } from '../../src/domain/duration.ts'
import { type RenditionAddress, signAddress } from '../../src/domain/rendition/address.ts'
import { mergePresets } from '../../src/domain/presets/presets.ts'
import { CHANNELS, MEDIA, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { createReadOriginal } from '../../hooks/media/readOriginal.ts'
import { closeRoutes, routesOf } from '../../src/plugin/routes.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { createMediaFiles } from '../../src/plugin/mediaFiles.ts'
import { aMovingPicture, anAiPicture, aNoisyPicture, aPicture, aScene } from '../media/pictures.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'
import { createRouteCaller } from '../support/routeCaller.ts'
import { signIn } from '../support/signIn.ts'
import { silentLog } from '../support/silentLog.ts'

let app: OpenPayloadWithFiles
let people: Awaited<ReturnType<typeof signIn>>

beforeAll(async () => {
  app = await openPayloadWithFiles('renditions')
  people = await signIn(app)
})

afterAll(async () => {
  await closeRoutes(app.payload)
  await app.close()
})

let count = 0

/** Stores a picture and gives its id. */
async function store(data: Buffer, fields: object = {}): Promise<string> {
  const mimetype = `image/${(await sharp(data).metadata()).format}`
  const { id } = await app.payload.create({
    collection: MEDIA,
    data: fields,
    file: { data, mimetype, name: `picture-${(count += 1)}.${mimetype.slice(6)}`, size: data.length },
  })

  return id
}

const renditions = () => servicesOf(app.payload).renditions
const get = (route: string, headers: Record<string, string> = {}) =>
  createRouteCaller(routesOf(app.payload))(route, headers)

describe('renditionsFor', () => {
  it('makes what a place wants, in the order of the media, and keeps it', async () => {
    const media = [await store(await aPicture()), await store(await aScene('a door'))]
    const [wide, scene] = await renditions().renditionsFor({ media, preset: 'wechat-cover' })

    expect(wide).toMatchObject({ height: 383, mimeType: 'image/jpeg', notes: [], width: 900 })
    expect((await sharp(Buffer.from(scene?.data ?? [])).metadata()).width).toBe(900)
    expect(scene?.path).not.toBe(wide?.path)
    await expect(access(path.join(app.directory, 'renditions', media[0] ?? ''))).resolves.toBeUndefined()
  })

  it('draws the AI label on an AI picture, keeps the one in its file, and draws none twice', async () => {
    const file = await anAiPicture('png', { height: 1500, width: 1500 })
    const [bare, visible] = [await store(file), await store(file, { hasVisibleLabel: true })]
    const [labelled, plain] = await renditions().renditionsFor({ media: [bare, visible], preset: 'moments' })
    const { data } = await sharp(Buffer.from(labelled?.data ?? []))
      .extract({ height: 40, left: 900, top: 1000, width: 120 })
      .raw()
      .toBuffer({ resolveWithObject: true })

    expect(Math.min(...data)).toBeLessThan(110)
    expect(labelled?.path).toContain('/ai/')
    expect(plain?.path).toContain('/plain/')

    for (const rendition of [labelled, plain]) {
      const { xmpAsString } = await sharp(Buffer.from(rendition?.data ?? [])).metadata()

      expect(findAiLabel(xmpAsString)).toBe('1')
    }
  })

  it('draws on every frame of a moving picture', async () => {
    const id = await store(await aMovingPicture({ format: 'webp', isAi: true, side: 400 }))
    const [rendition] = await renditions().renditionsFor({ media: [id], preset: 'discord' })
    const moving = Buffer.from(rendition?.data ?? [])

    expect((await sharp(moving).metadata()).pages).toBe(3)

    for (const page of [0, 1, 2]) {
      const { data } = await sharp(moving, { page })
        .extract({ height: 12, left: 320, top: 370, width: 60 })
        .raw()
        .toBuffer({ resolveWithObject: true })

      expect(Math.min(...data)).toBeLessThan(110)
    }
  })

  it('lays the logo of a brand asset, but not where the platform dislikes it', async () => {
    const logo = await store(
      await sharp({ create: { background: '#0000ff', channels: 3, height: 90, width: 90 } })
        .png()
        .toBuffer(),
    )
    const { id: mark } = await app.payload.create({
      collection: 'brand-assets',
      data: {
        files: [logo],
        kind: 'logo',
        mark: { marginPercent: 0, opacityPercent: 100, position: 'top-left', widthPercent: 20 },
        name: 'Logo',
      },
    })
    const media = [await store(await aPicture())]
    const channel = await databaseOf(app.payload)
      .collection(CHANNELS)
      .insertOne({ kind: 'webhook', name: 'M', slug: 'marked', watermark: new ObjectId(mark) })
    const [sent] = await renditions().renditionsFor({
      channel: channel.insertedId.toHexString(),
      media,
      preset: 'moments',
    })
    const [marked] = await renditions().renditionsFor({ mark, media, preset: 'moments' })
    const [kept] = await renditions().renditionsFor({ mark, media, preset: 'douyin' })
    const pixel = await sharp(Buffer.from(marked?.data ?? []))
      .extract({ height: 1, left: 40, top: 40, width: 1 })
      .raw()
      .toBuffer()

    expect(pixel[2]).toBeGreaterThan(240)
    expect(marked?.path).toContain(`/${mark}/`)
    expect(sent?.path).toBe(marked?.path)
    expect(kept?.path).toContain('/plain/')
  })

  it('names what is not there, and what is no picture', async () => {
    const media = [await store(await aPicture({ height: 20, width: 30 }))]
    const id = await store(await aPicture({ height: 20, width: 31 }))

    await rawCollection(app.payload, MEDIA).updateOne(
      { _id: new ObjectId(id) },
      { $set: { mimeType: 'application/pdf' } },
    )

    await expect(renditions().renditionsFor({ media, preset: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      renditions().renditionsFor({ media: [new ObjectId().toHexString()], preset: 'weibo' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(renditions().renditionsFor({ media: [id], preset: 'weibo' })).rejects.toMatchObject({
      code: 'RENDITION_FAILED',
    })
  })
})

describe('the files that adapters read', () => {
  const { signal } = new AbortController()
  const files = () => createMediaFiles(app.payload, renditions())

  it('are renditions of pictures, named by what they are', async () => {
    const id = await store(
      await sharp(await aPicture())
        .png()
        .toBuffer(),
    )
    const file = await files().read({ media: { id }, preset: 'wechat-thumb', signal })

    expect(file).toMatchObject({ height: 360, mimeType: 'image/jpeg', width: 360 })
    expect(file.fileName).toMatch(/^picture-\d+\.jpg$/)
  })

  it('are smaller for an account that takes less than its platform', async () => {
    const id = await store(await aNoisyPicture())
    const file = await files().read({ maxBytes: 100_000, media: { id }, preset: 'telegram', signal })

    expect(file.bytes.length).toBeLessThanOrEqual(100_000)
  })

  it('carry the watermark of the account', async () => {
    const [mark] = await databaseOf(app.payload).collection('brand-assets').find().toArray()
    const channel = await databaseOf(app.payload)
      .collection(CHANNELS)
      .insertOne({ kind: 'webhook', name: 'W', slug: 'watermarked', watermark: mark?._id })
    const id = await store(await aPicture())
    const plain = await files().read({ media: { id }, preset: 'moments', signal })
    const marked = await files().read({
      channel: channel.insertedId.toHexString(),
      media: { id },
      preset: 'moments',
      signal,
    })

    expect(Buffer.from(marked.bytes).equals(Buffer.from(plain.bytes))).toBe(false)
  })

  it('are the originals where no preset is named', async () => {
    const data = await aPicture({ height: 40, width: 50 })
    const file = await files().read({ media: { id: await store(data) }, signal })

    expect(Buffer.from(file.bytes).equals(data)).toBe(true)
  })

  it.each([
    ['is not there', () => Promise.resolve(new ObjectId().toHexString()), {}],
    ['is asked for in a form that nobody knows', async () => store(await aPicture()), { preset: 'nowhere' }],
    ['is larger than it may be', async () => store(await aPicture()), { maxBytes: 10 }],
  ] as const)('are refused for good when one %s', async (_title, make, asked) => {
    await expect(files().read({ media: { id: await make() }, signal, ...asked })).rejects.toMatchObject({
      channelCode: 'MEDIA_UNUSABLE',
      errorClass: 'invalid-payload',
    })
  })
})

describe('a signed address', () => {
  it('serves the picture to anybody, with an ETag, and makes it at the first request', async () => {
    const id = await store(await aPicture())
    const { body } = await app.call('GET', `/media/${id}/renditions`, { as: people.editor })
    const listed = (body as unknown as { renditions: { path: string; preset: string; state: string }[] }).renditions
    const weibo = listed.find(({ preset }) => preset === 'weibo')

    expect(listed).toHaveLength(mergePresets().size)
    expect(weibo?.state).toBe('not-made')

    const first = await get(weibo?.path ?? '')
    const again = await get(weibo?.path ?? '', { 'if-none-match': first.headers['etag'] ?? '' })

    expect(first.status).toBe(200)
    expect((await sharp(first.bytes).metadata()).width).toBe(2000)
    expect(first.headers['cache-control']).toContain('immutable')
    expect(again.status).toBe(304)
  })

  it('is given to people of the admin only', async () => {
    const id = await store(await aPicture({ height: 20, width: 30 }))

    expect((await app.call('GET', `/media/${id}/renditions`)).status).toBe(401)
  })

  it('keeps its picture when the focal point moves, made or not, and is gone when the file was replaced before that was made', async () => {
    const id = await store(await aScene('a window'))
    const pathOf = async () => {
      const { body } = await app.call('GET', `/media/${id}/renditions`, { as: people.editor })

      return (preset: string) =>
        (body as unknown as { renditions: { path: string; preset: string }[] }).renditions.find(
          (one) => one.preset === preset,
        )?.path ?? ''
    }
    const before = await pathOf()
    const made = await get(before('moments'))

    await app.payload.update({ id, collection: MEDIA, data: { focalX: 10, focalY: 90 } })

    const after = await pathOf()

    expect(after('moments')).not.toBe(before('moments'))
    expect(await get(before('moments'))).toEqual(made)
    // Far from where the eye should rest now.
    expect((await get(before('wechat-cover'))).bytes).not.toEqual((await get(after('wechat-cover'))).bytes)

    const data = await aScene('a door')

    await app.payload.update({
      id,
      collection: MEDIA,
      data: {},
      file: { data, mimetype: 'image/jpeg', name: 'door.jpg', size: data.length },
    })

    expect(await get(before('moments'))).toEqual(made)
    expect((await get(before('weibo'))).status).toBe(410)
    expect((await get((await pathOf())('weibo'))).status).toBe(200)
  })
})

describe('an address from before the secret was changed', () => {
  const makerOf = (secret: string, oldSecrets: string[] = []): RenditionMaker =>
    createRenditions({
      clock: () => new Date(),
      db: () => databaseOf(app.payload),
      oldSecrets,
      presets: mergePresets(),
      readOriginal: createReadOriginal(app.payload),
      secret,
      store: createLocalStore({ directory: path.join(app.directory, 'renditions') }),
    })

  it('needs no proof once its picture is made, and until then the secret of before', async () => {
    const media = [await store(await aScene('a gate'))]
    const [address] = await renditions().addressesFor({ media, preset: 'weibo' })
    const armed = [signAddress(address as RenditionAddress, app.payload.secret)]
    const after = makerOf('another secret')

    expect(await after.findMade(armed)).toEqual([])
    await expect(after.make(armed)).rejects.toMatchObject({ code: 'UNKNOWN_SECRET' })

    await makerOf('another secret', [app.payload.secret]).make(armed)

    expect(await after.findMade([...armed, 'nonsense'])).toEqual(armed)
    await expect(after.make(armed)).resolves.toBeUndefined()
    await expect(after.make(['nonsense'])).rejects.toMatchObject({ code: 'RENDITION_FAILED' })
  })
})

describe('making under concurrency', () => {
  /** A maker as another process has it: own connection, own memory, the same database and store. */
  async function anotherProcess(
    directory: string,
    onWrite: () => void,
  ): Promise<{ close: () => Promise<void>; maker: RenditionMaker }> {
    const client = await new MongoClient(`${inject('mongoUri')}/?replicaSet=drumbeat`).connect()
    const local = createLocalStore({ directory })
    const counting: RenditionStore = {
      ...local,
      write: (...given) => {
        onWrite()

        return local.write(...given)
      },
    }

    return {
      close: () => client.close(),
      maker: createRenditions({
        clock: () => new Date(),
        db: () => client.db('renditions'),
        presets: mergePresets(),
        readOriginal: createReadOriginal(app.payload),
        secret: app.payload.secret,
        store: counting,
      }),
    }
  }

  it('happens once, over processes and within them', async () => {
    let writes = 0
    const directory = path.join(app.directory, 'shared')
    const processes = await Promise.all([1, 2, 3].map(() => anotherProcess(directory, () => (writes += 1))))
    const media = [await store(await aScene('a crowd'))]

    try {
      const answers = await Promise.all(
        processes.flatMap(({ maker }) => [1, 2, 3, 4].map(() => maker.renditionsFor({ media, preset: 'xiaohongshu' }))),
      )

      expect(writes).toBe(1)
      expect(new Set(answers.map(([one]) => one?.etag)).size).toBe(1)
    } finally {
      await Promise.all(processes.map(({ close }) => close()))
    }
  })

  it('is taken over from a process that died', async () => {
    const media = [await store(await aScene('a wreck'))]
    const [address] = await renditions().addressesFor({ media, preset: 'weibo' })

    if (address === undefined) {
      throw new Error('There is no address')
    }

    const key = [address.media, address.version, address.preset, address.treatment, address.focal].join('/')

    await renditionRows(databaseOf(app.payload)).insertOne({
      _id: key,
      address,
      error: null,
      leaseUntil: new Date(Date.now() - 1),
      made: null,
      state: 'making',
      token: 'of the dead',
    })

    expect(await renditions().renditionsFor({ media, preset: 'weibo' })).toHaveLength(1)
  })

  it('comes again after a fault of the storage, and remembers a picture that can never be made', async () => {
    const media = [await store(await aScene('a flood'))]
    const local = createLocalStore({ directory: path.join(app.directory, 'flood') })
    let faults = 1
    let reads = 0
    const maker = createRenditions({
      clock: () => new Date(),
      db: () => databaseOf(app.payload),
      presets: mergePresets(),
      readOriginal: async (document) => {
        reads += 1

        return document['filename'] === 'broken' ? Buffer.from('no picture') : createReadOriginal(app.payload)(document)
      },
      secret: app.payload.secret,
      store: {
        ...local,
        write: (...given) =>
          (faults -= 1) >= 0 ? Promise.reject(new Error('the disk is full')) : local.write(...given),
      },
    })

    await expect(maker.renditionsFor({ media, preset: 'email' })).rejects.toThrow('the disk is full')
    expect(await maker.renditionsFor({ media, preset: 'email' })).toHaveLength(1)

    await rawCollection(app.payload, MEDIA).updateOne({ _id: new ObjectId(media[0]) }, { $set: { filename: 'broken' } })
    reads = 0

    for (const _attempt of [1, 2]) {
      await expect(maker.renditionsFor({ media, preset: 'forum' })).rejects.toMatchObject({ code: 'RENDITION_FAILED' })
    }

    expect(reads).toBe(1)
  })
})

describe('pictures of armed publications', () => {
  const channels = {
    find: (kind: string) =>
      kind === 'webhook'
        ? ({ manifest: { presets: { cover: 'wechat-cover', images: 'wechat-body' } } } as never)
        : null,
  }
  const run = (now = new Date()) =>
    makeAhead({
      channels,
      clock: () => now,
      db: databaseOf(app.payload),
      log: silentLog,
      renditions: renditions(),
    })
  const madeOf = async (media: string) =>
    (await renditionRows(databaseOf(app.payload)).find({ 'address.media': media, state: 'made' }).toArray())
      .map(({ address }) => address.preset)
      .sort()

  async function arm(
    media: { cover: string; gallery: string[] },
    dueAt = new Date(Date.now() + HOUR),
  ): Promise<string> {
    const db = databaseOf(app.payload)
    const channel = await db.collection(CHANNELS).insertOne({ kind: 'webhook', name: 'C', slug: `c-${(count += 1)}` })
    const _id = `${'0'.repeat(20)}${String(count).padStart(4, '0')}`

    await db.collection<{ _id: string }>(PUBLICATIONS).insertOne({
      _id,
      channel: channel.insertedId,
      content: { post: { cover: { id: media.cover }, gallery: media.gallery.map((id) => ({ id })) }, variant: null },
      contentHash: 'h1',
      dueAt,
      state: 'armed',
    } as { _id: string })

    return _id
  }

  it('lie ready before they are due', async () => {
    const [cover, first] = [await store(await aScene('cover')), await store(await aScene('first'))]
    const id = await arm({ cover, gallery: [first] })

    await run()

    expect(await madeOf(cover)).toEqual(['wechat-cover'])
    expect(await madeOf(first)).toEqual(['wechat-body'])
    expect(await aheadRows(databaseOf(app.payload)).countDocuments({ _id: id })).toBe(1)
  })

  it('are made for the next three days and not for later', async () => {
    const cover = await store(await aScene('far'))

    await arm({ cover, gallery: [] }, new Date(Date.now() + 4 * DAY))
    await run()
    expect(await madeOf(cover)).toEqual([])

    await run(new Date(Date.now() + 2 * DAY))
    expect(await madeOf(cover)).toEqual(['wechat-body', 'wechat-cover'])
  })

  it('are made anew when a picture gets another focal point', async () => {
    const cover = await store(await aScene('moved'))

    await arm({ cover, gallery: [] })
    await run()
    await app.payload.update({ id: cover, collection: MEDIA, data: { focalX: 5 } })
    await run()

    expect(await madeOf(cover)).toEqual(['wechat-body', 'wechat-body', 'wechat-cover', 'wechat-cover'])
  })

  it('do not keep others waiting when one of them is lost', async () => {
    const [lost, cover] = [new ObjectId().toHexString(), await store(await aScene('after'))]

    await arm({ cover: lost, gallery: [] }, new Date(Date.now() + HOUR / 2))
    await arm({ cover, gallery: [] })
    await run()

    expect(await madeOf(cover)).toEqual(['wechat-body', 'wechat-cover'])
  })
})

describe('making anew in bulk', () => {
  const work = () =>
    rerender({
      channels: { find: () => null },
      clock: () => new Date(),
      db: databaseOf(app.payload),
      renditions: renditions(),
    })

  it('is ordered by people who write media, and tells how far it is', async () => {
    const [good, lost] = [await store(await aScene('good')), await store(await aScene('lost'))]

    await renditions().renditionsFor({ media: [good, lost], preset: 'weibo' })
    await rawCollection(app.payload, MEDIA).updateOne({ _id: new ObjectId(lost) }, { $set: { filename: 'lost.jpg' } })

    const made = await renditionRows(databaseOf(app.payload)).findOne({ 'address.media': good })
    const { body, status } = await app.call('POST', '/media/rerender', {
      as: people.editor,
      body: { ids: [good, lost] },
    })
    const { run, total } = body as unknown as { run: string; total: number }
    const progress = async () => (await app.call('GET', `/media/rerender/${run}`, { as: people.editor })).body

    expect([status, total]).toEqual([202, 2])
    expect(await progress()).toEqual({ done: 0, failed: [], isFinished: false, total: 2 })

    await work()

    expect(await progress()).toEqual({
      done: 2,
      failed: [{ id: lost, message: 'The file lost.jpg is missing' }],
      isFinished: true,
      total: 2,
    })
    expect((await renditionRows(databaseOf(app.payload)).findOne({ 'address.media': good }))?.token).not.toBe(
      made?.token,
    )
  })

  it.each([
    ['an analyst', 'analyst', { ids: ['x'] }, 403],
    ['nobody named', 'editor', {}, 400],
  ] as const)('is refused: %s', async (_title, role, body, status) => {
    expect((await app.call('POST', '/media/rerender', { as: people[role], body })).status).toBe(status)
  })

  it('knows no other runs', async () => {
    expect((await app.call('GET', '/media/rerender/none', { as: people.editor })).status).toBe(404)
  })
})
