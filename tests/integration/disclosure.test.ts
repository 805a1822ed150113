import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { ObjectId } from 'mongodb'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { makeAhead } from '../../jobs/renditions/makeAhead.ts'
import { renditionRows } from '../../jobs/renditions/records.ts'
import { sandboxToken } from '../../src/channels/sandboxToken.ts'
import type { TaskView } from '../../src/domain/assisted/task.ts'
import { HOUR, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { forwardTo, type Receiver, startReceiver } from '../support/receiver.ts'
import { type RunningSandbox, startSandbox } from '../support/sandbox.ts'
import { silentLog } from '../support/silentLog.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

const SELLING = '两指量，两小时补一次。下单：https://shop.example/sun'

let app: TestApp
let cover: string
let directory: string
let notes: string
let offer: string
let paid: string
let platforms: Receiver
let sandbox: RunningSandbox
let site: string
let telegram: string
let token: string
let worker: Sending

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-disclosure-'))
  platforms = await startReceiver()
  vi.stubEnv('DRUMBEAT_DATA_DIR', directory)
  vi.stubEnv('SANDBOX_URL', `${platforms.url}/sandbox`)
  app = await startTestApp()
  sandbox = await startSandbox(app.db, { token: sandboxToken(app.payload.secret) })
  platforms.respond(forwardTo(sandbox.origin))
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
  cover = await upload()
  site = await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
  telegram = await create('channels', { kind: 'telegram', mode: 'rehearsal', name: '频道', slug: 'telegram' })
  notes = await create('channels', { kind: 'xiaohongshu', mode: 'live', name: '小红书', slug: 'notes' })
  offer = await create('offers', { codes: ['LUNA10'], kind: 'coupon', name: '满减' })
  paid = await aCollaboration()
  worker = await startDrumbeatWorker(app.payload, { version: 'test' })
})

afterAll(async () => {
  await worker.stop()
  await app.stop()
  await sandbox.close()
  await platforms.close()
  await rm(directory, { force: true, recursive: true })
  vi.unstubAllEnvs()
})

