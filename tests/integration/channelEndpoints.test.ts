import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { WEBHOOK_DELIVERIES, type WebhookDelivery } from '../../jobs/webhooks/records.ts'
import { databaseOf } from '../../src/database/handles.ts'
import type { Role } from '../../src/domain/roles.ts'
import { aPicture } from '../support/content.ts'
import { lexicalDocument, paragraph, text } from '../support/lexical.ts'
import { type OpenPayload, openPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

interface Preview {
  channel: { id: string; name: string }
  findings: { code: string }[]
  html: string
  limits: object
  rendered: { media: object[]; text: string; title: string }
}

let app: OpenPayload
let as: Record<Role, string>
let post: string
let site: string
let hook: string

beforeAll(async () => {
  app = await openPayload('channel_endpoints_test')
  as = await signIn(app)

  const create = async (path: string, body: object): Promise<string> =>
    String((await app.call('POST', path, { as: as.admin, body })).body.doc['id'])

  site = await create('/channels', {
    kind: 'feed',
    mode: 'live',
    name: '官网',
    slug: 'site',
    timeZone: 'Asia/Shanghai',
  })
  hook = await create('/channels', {
    credentials: { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    kind: 'webhook',
    limits: { title: { max: 4, unit: 'grapheme' } },
    mode: 'rehearsal',
    name: '门店屏幕',
    settings: { url: 'https://example.com/hook' },
    slug: 'screens',
    timeZone: 'Asia/Shanghai',
  })
  post = await create('/posts', {
    body: lexicalDocument(paragraph(text('两小时补一次'))),
    kind: 'note',
    title: '夏日防晒攻略',
    variants: [{ channel: hook, text: '短文案' }],
  })
})

afterAll(() => app.close())

const preview = async (body: object = {}, role: Role = 'editor'): Promise<Preview[]> =>
  (
    (await app.call('POST', `/posts/${post}/preview`, { as: as[role], body })).body as unknown as {
      previews: Preview[]
    }
  ).previews

const on = (previews: Preview[], id: string) => previews.find(({ channel }) => channel.id === id)

describe('POST /api/posts/:id/preview', () => {
  it('shows the newest draft on each channel, with what each would refuse', async () => {
    const previews = await preview()

    expect(on(previews, site)).toMatchObject({
      findings: [],
      html: '<p>两小时补一次</p>',
      kind: 'feed',
      rendered: { text: '两小时补一次', title: '夏日防晒攻略' },
    })
    expect(on(previews, hook)).toMatchObject({
      channel: { mode: 'rehearsal', name: '门店屏幕' },
      findings: [{ code: 'TITLE_TOO_LONG', path: 'title', severity: 'error' }],
      limits: { bodyBytes: 262_144, title: { max: 4 } },
      rendered: { text: '短文案' },
    })
  })

  it('shows what stands in the form before it is saved, in one language', async () => {
    const [one] = await preview({ channels: [hook], data: { title: '短标题', variants: [] } })

    expect(one).toMatchObject({ findings: [], rendered: { text: '两小时补一次', title: '短标题' } })
    expect(
      on(await preview({ channels: [site], data: { title: 'Sun care' }, locale: 'en' }), site)?.rendered,
    ).toMatchObject({ locale: 'en', title: 'Sun care' })
    expect(on(await preview(), site)?.rendered.title).toBe('夏日防晒攻略')
  })

  it('shows only the channels that were asked for', async () => {
    expect((await preview({ channels: [site] })).map(({ channel }) => channel.id)).toEqual([site])
  })

  it('survives a form that holds nonsense', async () => {
    const data = { body: 5, cover: aPicture(), gallery: 'x', title: { deep: true }, topics: 7, variants: [null, 3] }

    expect(await preview({ channels: [site], data })).toHaveLength(1)
  })

  it.each([
    ['zh', ['无效输入：期望 record，实际接收 数字', '无效选项：期望以下之一 "zh"|"en"', '须为渠道的编号。']],
    [
      'en',
      [
        'Invalid input: expected record, received number',
        'Invalid option: expected one of "zh"|"en"',
        'It must be the id of a channel',
      ],
    ],
  ] as const)('says in %s what is wrong with the body', async (language, messages) => {
    const body = { channels: [site, 'site'], data: 5, locale: 'fr' }
    const answer = await app.call('POST', `/posts/${post}/preview`, { as: as.editor, body, language })
    const errors = answer.body['errors'] as { message: string; path: string }[]

    expect(answer.status).toBe(400)
    expect(errors.map(({ message }) => message).toSorted()).toEqual(messages.toSorted())
    expect(errors.map(({ path }) => path).toSorted()).toEqual(['channels.1', 'data', 'locale'])
  })

  it('answers two who ask at once each in their language', async () => {
    const ask = (language: 'en' | 'zh') =>
      app.call('POST', `/posts/${post}/preview`, { as: as.editor, body: { locale: 'fr' }, language })
    const answers = await Promise.all((['zh', 'en', 'zh', 'en'] as const).map(ask))

    expect(answers.map(({ body }) => JSON.stringify(body).includes('无效'))).toEqual([true, false, true, false])
  })

  it('tells no secret', async () => {
    expect(JSON.stringify(await preview({}, 'admin'))).not.toMatch(/whsec|credentials|v[12]\./)
  })

  it.each([
    ['a stranger', undefined, '/posts/POST/preview', {}, 401],
    ['a post that there is not', 'editor', '/posts/650000000000000000000099/preview', {}, 404],
    ['an id that is none', 'editor', '/posts/nothing/preview', {}, 404],
    ['a channel that is no id', 'editor', '/posts/POST/preview', { channels: ['site'] }, 400],
    ['a language that there is not', 'editor', '/posts/POST/preview', { locale: 'fr' }, 400],
    ['a body that is no object', 'editor', '/posts/POST/preview', [], 400],
  ] as const)('answers %s with an error', async (_title, role, path, body, status) => {
    const answer = await app.call('POST', path.replace('POST', post), {
      body,
      ...(role !== undefined && { as: as[role] }),
    })

    expect(answer.status).toBe(status)
    expect(answer.body.errors?.[0]?.message).toBeTruthy()
  })
})

describe('/api/webhooks/:id/deliveries', () => {
  let webhook: string

  beforeAll(async () => {
    const { body } = await app.call('POST', '/webhooks', {
      as: as.admin,
      body: { events: ['post.published'], name: 'BI', url: 'https://example.com/hook' },
    })

    webhook = String(body.doc['id'])
    await databaseOf(app.payload)
      .collection<WebhookDelivery>(WEBHOOK_DELIVERIES)
      .insertOne({
        _id: 'msg_1',
        attempts: 10,
        body: '{}',
        createdAt: new Date(),
        deliveredAt: null,
        event: 'post.published',
        lastError: 'HTTP_500',
        leaseUntil: null,
        nextAt: new Date(),
        publication: 'p1',
        state: 'dead',
        token: null,
        webhook: new ObjectId(webhook),
      })
  })

  it('shows what was given up, and starts it again once', async () => {
    const list = () => app.call('GET', `/webhooks/${webhook}/deliveries?state=dead`, { as: as.admin })
    const retry = () => app.call('POST', `/webhooks/${webhook}/deliveries/msg_1/retry`, { as: as.admin })

    expect((await list()).body).toMatchObject({ deliveries: [{ attempts: 10, id: 'msg_1', lastError: 'HTTP_500' }] })
    expect((await retry()).status).toBe(200)
    expect((await list()).body).toEqual({ deliveries: [] })
    expect((await retry()).status).toBe(409)
  })

  it('is for who may read the webhook', async () => {
    expect((await app.call('GET', `/webhooks/${webhook}/deliveries`)).status).toBe(401)
    expect((await app.call('GET', `/webhooks/${webhook}/deliveries`, { as: as.editor })).status).toBe(404)
    expect((await app.call('GET', '/webhooks/nothing/deliveries', { as: as.admin })).status).toBe(404)
  })
})
