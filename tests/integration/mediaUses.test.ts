import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { databaseOf } from '../../src/database/handles.ts'
import { DAY } from '../../src/domain/duration.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { aPicture } from '../media/pictures.ts'
import { type Answer, fieldErrors } from '../support/openPayload.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayloadWithFiles
let people: Awaited<ReturnType<typeof signIn>>
let count = 0

beforeAll(async () => {
  app = await openPayloadWithFiles('mediauses')
  people = await signIn(app)
})

afterAll(() => app.close())

async function aMedium(): Promise<string> {
  const data = await aPicture({ height: 20, width: 30 })
  const name = `used-${(count += 1)}.jpg`
  const { id } = await app.payload.create({
    collection: 'media',
    data: {},
    file: { data, mimetype: 'image/jpeg', name, size: data.length },
  })

  return id
}

async function post(data: object): Promise<string> {
  const { body, status } = await app.call('POST', '/posts', {
    as: people.editor,
    body: { kind: 'note', title: `Post ${(count += 1)}`, ...data },
  })

  expect(status, JSON.stringify(body)).toBe(201)

  return String(body.doc['id'])
}

const bodyWith = (...children: object[]) => ({
  root: { children, direction: 'ltr', format: '', indent: 0, type: 'root', version: 1 },
})
const upload = (value: string) => ({
  fields: {},
  format: '',
  id: '665f0c0a9b1e8a0012345678',
  relationTo: 'media',
  type: 'upload',
  value,
  version: 3,
})

/** Arms a post as it is first, and then changes it; the id of its publication. */
async function armThenChange(first: object, then: object): Promise<string> {
  const given = { kind: 'feed', mode: 'live', name: 'Feed', slug: `feed-${(count += 1)}`, timeZone: 'Asia/Shanghai' }
  const { id: channel } = await app.payload.create({ collection: 'channels', data: given as never })
  const id = await post(first)

  expect((await app.call('PATCH', `/posts/${id}`, { as: people.admin, body: { stage: 'approved' } })).status).toBe(200)
  const { body, status } = await app.call('POST', '/schedules', {
    as: people.admin,
    body: {
      channels: [channel],
      post: id,
      publishAt: new Date(Date.now() + DAY).toISOString(),
      publishAt_tz: 'Asia/Shanghai',
      state: 'armed',
    },
  })

  expect(status, JSON.stringify(body)).toBe(201)
  expect((await app.call('PATCH', `/posts/${id}`, { as: people.editor, body: then })).status).toBe(200)
  const row = await databaseOf(app.payload)
    .collection<{ _id: string }>(PUBLICATIONS)
    .findOne({ post: new ObjectId(id) })

  return row?._id ?? ''
}

const remove = (slug: string, id: string, language: 'en' | 'zh' = 'en'): Promise<Answer> =>
  app.call('DELETE', `/${slug}/${id}`, { as: people.admin, language })
const usesOf = async (slug: string, id: string, as = people.editor) =>
  (await app.call('GET', `/${slug}/${id}/uses`, { as })).body as unknown as {
    uses: { id: string; slug: string; title: string | null }[]
  }

