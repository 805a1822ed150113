import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import type { TaskList } from '../../src/admin/data/taskList.ts'
import type { TaskView } from '../../src/domain/assisted/task.ts'
import { DAY, HOUR, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { clientOf } from '../../src/database/handles.ts'
import { compareRollups } from '../../src/engagement/recount.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

const PASSWORD = 'correct-horse-battery'

let app: TestApp
let directory: string
let group: string
let notes: string
let pictures: string[]
let platform: Receiver
let token: string
let worker: Sending

beforeAll(async () => {
  platform = await startReceiver((_request, response) => void response.writeHead(200).end())
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-assisted-'))
  vi.stubEnv('DRUMBEAT_DATA_DIR', directory)
  vi.stubEnv('OUTBOUND_ALLOW', '127.0.0.1')
  app = await startTestApp()
  token = await register()
  notes = await create('channels', {
    kind: 'xiaohongshu',
    mode: 'live',
    name: '小红书品牌号',
    settings: { assignee: 'groups@example.com', liveUrlHosts: '127.0.0.1' },
    slug: 'notes',
  })
  group = await create('channels', { kind: 'wechat-group', mode: 'live', name: '老客群', slug: 'group' })
  pictures = [await upload('#a43', 'first.jpg'), await upload('#2b6', 'second.jpg')]
  worker = await startDrumbeatWorker(app.payload, { version: 'test' })
})

beforeEach(() => platform.respond((_request, response) => void response.writeHead(200).end()))

afterAll(async () => {
  await worker.stop()
  await app.stop()
  await platform.close()
  await rm(directory, { force: true, recursive: true })
  vi.unstubAllEnvs()
})

async function register(): Promise<string> {
  const { body } = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', name: '林小满', password: PASSWORD },
  })

  return String(body['token'])
}

/** A further person, signed in. */
async function join(email: string, role: 'analyst' | 'community-manager'): Promise<{ id: string; token: string }> {
  const id = await create('users', { email, name: role, password: PASSWORD, roles: [role] })
  const { body } = await app.rest('POST', '/users/login', { body: { email, password: PASSWORD } })

  return { id, token: String(body['token']) }
}

async function upload(background: string, name: string): Promise<string> {
  const data = await sharp({ create: { background, channels: 3, height: 1_600, width: 1_600 } })
    .jpeg()
    .toBuffer()
  const { id } = await app.payload.create({
    collection: 'media',
    data: { alt: name },
    file: { data, mimetype: 'image/jpeg', name, size: data.length },
  })

  return String(id)
}

