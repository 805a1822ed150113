import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { handleEndpoints } from 'payload'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { findAiLabel } from '../../src/domain/aiLabel.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { RENDITIONS } from '../../src/domain/renditions.ts'
import { MAX_FRAMES, MAX_IMAGE_BYTES } from '../../src/domain/uploadRules.ts'
import {
  aBomb,
  aCmykPicture,
  aDeepPicture,
  aMovingPicture,
  anAiPicture,
  aPhonePhoto,
  aPicture,
  aScene,
} from '../media/pictures.ts'
import { type Answer, fieldErrors } from '../support/openPayload.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayloadWithFiles
let editor: string

beforeAll(async () => {
  app = await openPayloadWithFiles('media')
  editor = (await signIn(app)).editor
})

afterAll(() => app.close())

interface UploadArgs {
  data?: object
  file: Uint8Array
  language?: 'en' | 'zh'
  method?: 'PATCH' | 'POST'
  name: string
  route?: string
  type: string
}

async function send(method: string, route: string, headers: Record<string, string>, body?: FormData) {
  const { default: config } = await import('../../payload.config.ts')
  const url = `http://localhost/api${route}`

  // The media type carries the form's boundary, so the request has to write it itself.
  return handleEndpoints({
    config,
    request: new Request(url, { headers, method, ...(body !== undefined && { body }) }),
  })
}

/** Sends a file as the admin does: a multipart form with the file and the fields as JSON. */
async function upload(args: UploadArgs): Promise<Answer> {
  const { data = {}, file, language = 'en', method = 'POST', name, route = '/media', type } = args
  const form = new FormData()

  form.set('_payload', JSON.stringify(data))
  form.set('file', new File([file as Uint8Array<ArrayBuffer>], name, { type }))

  const response = await send(method, route, { 'accept-language': language, authorization: editor }, form)

  return { body: (await response.json()) as Answer['body'], status: response.status }
}

const refused = (answer: Answer) => ({ errors: fieldErrors(answer), status: answer.status })
const refusal = (message: unknown) => ({ errors: [{ message, path: 'file' }], status: 400 })
const countMedia = () => databaseOf(app.payload).collection('media').countDocuments()
const fetchAsStranger = async (name: unknown) => (await send('GET', `/media/file/${String(name)}`, {})).status

const aPng = (): Promise<Buffer> =>
  sharp({ create: { background: '#e76f8a', channels: 3, height: 1500, width: 2000 } })
    .withExif({ IFD3: { GPSLatitude: '31/1 13/1 49/1', GPSLatitudeRef: 'N' } })
    .png()
    .toBuffer()