describe('a medium that is used', () => {
  it.each<[string, string, (media: string) => Promise<string>]>([
    ['as a cover', 'posts', (media) => post({ cover: media })],
    ['in a gallery', 'posts', (media) => post({ gallery: [media] })],
    ['between paragraphs', 'posts', (media) => post({ body: bodyWith(upload(media)) })],
    [
      'only in a draft over a published post',
      'posts',
      async (media) => {
        const id = await post({})

        await databaseOf(app.payload)
          .collection('posts')
          .updateOne({ _id: new ObjectId(id) }, { $set: { _status: 'published' } })

        await app.call('PATCH', `/posts/${id}?draft=true`, {
          as: people.editor,
          body: { _status: 'draft', cover: media },
        })

        return id
      },
    ],
    [
      'in a variant',
      'posts',
      async (media) => {
        const { id } = await app.payload.create({
          collection: 'channels',
          data: { kind: 'feed', mode: 'live', name: 'C', slug: `c-${(count += 1)}`, timeZone: 'Asia/Shanghai' },
        })

        return post({ variants: [{ channel: id, media: [media] }] })
      },
    ],
    [
      'by a brand asset',
      'brand-assets',
      async (media) =>
        (await app.payload.create({ collection: 'brand-assets', data: { files: [media], kind: 'logo', name: 'Logo' } }))
          .id,
    ],
    [
      'as the cover of an armed version that is not the newest',
      'publications',
      (media) => armThenChange({ cover: media }, { cover: null }),
    ],
    [
      'between paragraphs of an armed version that is not the newest',
      'publications',
      (media) => armThenChange({ body: bodyWith(upload(media)) }, { body: bodyWith() }),
    ],
  ])('%s stays, and its page says where', async (_title, slug, use) => {
    const media = await aMedium()
    const user = await use(media)

    expect((await usesOf('media', media)).uses).toMatchObject([{ id: user, slug }])
    expect(fieldErrors(await remove('media', media))).toEqual([
      { message: expect.stringMatching(/^It is still used in: /) as string, path: 'id' },
    ])
    expect(await app.payload.count({ collection: 'media', where: { id: { equals: media } } })).toEqual({ totalDocs: 1 })
  })

  it('says so in Chinese too, by the names of the collections', async () => {
    const media = await aMedium()

    await post({ cover: media })

    expect(fieldErrors(await remove('media', media, 'zh'))).toEqual([
      { message: '仍在使用：内容。请先在这些位置移除。', path: 'id' },
    ])
  })

  it('may go once it is taken out everywhere', async () => {
    const media = await aMedium()
    const id = await post({ body: bodyWith(upload(media)), cover: media })

    await app.call('PATCH', `/posts/${id}`, { as: people.editor, body: { body: bodyWith(), cover: null } })

    expect(await usesOf('media', media)).toEqual({ uses: [] })
    expect((await remove('media', media)).status).toBe(200)
  })

  it('does not tell whose contract it is to those who may not see partners', async () => {
    const media = await aMedium()

    await app.payload.create({
      collection: 'kol-partners',
      data: { contracts: [{ file: media, number: '1' }], name: 'A partner', tier: 'micro', type: 'kol' } as never,
    })

    expect((await usesOf('media', media, people['kol-manager'])).uses).toMatchObject([{ title: 'A partner' }])
    expect((await usesOf('media', media, people['community-manager'])).uses).toMatchObject([{ title: null }])
  })
})

describe('a brand asset that is used', () => {
  const anAsset = async () =>
    (await app.payload.create({ collection: 'brand-assets', data: { kind: 'logo', name: `Logo ${(count += 1)}` } })).id

  it.each<[string, string, (asset: string) => Promise<string>]>([
    ['by a post', 'posts', (asset) => post({ brandAssets: [asset] })],
    [
      'by an armed version that is not the newest',
      'publications',
      (asset) => armThenChange({ brandAssets: [asset] }, { brandAssets: [] }),
    ],
    [
      'as a watermark',
      'channels',
      async (watermark) =>
        (
          await app.payload.create({
            collection: 'channels',
            data: {
              kind: 'feed',
              mode: 'live',
              name: 'W',
              slug: `w-${(count += 1)}`,
              timeZone: 'Asia/Shanghai',
              watermark,
            },
          })
        ).id,
    ],
  ])('%s stays', async (_title, slug, use) => {
    const asset = await anAsset()
    const user = await use(asset)

    expect((await usesOf('brand-assets', asset)).uses).toMatchObject([{ id: user, slug }])
    expect((await remove('brand-assets', asset)).status).toBe(400)
  })

  it('may go when nothing uses it', async () => {
    expect((await remove('brand-assets', await anAsset())).status).toBe(200)
  })
})