const asAdmin = (method: string, where: string, body?: unknown, as = token): Promise<RestAnswer> =>
  app.rest(method, where, { body, token: as })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await asAdmin('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

/** A post on one channel; the id of its publication. */
async function arm(channel: string, inMs: number): Promise<string> {
  const post = await create('posts', {
    cover: pictures[0],
    excerpt: '记得补涂。',
    gallery: [pictures[1]],
    kind: 'note',
    title: '夏日防晒攻略',
    topics: ['防晒'],
  })

  await asAdmin('PATCH', `/posts/${post}`, { stage: 'approved' })
  const schedule = await create('schedules', {
    channels: [channel],
    post,
    publishAt: new Date(Date.now() + inMs).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })
  const { body } = await asAdmin('GET', `/publications?where[schedule][equals]=${schedule}&depth=0`)

  return (body['docs'] as { id: string }[])[0]?.id ?? ''
}

const rowOf = (id: string) => app.db.collection<PublicationRow>('publications').findOne({ _id: id })

async function handOver(channel: string): Promise<string> {
  const id = await arm(channel, SECOND)

  await vi.waitFor(async () => expect((await rowOf(id))?.state).toBe('awaiting-operator'), {
    interval: 100,
    timeout: 15 * SECOND,
  })

  return id
}

const viewOf = async (id: string, as?: string): Promise<TaskView> =>
  (await asAdmin('GET', `/publications/${id}/task`, undefined, as)).body as unknown as TaskView
const attest = (id: string, body: object, as?: string) => asAdmin('POST', `/publications/${id}/attest`, body, as)
const codesOf = ({ body }: RestAnswer) => ((body['errors'] ?? []) as { code: string }[]).map(({ code }) => code)

const license = (licence: object) => asAdmin('PATCH', `/media/${String(pictures[0])}`, { licence })
const LICENCE_ENDED = [409, 'LICENCE_ENDED']

/** How the pack and a picture of it are answered, by status and reason. */
const handedOut = async (id: string) =>
  Promise.all(
    ['pack', 'pack/1'].map(async (part) => {
      const { body, status } = await asAdmin('GET', `/publications/${id}/${part}`)

      return status === 200 ? 200 : [status, (body['errors'] as { reason?: string }[])[0]?.reason]
    }),
  )

describe('a due publication of a platform without an interface', () => {
  it('becomes a task of the person whom its channel names, with all that is to be pasted', async () => {
    const { id: operator } = await join('groups@example.com', 'community-manager')
    const id = await handOver(notes)

    expect(await viewOf(id)).toMatchObject({
      assignee: operator,
      attested: null,
      channel: { kind: 'xiaohongshu' },
      isAddressed: true,
      pack: {
        files: [{ mediaId: pictures[0] }, { mediaId: pictures[1] }],
        texts: [
          { count: { count: 12, max: 40 }, part: 'title', text: '夏日防晒攻略' },
          { part: 'text', text: '记得补涂。\n\n#防晒' },
        ],
        topics: ['防晒'],
      },
      state: 'awaiting-operator',
    })
  })

  it('is packed as an archive: the words, and the pictures in their order', async () => {
    const id = await handOver(notes)
    const answer = await asAdmin('GET', `/publications/${id}/pack`)
    const files = unzipSync(answer.bytes)

    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('夏日防晒攻略.zip'))
    expect(Object.keys(files)).toEqual(['text.txt', '01.jpg', '02.jpg'])
    expect(new TextDecoder().decode(files['text.txt'])).toContain('记得补涂。\n\n#防晒')
    expect(await sharp(files['01.jpg']).metadata()).toMatchObject({ format: 'jpeg' })
    expect((await asAdmin('GET', `/publications/${id}/pack/2`)).bytes).toEqual(files['02.jpg'])
    expect((await asAdmin('GET', `/publications/${id}/pack/3`)).status).toBe(404)
  })

  it('names a picture that is gone, and packs the rest', async () => {
    const id = await handOver(notes)

    await app.db
      .collection<PublicationRow>('publications')
      .updateOne({ _id: id }, { $set: { 'content.rendered.media.0.id': '6500000000000000000000ff' } })
    const files = unzipSync((await asAdmin('GET', `/publications/${id}/pack`)).bytes)

    expect(Object.keys(files)).toEqual(['text.txt', '01-missing.txt', '02.jpg'])
  })

  it('carries the watermark of its channel', async () => {
    const logo = await create('brand-assets', {
      files: [await upload('#f00', 'logo.jpg')],
      kind: 'logo',
      mark: { marginPercent: 0, opacityPercent: 100, position: 'top-left', widthPercent: 40 },
      name: '红标',
    })

    await asAdmin('PATCH', `/channels/${notes}`, { watermark: logo })

    try {
      const id = await handOver(notes)
      const { bytes } = await asAdmin('GET', `/publications/${id}/pack/1`)
      const { data } = await sharp(bytes)
        .extract({ height: 1, left: 40, top: 40, width: 1 })
        .raw()
        .toBuffer({ resolveWithObject: true })

      expect([...data].map((value) => Math.round(value / 64))).toEqual([4, 0, 0])
    } finally {
      await asAdmin('PATCH', `/channels/${notes}`, { watermark: null })
    }
  })

  it('is not handed out once a licence in it has ended, and says why', async () => {
    const id = await handOver(notes)

    expect((await license({ validUntil: '2020-01-01' })).status).toBe(200)

    try {
      for (const part of ['pack', 'pack/1']) {
        const answer = await asAdmin('GET', `/publications/${id}/${part}`)

        expect(answer.status).toBe(409)
        expect(answer.body['errors']).toMatchObject([{ code: 'CONFLICT', reason: 'LICENCE_ENDED' }])
      }

      expect((await viewOf(id)).withheld).toContain('2020-01-01')
    } finally {
      await license({ validUntil: null })
    }

    expect((await viewOf(id)).withheld).toBeNull()
    expect((await asAdmin('GET', `/publications/${id}/pack`)).status).toBe(200)
  })

  it('is not handed out while it is armed and a licence in it ends before it goes out', async () => {
    const id = await arm(notes, 3 * DAY)
    const end = new Date(Date.now() + DAY).toISOString().slice(0, 10)

    expect(await handedOut(id)).toEqual([200, 200])
    await license({ validUntil: end })

    try {
      expect(await handedOut(id)).toEqual([LICENCE_ENDED, LICENCE_ENDED])
      expect((await viewOf(id)).withheld).toContain(end)
    } finally {
      await license({ validUntil: null })
    }
  })

  it('is not handed out when the gate has blocked it for a licence', async () => {
    // Later than what the gate remembers of licences.
    const id = await arm(notes, 5 * SECOND)

    await license({ validUntil: '2020-01-01' })

    try {
      await vi.waitFor(
        async () => expect(await rowOf(id)).toMatchObject({ error: { code: 'LICENCE_ENDED' }, state: 'blocked' }),
        { interval: 100, timeout: 15 * SECOND },
      )
      expect(await handedOut(id)).toEqual([LICENCE_ENDED, LICENCE_ENDED])
      expect((await viewOf(id)).withheld).toContain('2020-01-01')
    } finally {
      await license({ validUntil: null })
    }

    expect(await handedOut(id)).toEqual([200, 200])
    // The gate lets the next one through, once it has forgotten.
    const next = await arm(notes, 4 * SECOND)

    await vi.waitFor(async () => expect((await rowOf(next))?.state).toBe('awaiting-operator'), {
      interval: 100,
      timeout: 15 * SECOND,
    })
  })

  it.each([
    ['cancelled', 'PACK_CANCELLED'],
    ['failed', 'PACK_FAILED'],
    ['missed', 'PACK_MISSED'],
  ] as const)('is not handed out once it is %s, and says so', async (state, code) => {
    const id = await arm(notes, 3 * DAY)

    if (state === 'cancelled') {
      expect((await asAdmin('POST', `/publications/${id}/cancel`)).status).toBe(200)
    } else {
      await app.db.collection<PublicationRow>('publications').updateOne({ _id: id }, { $set: { state } })
    }

    expect(await handedOut(id)).toEqual([
      [409, code],
      [409, code],
    ])
    expect((await viewOf(id)).withheld).toMatch(/^This publication /)
  })

  it('shows a QR code of its page', async () => {
    const id = await handOver(notes)
    const { headers, text } = await asAdmin('GET', `/publications/${id}/task-code`)

    expect(headers.get('content-type')).toBe('image/svg+xml')
    expect(text).toMatch(/^<svg /)
  })

  it('is given to another person and ticked off, which everybody sees', async () => {
    const [{ id: other }, id] = [await join('other@example.com', 'community-manager'), await handOver(notes)]

    await asAdmin('PATCH', `/publications/${id}/task`, { assignee: other })
    await asAdmin('PATCH', `/publications/${id}/task`, { done: [2, 0] })

    expect(await viewOf(id)).toMatchObject({ assignee: other, done: [0, 2] })
    expect(
      await app.db.collection('audit-events').countDocuments({ action: 'publication.assign', subjectId: id }),
    ).toBe(1)
  })

  it.each([
    ['somebody who may not publish by hand', { assignee: '6500000000000000000000ff' }, 'OPERATOR'],
    ['a step that is not there', { done: [99] }, 'TICKS'],
  ])('cannot be changed to %s', async (_title, change, code) => {
    const answer = await asAdmin('PATCH', `/publications/${await handOver(notes)}/task`, change)

    expect([answer.status, codesOf(answer)]).toEqual([400, [code]])
  })
})