const aPhonePhotoWithoutLabel = (): Promise<Buffer> =>
  sharp({ create: { background: '#e76f8a', channels: 3, height: 1500, width: 2000 } })
    .withExif({ IFD3: { GPSLatitude: '31/1 13/1 49/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()

interface Stored {
  filename: string
  sizes: Record<string, { filename: string; height: number; width: number }>
}

describe('an upload', () => {
  it.each([
    ['PNG', 'photo.png', 'image/png', aPng],
    ['JPEG of a phone', 'photo.jpg', 'image/jpeg', () => aPhonePhoto({ height: 1700 })],
  ] as const)('keeps a %s in every size, and the place in none', async (_title, name, type, make) => {
    const file = await make()

    expect((await sharp(file).metadata()).exif).toBeDefined()

    const { body, status } = await upload({ file, name, type })
    const { filename, sizes } = body.doc as unknown as Stored

    expect(status).toBe(201)
    expect(Object.keys(sizes).sort()).toEqual(RENDITIONS.map((rendition) => rendition.name).sort())

    for (const { filename: stored, width } of [{ filename, width: null }, ...Object.values(sizes)]) {
      const metadata = await sharp(path.join(app.directory, 'media', stored)).metadata()

      expect({ stored, width: metadata.width }).toEqual({ stored, width: width ?? metadata.width })
      expect(metadata.exif?.includes(Buffer.from([0x25, 0x88])) ?? false, `${stored} tells the place`).toBe(false)
    }
  })

  it('stores nothing that its caller may not write', async () => {
    const { body } = await upload({
      data: { contentHash: 'made up', releasedAt: new Date().toISOString() },
      file: await aPicture({ height: 20, width: 30 }),
      name: 'small.jpg',
      type: 'image/jpeg',
    })

    expect(body.doc['releasedAt'] ?? null).toBeNull()
    expect(await databaseOf(app.payload).collection('media').countDocuments({ contentHash: 'made up' })).toBe(0)
  })

  it('names a file after what it is', async () => {
    const { body } = await upload({
      file: await aPicture({ height: 20, width: 30 }),
      name: 'really-a-jpeg.png',
      type: 'image/png',
    })

    expect(body.doc).toMatchObject({ filename: 'really-a-jpeg.jpg', mimeType: 'image/jpeg' })
  })
})

describe('an upload that cannot be taken', () => {
  const text = Buffer.from('Dear reader, this is not a picture.')

  it.each([
    ['en', /^The content is none of JPEG/],
    ['zh', /^文件内容不是 JPEG/],
  ] as const)('is a text named .jpg, told in %s', async (language, message) => {
    const answer = await upload({ file: text, language, name: 'letter.jpg', type: 'image/jpeg' })

    expect(refused(answer)).toEqual(refusal(expect.stringMatching(message)))
  })

  it.each([
    ['a bomb of 100 megapixels', 'bomb.png', 'image/png', () => aBomb(), /^The image has 100 megapixels; at most 50/],
    [
      'a JPEG that is cut off',
      'half.jpg',
      'image/jpeg',
      async () => (await aPicture()).subarray(0, 4_000),
      /^The image is broken or cut off/,
    ],
    [
      'a file over the limit',
      'huge.png',
      'image/png',
      async () => Buffer.concat([await aPng(), Buffer.alloc(MAX_IMAGE_BYTES)]),
      /^The file has 30\.\d MB; at most 30\.0 MB/,
    ],
  ] as const)('is %s', async (_title, name, type, make, message) => {
    const before = await countMedia()
    const answer = await upload({ file: await make(), name, type })

    expect(refused(answer)).toEqual(refusal(expect.stringMatching(message)))
    expect(await countMedia()).toBe(before)
    await expect(access(path.join(app.directory, 'media', name))).rejects.toThrow('ENOENT')
  })

  it('is a GIF made with AI, which cannot carry the label', async () => {
    const file = await sharp(await aPicture({ height: 20, width: 30 }))
      .gif()
      .toBuffer()
    const gif = { file, name: 'moving.gif', type: 'image/gif' }

    expect(refused(await upload({ ...gif, data: { aiGenerated: true } }))).toEqual(
      refusal(expect.stringMatching(/^A GIF cannot carry the label/)),
    )
    expect((await upload(gif)).status).toBe(201)
  })

  it('leaves the file that it would have replaced', async () => {
    const { body } = await upload({
      file: await aPicture({ height: 20, width: 30 }),
      name: 'kept.jpg',
      type: 'image/jpeg',
    })
    const answer = await upload({
      file: text,
      method: 'PATCH',
      name: 'letter.jpg',
      route: `/media/${String(body.doc['id'])}`,
      type: 'image/jpeg',
    })

    expect(answer.status).toBe(400)
    expect(await readdir(path.join(app.directory, 'media'))).toContain('kept.jpg')
  })
})

describe('each file that cannot be taken', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

  it.each<[string, () => Buffer | Promise<Buffer>, RegExp, RegExp]>([
    ['an SVG', () => Buffer.from(svg), /^SVG pictures are not taken/, /^不支持 SVG/],
    ['zero bytes', () => Buffer.alloc(0), /^The file is empty/, /^文件是空的/],
    [
      'too many frames',
      () => aMovingPicture({ format: 'gif', frames: MAX_FRAMES + 1, side: 8 }),
      /^The picture has 301 frames; at most 300/,
      /^动图有 301 帧，上限为 300 帧/,
    ],
    ['100 megapixels', () => aBomb(), /^The image has 100 megapixels/, /^图片有 100 百万像素/],
    [
      'a cut-off file',
      async () => (await aPicture()).subarray(0, 4_000),
      /^The image is broken or cut off/,
      /^图片已损坏或不完整/,
    ],
  ])('is told of by its field, in both languages: %s', async (_title, make, en, zh) => {
    const file = await make()
    const given = { file, name: 'bad.png', type: 'image/png' }

    expect(refused(await upload({ ...given, language: 'en' }))).toEqual(refusal(expect.stringMatching(en)))
    expect(refused(await upload({ ...given, language: 'zh' }))).toEqual(refusal(expect.stringMatching(zh)))
  })
})

describe('what an upload changes', () => {
  it.each([
    ['CMYK', 'print.jpg', 'image/jpeg', () => aCmykPicture({ height: 60, width: 80 }), ['cmyk-converted']],
    ['16 bits', 'deep.png', 'image/png', () => aDeepPicture({ height: 60, width: 80 }), ['reduced-to-8-bits']],
    ['nothing', 'plain.jpg', 'image/jpeg', () => aPicture({ height: 60, width: 80 }), []],
  ] as const)('is kept with the medium: %s', async (_title, name, type, make, changes) => {
    const { body } = await upload({ file: await make(), name, type })
    const { depth, space } = await sharp(path.join(app.directory, 'media', String(body.doc['filename']))).metadata()

    expect(body.doc['ingestChanges']).toEqual(changes)
    expect({ depth, space }).toEqual({ depth: 'uchar', space: 'srgb' })
    expect(body.doc['thumbHash']).toMatch(/^[A-Za-z0-9+/]{20,}=*$/)
  })
})

describe('a video', () => {
  const film = Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypisom\0\0\0\0isomiso2'), Buffer.alloc(64)])
  const withPath = async <Result>(directory: string, work: () => Promise<Result>): Promise<Result> => {
    const before = process.env['PATH']

    process.env['PATH'] = directory

    try {
      return await work()
    } finally {
      process.env['PATH'] = before
    }
  }

  /** Programs that answer as ffprobe and ffmpeg document it. */
  async function tools(probe: string): Promise<string> {
    const directory = await mkdtemp(path.join(app.directory, 'tools-'))
    const frame = path.join(directory, 'frame.jpg')

    await writeFile(frame, await aPicture({ height: 1920, width: 1080 }))

    for (const [name, script] of [
      ['ffprobe', probe],
      ['ffmpeg', `/bin/cat '${frame}'`],
    ] as const) {
      await writeFile(path.join(directory, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    }

    return directory
  }

  it('is taken without ffmpeg, and says what is unknown because of that', async () => {
    const { body, status } = await withPath(app.directory, () =>
      upload({ file: film, name: 'film.mp4', type: 'video/mp4' }),
    )

    expect(status).toBe(201)
    expect(body.doc).toMatchObject({ ingestChanges: ['video-not-probed'], mimeType: 'video/mp4' })
    expect(body.doc['poster'] ?? null).toBeNull()
  })

  it('gets its length, size and a cover where ffmpeg is there', async () => {
    const probe = `echo '{"streams":[{"codec_type":"video","width":1080,"height":1920,"duration":"7.25"}]}'`
    const { body } = await withPath(await tools(probe), () =>
      upload({ file: film, name: 'film.mp4', type: 'video/mp4' }),
    )
    const cover = await app.payload.findByID({
      id: (body.doc['poster'] as { id: string }).id ?? body.doc['poster'],
      collection: 'media',
    })

    expect(body.doc).toMatchObject({ durationMs: 7_250, height: 1920, ingestChanges: [], width: 1080 })
    expect(cover).toMatchObject({ height: 1920, mimeType: 'image/jpeg' })
  })

  it('hands its licence and that AI made it on to the cover that is taken of it, also when they change', async () => {
    const probe = `echo '{"streams":[{"codec_type":"video","width":1080,"height":1920,"duration":"7.25"}]}'`
    const { id: channel } = await app.payload.create({
      collection: 'channels',
      data: { kind: 'feed', mode: 'live', name: '首页', slug: 'frames', timeZone: 'Asia/Shanghai' },
    })
    const licence = { channels: [channel], owner: '影像工作室', territories: ['CN'], validUntil: '2027-01-31' }
    const { body } = await withPath(await tools(probe), () =>
      upload({
        data: { aiGenerated: true, credit: '林小满', licence },
        file: film,
        name: 'film.mp4',
        type: 'video/mp4',
      }),
    )
    const route = `/media/${String(body.doc['id'])}`
    const findCover = async () => {
      const { poster } = await app.payload.findByID({ id: String(body.doc['id']), collection: 'media', depth: 0 })

      return app.payload.findByID({ id: poster as string, collection: 'media', depth: 0 })
    }
    const cover = await findCover()
    const { xmpAsString } = await sharp(path.join(app.directory, 'media', String(cover.filename))).metadata()

    expect(cover).toMatchObject({ aiGenerated: true, credit: '林小满', hasVisibleLabel: false, licence })
    expect(findAiLabel(xmpAsString)).toBe('2')

    const changes = { hasVisibleLabel: true, licence: { ...licence, channels: [], validUntil: '2026-12-31' } }

    expect((await app.call('PATCH', route, { as: editor, body: changes })).status).toBe(200)
    expect(await findCover()).toMatchObject(changes)
    expect((await app.call('PATCH', route, { as: editor, body: { aiGenerated: false } })).status).toBe(200)
    expect(await findCover()).toMatchObject({ aiGenerated: true })
  })

  it.each([
    ['en', /^The video is broken/],
    ['zh', /^视频已损坏/],
  ] as const)('is refused when it does not play, told in %s', async (language, message) => {
    const answer = await withPath(await tools('exit 1'), () =>
      upload({ file: film, language, name: 'film.mp4', type: 'video/mp4' }),
    )

    expect(refused(answer)).toEqual(refusal(expect.stringMatching(message)))
  })
})

describe('the label of AI-made pictures', () => {
  const ai = async () => ({
    file: await anAiPicture('png', { height: 60, width: 80 }),
    name: 'ai.png',
    type: 'image/png',
  })
  const patch = (id: unknown, data: object) => app.call('PATCH', `/media/${String(id)}`, { as: editor, body: data })

  it('is read from the file, and cannot be argued away', async () => {
    const { body } = await upload({ ...(await ai()), data: { aiGenerated: false } })
    const answer = await patch(body.doc['id'], { aiGenerated: false })

    expect(body.doc['aiGenerated']).toBe(true)
    expect(fieldErrors(answer)).toEqual([
      { message: expect.stringMatching(/^The file carries a label/) as string, path: 'aiGenerated' },
    ])
    expect((await patch(body.doc['id'], { alt: 'a face', aiGenerated: true })).status).toBe(200)
  })

  it('goes when a file without it takes the place', async () => {
    const { body } = await upload(await ai())
    const replaced = await upload({
      data: { aiGenerated: false },
      file: await aPicture({ height: 60, width: 80 }),
      method: 'PATCH',
      name: 'photo.jpg',
      route: `/media/${String(body.doc['id'])}`,
      type: 'image/jpeg',
    })

    expect([replaced.status, replaced.body.doc['aiGenerated']]).toEqual([200, false])
  })

  it('is written into the file and every size when the editor declares it', async () => {
    const { body } = await upload({
      data: { aiGenerated: true },
      file: await aPicture(),
      name: 'declared.jpg',
      type: 'image/jpeg',
    })
    const { filename, sizes } = body.doc as unknown as Stored

    for (const name of [filename, ...Object.values(sizes).map((size) => size.filename)]) {
      const { xmpAsString } = await sharp(path.join(app.directory, 'media', name)).metadata()

      expect([name, findAiLabel(xmpAsString)]).toEqual([name, '2'])
    }
  })

  describe('when it is declared later', () => {
    const labelsOf = async ({ filename, sizes }: Stored) =>
      Promise.all(
        [filename, ...Object.values(sizes).map((size) => size.filename)].map(async (name) => {
          const file = path.join(app.directory, 'media', name)

          return findAiLabel((await sharp(await readFile(file)).metadata()).xmpAsString)
        }),
      )
    const aPhoto = async (name: string) =>
      (await upload({ data: { alt: 'a face' }, file: await aPhonePhotoWithoutLabel(), name, type: 'image/jpeg' })).body
        .doc

    it('is written into the file and every size, under their own names', async () => {
      const before = await aPhoto('later.jpg')
      const { body, status } = await patch(before['id'], {
        aiGenerated: true,
        focalX: 30,
        focalY: 0,
        hasVisibleLabel: true,
      })
      const after = await app.payload.findByID({ id: String(before['id']), collection: 'media' })
      const { filename, sizes } = after as unknown as Stored

      expect([status, body.doc['hasAiLabel']]).toEqual([200, true])
      expect([...new Set(await labelsOf({ filename, sizes }))]).toEqual(['2'])
      expect([filename, ...Object.values(sizes).map((size) => size.filename)]).toEqual([
        before['filename'],
        ...Object.values((before as unknown as Stored).sizes).map((size) => size.filename),
      ])
      expect(after).toMatchObject({
        aiGenerated: true,
        alt: 'a face',
        contentHash: before['contentHash'],
        focalX: 30,
        focalY: 0,
        hasAiLabel: true,
        hasVisibleLabel: true,
        ingestChanges: ['metadata-removed', 'ai-label-added'],
      })
    })

    it('is written into the files of many at once', async () => {
      const ids = [(await aPhoto('one.jpg'))['id'], (await aPhoto('two.jpg'))['id']]
      const route = `/media?${ids.map((id, at) => `where[id][in][${at}]=${String(id)}`).join('&')}`

      expect((await app.call('PATCH', route, { as: editor, body: { aiGenerated: true } })).status).toBe(200)

      for (const id of ids) {
        const stored = await app.payload.findByID({ id: String(id), collection: 'media' })

        expect([...new Set(await labelsOf(stored as unknown as Stored))]).toEqual(['2'])
      }
    })

    it('is written into a file that takes the place of one made with AI, unless that is taken back', async () => {
      const { body } = await upload(await ai())
      const replaced = await upload({
        file: await aPicture(),
        method: 'PATCH',
        name: 'again.jpg',
        route: `/media/${String(body.doc['id'])}`,
        type: 'image/jpeg',
      })

      expect([replaced.status, replaced.body.doc['hasAiLabel']]).toEqual([200, true])
      expect([...new Set(await labelsOf(replaced.body.doc as unknown as Stored))]).toEqual(['2'])
    })

    it('lets the document be saved where the file is gone', async () => {
      const { filename, id } = await aPhoto('gone.jpg')

      await rm(path.join(app.directory, 'media', String(filename)))
      expect((await patch(id, { aiGenerated: true })).status).toBe(200)
    })
  })

  it('cannot be declared later for a GIF', async () => {
    const file = await aMovingPicture({ format: 'gif', side: 20 })
    const { body } = await upload({ file, name: 'later.gif', type: 'image/gif' })

    expect(fieldErrors(await patch(body.doc['id'], { aiGenerated: true }))).toEqual([
      { message: expect.stringMatching(/^A GIF cannot carry/) as string, path: 'aiGenerated' },
    ])
  })
})

describe('GET /api/media/:id/duplicates', () => {
  it('names the same file and what looks the same, and nothing else', async () => {
    const scene = await aScene('a morning')
    const smaller = await sharp(scene).resize(400).webp({ quality: 60 }).toBuffer()
    const store = async (file: Buffer, name: string, type: string) =>
      String((await upload({ file, name, type })).body.doc['id'])
    const first = await store(scene, 'scene.jpg', 'image/jpeg')
    const same = await store(scene, 'scene-again.jpg', 'image/jpeg')
    const similar = await store(smaller, 'scene-small.webp', 'image/webp')

    await store(await aScene('an evening'), 'other.jpg', 'image/jpeg')

    const answer = await app.call('GET', `/media/${first}/duplicates`, { as: editor })

    expect(answer.body).toMatchObject({
      duplicates: [
        { filename: 'scene-again.jpg', id: same, likeness: 'same' },
        { filename: 'scene-small.webp', id: similar, likeness: 'similar' },
      ],
    })
    expect((answer.body as unknown as { duplicates: unknown[] }).duplicates).toHaveLength(2)
    expect((await app.call('GET', `/media/${first}/duplicates`)).status).toBe(401)
  })
})

describe('the file of a medium', () => {
  it('is for the team until it is released, and then for everybody, in every size', async () => {
    const { body } = await upload({ file: await aPicture(), name: 'cover.jpg', type: 'image/jpeg' })
    const { filename, sizes } = body.doc as unknown as Stored
    const names = [filename, ...Object.values(sizes).map((size) => size.filename)]

    for (const name of names) {
      expect([name, await fetchAsStranger(name)]).toEqual([name, 403])
    }

    expect((await send('GET', `/media/file/${filename}`, { authorization: editor })).status).toBe(200)

    await databaseOf(app.payload)
      .collection('media')
      .updateOne({ filename }, { $set: { releasedAt: new Date() } })

    for (const name of names) {
      expect([name, await fetchAsStranger(name)]).toEqual([name, 200])
    }
  })
})
