import { access, readdir } from 'node:fs/promises'
import path from 'node:path'

import { handleEndpoints } from 'payload'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { databaseOf } from '../../src/database/handles.ts'
import { RENDITIONS } from '../../src/domain/renditions.ts'
import { MAX_IMAGE_BYTES } from '../../src/domain/uploadRules.ts'
import { aBomb, aPhonePhoto, aPicture } from '../media/pictures.ts'
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