describe('the live link', () => {
  it('makes it published, with who said so and when, and is in the audit log', async () => {
    const person = await join('live@example.com', 'community-manager')
    const id = await handOver(notes)
    const url = `${platform.url}/explore/1`
    const answer = await attest(id, { url: `看看这篇 ${url}，复制打开` }, person.token)

    expect(answer.status, answer.text).toBe(200)
    expect(await rowOf(id)).toMatchObject({
      receipt: { attested: { at: expect.any(String) as string, by: person.id }, url },
      state: 'published',
    })
    expect(await viewOf(id)).toMatchObject({ attested: { by: 'community-manager', isUnseen: false }, url })
    expect(
      await app.db.collection('audit-events').findOne({ action: 'publication.attest', subjectId: id }),
    ).toMatchObject({ after: { receipt: { attested: { by: person.id } } } })
  })

  it('of another platform is refused, with the reason, whatever the person says', async () => {
    const id = await handOver(notes)
    const url = 'https://www.douyin.com/video/7300000000000000000'
    const answer = await attest(id, { isSeenByPerson: true, url })

    expect([answer.status, codesOf(answer)]).toEqual([400, ['LIVE_URL_FOREIGN']])
    expect(answer.text).toContain('www.douyin.com')
    expect((await rowOf(id))?.state).toBe('awaiting-operator')
  })

  it('that leads to another platform is refused', async () => {
    const id = await handOver(notes)

    platform.respond((_request, response) => void response.writeHead(302, { location: 'https://example.com/1' }).end())

    expect(codesOf(await attest(id, { isSeenByPerson: true, url: `${platform.url}/a/1` }))).toEqual([
      'LIVE_URL_LEADS_AWAY',
    ])
  })

  it('is stored as the address to which a short link leads, by which figures find it', async () => {
    const id = await handOver(notes)

    platform.respond(({ url }, response) =>
      url.startsWith('/a/')
        ? void response.writeHead(302, { location: '/explore/77' }).end()
        : void response.writeHead(200).end(),
    )

    expect((await attest(id, { url: `${platform.url}/a/AbC` })).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ receipt: { url: `${platform.url}/explore/77` }, state: 'published' })
  })

  it('at which nothing is seen is a warning, and is recorded when the person has looked', async () => {
    const id = await handOver(notes)
    const url = `${platform.url}/explore/2`

    platform.respond((_request, response) => void response.writeHead(404).end())
    const warned = await attest(id, { url })

    expect([warned.status, codesOf(warned)]).toEqual([400, ['LIVE_URL_UNREACHABLE']])
    expect((await rowOf(id))?.state).toBe('awaiting-operator')
    expect((await attest(id, { isSeenByPerson: true, url })).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ receipt: { attested: { isUnseen: true }, url }, state: 'published' })
  })

  it('is not asked for where a post has no address', async () => {
    const id = await handOver(group)

    expect(await viewOf(id)).toMatchObject({ isAddressed: false })
    expect((await attest(id, {})).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ receipt: { remoteId: 'attested' }, state: 'published' })
  })

  it('is taken once', async () => {
    const id = await handOver(group)

    await attest(id, {})

    expect((await attest(id, {})).status).toBe(409)
  })

  it('is not taken before it is due', async () => {
    const id = await arm(group, HOUR)

    expect((await attest(id, {})).status).toBe(409)
    expect((await viewOf(id)).state).toBe('armed')
  })
})

