import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { ASSISTED_KINDS } from '../../src/channels/assisted/index.ts'
import { BUILT_IN_KINDS } from '../../src/channels/builtInKinds.ts'
import { sandboxToken } from '../../src/channels/sandboxToken.ts'
import type { TaskView } from '../../src/domain/assisted/task.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { findStandIn } from '../../src/sandbox/findStandIn.ts'
import type { SandboxPost } from '../../src/sandbox/records.ts'
import { forwardTo, type Receiver, startReceiver } from '../support/receiver.ts'
import { type RunningSandbox, startSandbox } from '../support/sandbox.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'
import { textsOf } from '../support/textsOf.ts'

const TITLE = '夏日防晒攻略'
const BODY = '两指量，两小时补一次。'
const FILM = Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypisom\0\0\0\0isomiso2'), Buffer.alloc(64)])

/** In rehearsal everybody ends in the sandbox; an account by hand that is live ends in its task, and calls nobody. */
const kindsOf = (kinds: typeof BUILT_IN_KINDS): string[] => kinds.map(({ manifest }) => manifest.kind)
const ASSISTED = kindsOf(ASSISTED_KINDS)
const REHEARSED = [...kindsOf(BUILT_IN_KINDS), ...ASSISTED, 'sandbox']
const WITH_STAND_IN = REHEARSED.filter((kind) => findStandIn(kind) !== undefined)
const IN_GENERAL_SANDBOX = REHEARSED.filter((kind) => findStandIn(kind) === undefined)

let app: TestApp
let directory: string
let platforms: Receiver
let rows: Map<string, PublicationRow>
let sandbox: RunningSandbox
let token: string
let worker: Sending

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-rehearsal-'))
  platforms = await startReceiver()
  vi.stubEnv('DRUMBEAT_DATA_DIR', directory)
  vi.stubEnv('SANDBOX_URL', `${platforms.url}/sandbox`)
  app = await startTestApp()
  sandbox = await startSandbox(app.db, { token: sandboxToken(app.payload.secret) })
  platforms.respond(forwardTo(sandbox.origin))
  token = await register()
  rows = await rehearseOnePost()
}, 180 * SECOND)

afterAll(async () => {
  await worker.stop()
  await app.stop()
  await sandbox.close()
  await platforms.close()
  await rm(directory, { force: true, recursive: true })
  vi.unstubAllEnvs()
})

async function register(): Promise<string> {
  const { body } = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  return String(body['token'])
}

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await app.rest('POST', `/${collection}`, { body, token })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

async function upload(data: Buffer, name: string, mimetype: string): Promise<string> {
  const file = { data, mimetype, name, size: data.length }
  const { id } = await app.payload.create({ collection: 'media', data: { alt: name }, file })

  return String(id)
}

/** One post, armed once for an account of every kind; its publications by the slug of their account, when all have ended. */
async function rehearseOnePost(): Promise<Map<string, PublicationRow>> {
  const slugs = new Map<string, string>()

  for (const slug of REHEARSED) {
    slugs.set(await create('channels', { kind: slug, mode: 'rehearsal', name: slug, slug }), slug)
  }

  for (const kind of ASSISTED) {
    const slug = slugOfLive(kind)

    slugs.set(await create('channels', { kind, mode: 'live', name: slug, slug }), slug)
  }

  const post = await createPost([...slugs].find(([, slug]) => slug === 'kuaishou')?.[0] ?? '')

  await app.rest('PATCH', `/posts/${post}`, { body: { stage: 'approved' }, token })
  await create('schedules', {
    channels: [...slugs.keys()],
    post,
    publishAt: new Date(Date.now() + SECOND).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })
  worker = await startDrumbeatWorker(app.payload, { version: 'test' })

  const ended = await waitForAll(slugs.size)

  return new Map(ended.map((row) => [slugs.get(String(row.channel)) ?? '', row]))
}

async function createPost(kuaishou: string): Promise<string> {
  const picture = sharp({ create: { background: '#a43', channels: 3, height: 1_600, width: 1_600 } })
  const cover = await upload(await picture.jpeg().toBuffer(), 'cover.jpg', 'image/jpeg')
  const film = await upload(FILM, 'film.mp4', 'video/mp4')

  return create('posts', {
    cover,
    excerpt: BODY,
    kind: 'note',
    title: TITLE,
    topics: ['防晒'],
    // The one platform that takes films alone.
    variants: [{ channel: kuaishou, media: [film, cover] }],
  })
}

