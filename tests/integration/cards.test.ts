import { handleEndpoints } from 'payload'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { findAiLabel } from '../../src/domain/aiLabel.ts'
import { anAiPicture, aPicture, aScene } from '../media/pictures.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayloadWithFiles
let link: string
let people: Awaited<ReturnType<typeof signIn>>

beforeAll(async () => {
  app = await openPayloadWithFiles('cards')
  people = await signIn(app)
  link = (
    await app.payload.create({
      collection: 'links',
      data: { code: 'spring24', enabled: true, note: '春季护肤', url: 'https://shop.example.com/' },
    })
  ).id
})

afterAll(() => app.close())

async function ask(query: string, headers: Record<string, string>, of = link): Promise<Response> {
  const { default: config } = await import('../../payload.config.ts')

  return handleEndpoints({
    config,
    request: new Request(`http://localhost/api/links/${of}/card?${query}`, { headers }),
  })
}

const editor = () => ({ authorization: people.editor })

async function aMedium(data: Buffer, name: string, fields: object = {}): Promise<string> {
  const { id } = await app.payload.create({
    collection: 'media',
    data: fields,
    file: { data, mimetype: 'image/png', name, size: data.length },
  })

  return id
}

describe('GET /api/links/:id/card', () => {
  it.each([
    ['poster', 1440],
    ['share-card', 800],
  ])('draws a %s whose code leads to the tracked address', async (form, height) => {
    const media = await aMedium(await aScene(form), 'scene.png')
    const answer = await ask(`form=${form}&media=${media}&ad=1`, editor())
    const card = Buffer.from(await answer.arrayBuffer())
    const { data, info } = await sharp(card).ensureAlpha().raw().toBuffer({ resolveWithObject: true })

    expect([answer.status, answer.headers.get('content-type'), info.height]).toEqual([200, 'image/jpeg', height])
    expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toMatch(/\/r\/spring24$/)
  })

  it('labels a card with an AI picture', async () => {
    const [ai, plain] = [
      await aMedium(await anAiPicture('png'), 'ai.png'),
      await aMedium(
        await sharp(await anAiPicture('png'))
          .png()
          .toBuffer(),
        'plain.png',
      ),
    ]
    const cornerOf = async (media: string) =>
      sharp(Buffer.from(await (await ask(`media=${media}`, editor())).arrayBuffer()))
        .extract({ height: 60, left: 860, top: 910, width: 180 })
        .raw()
        .toBuffer()

    expect(Math.min(...(await cornerOf(ai)))).toBeLessThan(60)
    expect(Math.min(...(await cornerOf(plain)))).toBeGreaterThan(60)
  })

  it('carries the label of AI inside, and shows it whatever its picture shows, of which it is only a part', async () => {
    const media = await aMedium(await aPicture(), 'declared.jpg', { aiGenerated: true, hasVisibleLabel: true })
    const card = Buffer.from(await (await ask(`media=${media}`, editor())).arrayBuffer())
    const corner = await sharp(card).extract({ height: 60, left: 860, top: 910, width: 180 }).raw().toBuffer()

    expect(findAiLabel((await sharp(card).metadata()).xmpAsString)).toBe('2')
    expect(Math.min(...corner)).toBeLessThan(60)
  })

  it('says 广告 where the collaboration of its link or of its post must be disclosed, whoever asks', async () => {
    const partner = (await app.payload.create({ collection: 'kol-partners', data: { name: '林小满', type: 'kol' } })).id
    const collaborate = async (required: boolean) =>
      (
        await app.payload.create({
          collection: 'collaborations',
          data: { disclosure: { required }, mode: 'paid', partner, status: 'lead', title: '春季合作' },
        })
      ).id
    const aLink = async (code: string, data: object) =>
      (
        await app.payload.create({
          collection: 'links',
          data: { code, enabled: true, url: 'https://shop.example.com/', ...data },
        })
      ).id
    const post = (data: object) =>
      app.payload.create({ collection: 'posts', draft: true, data: { kind: 'note', title: '春季护肤', ...data } })
    const cornerOf = async (of: string, query: string) => {
      const card = await (await ask(query, { authorization: people.analyst }, of)).arrayBuffer()

      return sharp(Buffer.from(card)).extract({ height: 80, left: 30, top: 900, width: 160 }).raw().toBuffer()
    }
    const isMarked = async (of: string, query = '') => Math.min(...(await cornerOf(of, query))) < 120

    expect(await isMarked(await aLink('owed', { collaboration: await collaborate(true) }))).toBe(true)
    expect(
      await isMarked(await aLink('ofpost', { post: (await post({ collaboration: await collaborate(true) })).id })),
    ).toBe(true)
    expect(await isMarked(await aLink('declared', { post: (await post({ disclosure: 'ad' })).id }))).toBe(true)

    const free = await aLink('free', { collaboration: await collaborate(false) })

    expect(await isMarked(free)).toBe(false)
    expect(await isMarked(free, 'ad=1')).toBe(true)
  })

  it('takes any title', async () => {
    expect((await ask('title=SUMMERMEMBERWEDNESDAY2026', editor())).status).toBe(200)
  })

  it('is for people of the admin, in forms that there are', async () => {
    expect((await ask('form=poster', {})).status).toBe(401)
    expect((await ask('form=flyer', editor())).status).toBe(400)
    expect((await ask('form=toString', editor())).status).toBe(400)
    expect((await ask('media=665f0c0a9b1e8a0012345678', editor())).status).toBe(404)
  })
})