describe('a task', () => {
  it.each(['task', 'pack', 'pack/1', 'task-code'])(
    'is closed to strangers and to those who may not publish: %s',
    async (part) => {
      const id = await handOver(notes)
      const analyst = await join(`${part.replace('/', '-')}@example.com`, 'analyst')

      expect((await app.rest('GET', `/publications/${id}/${part}`)).status).toBe(401)
      expect((await asAdmin('GET', `/publications/${id}/${part}`, undefined, analyst.token)).status).toBe(403)
      expect((await asAdmin('GET', `/publications/missing/${part}`)).status).toBe(404)
    },
  )

  it('does not exist for a channel that publishes by itself', async () => {
    const id = await arm(await create('channels', { kind: 'feed', mode: 'live', name: '首页', slug: 'home' }), HOUR)

    expect((await asAdmin('GET', `/publications/${id}/task`)).status).toBe(409)
  })
})

describe('the figures of a platform', () => {
  const enter = (id: string, totals: object) => asAdmin('POST', `/publications/${id}/platform-figures`, { totals })
  const counted = async (id: string, type: string): Promise<number> => {
    const [sum] = await app.db
      .collection('engagement_events')
      .aggregate<{ sum: number }>([
        { $match: { publication: id, type } },
        { $group: { _id: null, sum: { $sum: { $ifNull: ['$count', 1] } } } },
      ])
      .toArray()

    return sum?.sum ?? 0
  }
  const published = async (): Promise<string> => {
    const id = await handOver(group)

    await attest(id, {})

    return id
  }

  it('count by what they have grown, once, and can be corrected', async () => {
    const id = await published()

    expect((await enter(id, { like: 30, view: 1_000 })).status).toBe(200)
    await enter(id, { like: 30, view: 1_000 })
    await enter(id, { view: 1_200 })
    await enter(id, { view: 1_150 })

    expect([await counted(id, 'view'), await counted(id, 'like')]).toEqual([1_150, 30])
    expect(await viewOf(id)).toMatchObject({ figures: { like: 30, view: 1_150 } })
    expect(await compareRollups({ client: clientOf(app.payload), db: app.db })).toEqual([])
  })

  it('count once when many enter them at one moment', async () => {
    const id = await published()

    await Promise.all([500, 500, 700, 700, 700].map((view) => enter(id, { view })))

    expect([500, 700]).toContain(await counted(id, 'view'))
    expect((await viewOf(id)).figures.view).toBe(await counted(id, 'view'))
  })

  it('that were written down before a crash are counted at the next look, once', async () => {
    const id = await published()

    await app.db.collection<{ _id: string }>('engagement_totals').insertOne({
      _id: id,
      telling: { at: new Date(), changes: { view: 40 } },
      totals: { view: 40 },
      version: 1,
    } as { _id: string })
    await enter(id, { view: 40 })
    await enter(id, { view: 40 })

    expect(await counted(id, 'view')).toBe(40)
  })

  it.each([
    ['a figure that is none', published, { view: -1 }, 'FIGURE'],
    ['figures of what is not out', () => handOver(group), { view: 1 }, 'FIGURES_BEFORE'],
  ])('refuse %s', async (_title, make, totals, code) => {
    const answer = await enter(await make(), totals)

    expect([answer.status, codesOf(answer)]).toEqual([400, [code]])
  })

  it('come from the file that the platform exports, and tell what fitted nothing', async () => {
    const id = await handOver(notes)
    const url = `${platform.url}/explore/export-1`

    await attest(id, { url })
    const answer = await app.raw(
      'POST',
      `/channels/${notes}/platform-figures`,
      `笔记标题,笔记链接,观看量,点赞\n随便,${url},"2,345",67\n没有的笔记,,1,1\n`,
      token,
    )

    expect(answer.body).toEqual({
      imported: 1,
      unmatched: [{ row: 3, title: expect.any(String) as string, why: 'not-found' }],
    })
    expect([await counted(id, 'view'), await counted(id, 'like')]).toEqual([2_345, 67])
    expect((await app.raw('POST', `/channels/${notes}/platform-figures`, '甲,乙\n1,2\n', token)).status).toBe(400)
  })
})