async function waitForAll(count: number): Promise<PublicationRow[]> {
  const publications = app.db.collection<PublicationRow>('publications')

  await vi.waitFor(
    async () => {
      // Platforms that take their time are asked again at once: what is waited for here is not what is tested.
      await publications.updateMany(
        { 'pending.pollAt': { $type: 'date' } },
        { $set: { 'pending.pollAt': new Date(0) } },
      )
      expect(await publications.countDocuments({ state: { $nin: ['armed', 'claimed', 'sending'] } })).toBe(count)
    },
    { interval: SECOND, timeout: 120 * SECOND },
  )

  return publications.find().toArray()
}

const slugOfLive = (kind: string): string => `${kind}-live`

const rowOf = (slug: string): PublicationRow => {
  const row = rows.get(slug)

  if (row === undefined) {
    throw new Error(`nothing was armed for ${slug}`)
  }

  return row
}

const askedOf = (prefix: string) => platforms.received.filter(({ url }) => url.startsWith(`/sandbox/${prefix}`))
const shownBy = (account: string) => app.db.collection<SandboxPost>('sandbox_posts').find({ account }).toArray()
const rest = (method: string, where: string): Promise<RestAnswer> => app.rest(method, where, { token })

describe('one post, rehearsed on every kind of channel at once', () => {
  it('leaves no kind out', () => {
    const known = servicesOf(app.payload).channels.kinds()

    expect(REHEARSED.toSorted()).toEqual(kindsOf(known).toSorted())
  })

  it.each(REHEARSED)('is out on %s, and stands once on the phone that its receipt leads to', async (kind) => {
    const { attempts, error, rehearsal, receipt, state } = rowOf(kind)
    const [post, ...others] = await shownBy(kind)
    const page = await fetch(receipt?.url ?? '').then((answer) => answer.text())

    expect({ attempts, error, rehearsal, state }).toEqual({
      attempts: 1,
      error: null,
      rehearsal: true,
      state: 'published',
    })
    expect(others).toEqual([])
    expect(`${post?.title}\n${post?.text}`).toContain(TITLE)
    expect(`${post?.title}\n${post?.text}`).toContain(BODY)
    expect(page).toContain(TITLE)
  })

  it.each(WITH_STAND_IN)('said to the stand-in of %s, in its protocol, exactly what was rendered', async (kind) => {
    const { rendered } = rowOf(kind).content
    const sent = (await Promise.all(askedOf(`platforms/${kind}/${kind}/`).map(textsOf))).flat()
    const body = String(rendered['content'] ?? rendered['text'])

    expect(body).toContain(BODY)
    // Forums name the uploaded pictures below the text, which are known only then.
    expect(sent.filter((text) => text === body || text.startsWith(`${body}\n\n![`)).length).toBeGreaterThan(0)

    if (typeof rendered['title'] === 'string' && rendered['title'] !== '') {
      expect(sent).toContain(rendered['title'])
    }
  })

  it.each(IN_GENERAL_SANDBOX)('said to the sandbox for %s exactly what was rendered', (kind) => {
    const [request, ...others] = askedOf(`api/accounts/${kind}/posts`)

    expect(others).toEqual([])
    expect(JSON.parse(request?.body ?? '{}')).toMatchObject({ rendered: rowOf(kind).content.rendered })
  })

  it.each(ASSISTED)(
    'is a task with the same words for the person of a live account of %s, and nobody was called',
    async (kind) => {
      const { _id, content, rehearsal, state } = rowOf(slugOfLive(kind))
      const { body } = await rest('GET', `/publications/${_id}/task`)
      const { texts } = (body as unknown as TaskView).pack

      expect({ rehearsal, state }).toEqual({ rehearsal: false, state: 'awaiting-operator' })
      expect(texts.find(({ part }) => part === 'text')?.text).toBe(content.rendered['text'])
      expect(texts.map(({ text }) => text).join('\n')).toContain(TITLE)
      expect(platforms.received.filter(({ url }) => url.includes(slugOfLive(kind)))).toEqual([])
    },
  )
})