const ask = (method: string, where: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, where, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

async function upload(): Promise<string> {
  const data = await sharp({ create: { background: '#a43', channels: 3, height: 1_200, width: 1_200 } })
    .jpeg()
    .toBuffer()
  const file = { data, mimetype: 'image/jpeg', name: 'cover.jpg', size: data.length }
  const { id } = await app.payload.create({ collection: 'media', data: { alt: '防晒乳' }, file })

  return String(id)
}

const aCollaboration = async (disclosure: Record<string, unknown> = {}): Promise<string> =>
  create('collaborations', {
    disclosure,
    partner: await create('kol-partners', { name: '小鹿', type: 'kol' }),
    title: '春日',
  })

async function aPost(given: Record<string, unknown>): Promise<string> {
  const post = await create('posts', { cover, excerpt: SELLING, kind: 'note', title: '夏日防晒攻略', ...given })

  await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

  return post
}

const arm = async (post: string, channels: string[], inMs: number = HOUR): Promise<RestAnswer> =>
  ask('POST', '/schedules', {
    channels,
    post,
    publishAt: new Date(Date.now() + inMs).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })

const refusalsOf = ({ body }: RestAnswer) =>
  ((body['errors'] ?? []) as { data?: { errors?: { code: string; message: string }[] } }[]).flatMap(
    ({ data }) => data?.errors ?? [],
  )

async function rowOf(answer: RestAnswer): Promise<PublicationRow<ObjectId>> {
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  const schedule = new ObjectId((answer.body['doc'] as { id: string }).id)
  const row = await app.db.collection<PublicationRow<ObjectId>>('publications').findOne({ schedule })

  return row as PublicationRow<ObjectId>
}

const reaches = (id: string, expected: object) =>
  vi.waitFor(
    async () =>
      expect(await app.db.collection<PublicationRow>('publications').findOne({ _id: id })).toMatchObject(expected),
    { interval: 100, timeout: 30 * SECOND },
  )

/** What of the picture was made so far: `plain`, `ad` and so on. */
const treatmentsOf = async (media: string): Promise<string[]> => {
  const made = await renditionRows(app.db)
    .find({ _id: new RegExp(`^${media}/`) })
    .toArray()

  return made.map(({ _id }) => String(_id).split('/')[3] ?? '')
}

describe('a post that wants to sell', () => {
  it.each([
    ['of a collaboration', () => ({ collaboration: paid })],
    ['with an offer', () => ({ offers: [offer] })],
    ['with a code of an offer instead of a link', () => ({ excerpt: '报 luna10 立减。', offers: [offer] })],
    ['that is said to be advertising', () => ({ disclosure: 'ad', excerpt: '两指量。' })],
    ['of a collaboration that is said to be none', () => ({ collaboration: paid, disclosure: 'none' })],
  ])('%s is not armed without the word, and the reason names the channel', async (_title, given) => {
    const refused = await arm(await aPost(given()), [telegram])

    expect(refused.status).toBe(400)
    expect(refusalsOf(refused)).toMatchObject([
      { code: 'AD_LABEL_MISSING', message: expect.stringMatching(/^频道: .*广告/) as string },
    ])
  })

  it.each([
    ['says 广告', () => ({ collaboration: paid, title: '【广告】夏日防晒攻略' })],
    ['shows no way to buy', () => ({ excerpt: '两指量。', offers: [offer] })],
    ['is the brand’s own and said to be none', () => ({ disclosure: 'none', offers: [offer] })],
    ['belongs to nothing that sells', () => ({})],
  ])('is armed where it %s', async (_title, given) => {
    expect((await arm(await aPost(given()), [telegram])).status).toBe(201)
  })

  it('is armed where its collaboration need not be labelled', async () => {
    const own = await aCollaboration({ required: false })

    expect((await arm(await aPost({ collaboration: own }), [telegram])).status).toBe(201)
  })

  it('is judged on each channel by what that channel says', async () => {
    const variants = [{ channel: telegram, text: `【广告】${SELLING}` }]
    const refused = await arm(await aPost({ offers: [offer], variants }), [telegram, notes])

    expect(refusalsOf(refused).map(({ message }) => message.split(':')[0])).toEqual(['小红书'])
  })

  it('is told so while it is written, in the reader’s language, with what mends it', async () => {
    const post = await aPost({ offers: [offer] })
    const answer = await app.rest('POST', `/posts/${post}/preview`, {
      body: { channels: [telegram] },
      headers: { 'accept-language': 'zh' },
      token,
    })
    const [preview] = answer.body['previews'] as { findings: object[] }[]

    expect(preview?.findings).toMatchObject([
      {
        code: 'AD_LABEL_MISSING',
        fixes: [
          { change: { title: '【广告】夏日防晒攻略' }, label: '在标题开头加上【广告】' },
          { change: { text: expect.stringMatching(/^【广告】两指量/) as string }, label: '在正文开头加上【广告】' },
        ],
        message: expect.stringContaining('请在标题或正文开头加上【广告】') as string,
      },
    ])
  })
})

describe('what goes out of it', () => {
  it('shows the word on its pictures, made ahead and sent', async () => {
    const own = await upload()
    const row = await rowOf(await arm(await aPost({ cover: own, offers: [offer], title: '【广告】夏日' }), [telegram]))
    const { channels, renditions } = servicesOf(app.payload)

    await makeAhead({ channels, clock: () => new Date(), db: app.db, log: silentLog, renditions })
    expect(await treatmentsOf(own)).toEqual(['ad'])

    await ask('POST', `/publications/${row._id}/publish-now`)
    await reaches(row._id, { content: { labels: ['ad'] }, state: 'published' })
    expect(await treatmentsOf(own)).toEqual(['ad'])
  })

  it('shows nothing on the pictures of what does not sell', async () => {
    const own = await upload()
    const row = await rowOf(await arm(await aPost({ cover: own, excerpt: '两指量。' }), [telegram], SECOND))

    await reaches(row._id, { state: 'published' })
    expect(await treatmentsOf(own)).toEqual(['plain'])
  })

  it('is said to the person who publishes by hand, and drawn on the pictures of the pack', async () => {
    const own = await upload()
    const row = await rowOf(await arm(await aPost({ cover: own, offers: [offer], title: '【广告】夏日' }), [notes]))
    const { body } = await ask('GET', `/publications/${row._id}/task`)
    const { pack } = body as unknown as TaskView

    expect(pack.disclosures).toMatchObject([{ zh: expect.stringContaining('广告') as string }])
    expect(pack.files).toMatchObject([{ labels: ['ad'] }])
    expect((await ask('GET', `/publications/${row._id}/pack/1`)).status).toBe(200)
    expect(await treatmentsOf(own)).toEqual(['ad'])
  })

  it('is blocked at the last moment where the collaboration was found to need the word since', async () => {
    const own = await aCollaboration({ required: false })
    const row = await rowOf(await arm(await aPost({ collaboration: own }), [telegram], 4 * SECOND))

    await ask('PATCH', `/collaborations/${own}`, { disclosure: { required: true } })
    await reaches(row._id, { error: { class: 'gate', code: 'AD_LABEL_MISSING' }, state: 'blocked' })
  })

  it('is blocked for a translation alone only where readers choose the language', async () => {
    const own = await aCollaboration({ required: false })
    const post = await create('posts', {
      collaboration: own,
      cover,
      excerpt: `【广告】${SELLING}`,
      kind: 'note',
      title: '夏日防晒攻略',
    })

    await ask('PATCH', `/posts/${post}?locale=en`, {
      excerpt: 'Two fingers. https://shop.example/sun',
      title: 'Sun care',
    })
    await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

    const [pulled, sent] = [await arm(post, [site], 10 * SECOND), await arm(post, [telegram], 10 * SECOND)]

    await ask('PATCH', `/collaborations/${own}`, { disclosure: { required: true } })
    await reaches((await rowOf(sent))._id, { error: null, state: 'published' })
    await reaches((await rowOf(pulled))._id, {
      error: { class: 'gate', code: 'AD_LABEL_TRANSLATION', values: { language: 'en' } },
      state: 'blocked',
    })
  })
})