describe('the list of tasks', () => {
  const list = async (whose: 'all' | 'mine', as: string): Promise<TaskList> =>
    (await asAdmin('GET', `/drumbeat/tasks?language=zh&whose=${whose}`, undefined, as)).body as unknown as TaskList

  it('shows a person what is theirs, and all to whoever asks for it', async () => {
    const [mine, other] = [
      await join('mine@example.com', 'community-manager'),
      await join('another@example.com', 'community-manager'),
    ]
    const [given, soon, theirs] = [await handOver(notes), await arm(group, 3 * HOUR), await handOver(group)]
    const far = await arm(notes, 8 * 24 * HOUR)

    await asAdmin('PATCH', `/publications/${given}/task`, { assignee: mine.id })
    await asAdmin('PATCH', `/publications/${soon}/task`, { assignee: mine.id })
    await asAdmin('PATCH', `/publications/${theirs}/task`, { assignee: other.id })
    await app.db
      .collection<PublicationRow>('publications')
      .updateOne({ _id: given }, { $set: { dueAt: new Date(Date.now() - HOUR) } })

    expect((await list('mine', mine.token)).tasks).toMatchObject([
      {
        assignee: 'community-manager',
        channel: { kind: 'xiaohongshu', name: '小红书品牌号' },
        id: given,
        isMine: true,
        title: '夏日防晒攻略',
        urgency: 'overdue',
      },
      { id: soon, urgency: 'soon' },
    ])

    const all = (await list('all', mine.token)).tasks

    expect(all).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: theirs, isMine: false, urgency: 'due' })]),
    )
    expect(all.map(({ id }) => id)).not.toContain(far)
  })

  it('takes whom the channel names where nobody was given the task, and nobody where it was taken from all', async () => {
    const id = await handOver(notes)
    const findTask = async () => (await list('all', token)).tasks.find((task) => task.id === id)

    expect(await findTask()).toMatchObject({ assignee: 'community-manager' })
    await asAdmin('PATCH', `/publications/${id}/task`, { assignee: null })
    expect(await findTask()).toMatchObject({ assignee: null, isMine: false })
  })

  it('leaves out what was published, and is for those alone who may publish by hand', async () => {
    const id = await handOver(group)
    const analyst = await join('analyst2@example.com', 'analyst')

    await attest(id, {})
    expect((await list('all', token)).tasks.map((task) => task.id)).not.toContain(id)
    expect((await asAdmin('GET', '/drumbeat/tasks', undefined, analyst.token)).status).toBe(403)
    expect((await app.rest('GET', '/drumbeat/tasks')).status).toBe(401)
  })
})
